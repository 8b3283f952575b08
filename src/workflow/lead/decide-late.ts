import type { View } from '../../cards/views/view.ts';
import { decideLate, undecidedLate } from '../../cycle/acts/decide-late.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import type { Update } from '../../cycle/answer.ts';
import type { EventKind } from '../../cycle/event.ts';
import type { LateDecision } from '../../cycle/request-marks.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { tidy } from '../../cycle/typed-text.ts';
import { lateNoteId, lateNoteOf } from '../../digest/addendum.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { readPublished } from '../publication/read-published.ts';
import { redrawnWords, redrawPublished } from '../publication/redraw-published.ts';
import { changeRequests, type ActedOn, type Decided } from './change-requests.ts';
import type { LateData } from './digest-data.ts';
import { lateForm, lateNoteLimit, type LateFormSaid } from './late-form.ts';
import type { LeadPress } from './lead-press.ts';
import { notDone } from './lead-words.ts';
import { answerWithPreview } from './preview-reply.ts';

type Kind = LateDecision['kind'];

const kinds: readonly string[] = ['counted', 'noted', 'kept'] satisfies Kind[];

/**
 * `lead.decideLate`: what becomes of an answer that came after the close. One at a time; when it is decided, the next
 * one is shown. What goes beneath published figures is seen in the channel and with the chairs at once.
 */
export async function decideOnLate(press: LeadPress<LateData>): Promise<ActResult> {
  const { deps, chosen, data } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const state = loaded?.cycle.state;
  if (!loaded || (state !== 'closed' && state !== 'published')) {
    return answerWithPreview(press, { notice: 'No answer is late while the round is open.' });
  }
  const isPublished = (await deps.store.cycles.frozenDigest(chosen.key)) !== undefined;
  const request = loaded.requests.find(({ ref }) => ref === data.ref);
  const late = request && undecidedLate(request);
  if (!data.filled || !request) return showNext(press, loaded, isPublished, { wanted: data.ref });
  if (late && late.version !== data.version) {
    const notice = 'A newer answer has come since. Please look at it first.';
    return showOne(press, loaded, { request, late, isPublished }, { notice });
  }
  const problems = problemsOf(data);
  if (late && problems) return showOne(press, loaded, { request, late, isPublished }, problems);
  return decide(press, data.decision as Kind, isPublished);
}

function problemsOf({ decision, lateNote }: LateData): LateFormSaid | undefined {
  if (!kinds.includes(decision)) return { problem: 'Please choose one.' };
  return tidy(lateNote).length > lateNoteLimit
    ? { noteProblem: `Please shorten this to ${lateNoteLimit} characters.` }
    : undefined;
}

async function decide(press: LeadPress<LateData>, kind: Kind, isPublished: boolean): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const scheme = resolveScheme(chosen.of.programme.settings.statusScheme);
  const rule = (request: UpdateRequest): Decided => {
    const late = undecidedLate(request);
    const next = decideLate(request, { kind, by: author, at: now }, isPublished);
    if (isRefused(next) || !late) return { kind: 'refused', why: isRefused(next) ? next.refused : '' };
    return {
      kind: 'changed',
      request: next,
      event: { kind: eventOf[kind], contactId: late.by.contactId, detail: `version ${late.version}` },
      ...(kind !== 'kept' && {
        addendum: {
          ...lateNoteOf(scheme, request, late, kind === 'noted' ? tidy(data.lateNote) : ''),
          ...{ id: lateNoteId(late), by: author, at: now },
          ...(kind === 'counted' && { counted: true }),
        },
      }),
    };
  };
  const card = turn.card && { card: turn.card.activityId };
  const refs = data.ref === undefined ? [] : [data.ref];
  const acted = await changeRequests(deps, { cycle: chosen.key, refs, by: author, ...card }, rule);
  // Somebody may have published meanwhile.
  const published = acted && (await readPublished(deps.store.cycles, acted.loaded));
  // What was decided already stands there too: whoever did that may have been cut short before anybody was shown it.
  const notes = refs.map((ref) => lateNoteId({ ref, version: data.version ?? 0 }));
  const stands = published?.addenda.some(({ id }) => notes.includes(id)) ?? false;
  const redrawn = published?.frozen && stands ? redrawnWords(await redrawPublished(deps, chosen.key)) : '';
  const done = doneWords[kind === 'counted' && stands ? 'too-late' : kind];
  return afterwards(press, acted, { done, isPublished: published?.frozen !== undefined, redrawn });
}

const eventOf: Record<Kind, EventKind> = {
  counted: 'late-counted',
  noted: 'late-noted',
  kept: 'late-kept',
};

async function afterwards(
  press: LeadPress<LateData>,
  acted: ActedOn | undefined,
  { done, isPublished, redrawn }: { done: string; isPublished: boolean; redrawn: string },
): Promise<ActResult> {
  const changed = acted?.changed.map(({ ref }) => ref) ?? [];
  const notice = [...changed.map((ref) => `${ref}: ${done}`), ...notDone(acted?.refused ?? []), redrawn]
    .filter((line) => line !== '')
    .join(' ');
  const loaded = await loadCycle(press.deps.store, press.chosen.key);
  const shown = loaded && (await showNext(press, loaded, isPublished, { notice, done: changed.length > 0 }));
  const answer = shown ?? (await answerWithPreview(press, { notice }));
  return changed.length === 0 || !loaded
    ? answer
    : { ...answer, changed: { part: press.chosen.of, cycle: loaded.cycle, refs: changed } };
}

const doneWords: Record<Kind | 'too-late', string> = {
  counted: 'it counts now, and is signed off.',
  noted: 'it stands beneath the figures.',
  kept: 'kept for next time.',
  'too-late': 'the figures were published at the same moment, so it stands beneath them.',
};

/** The next late answer that waits for a decision; the preview where none does. */
async function showNext(
  press: LeadPress<LateData>,
  loaded: LoadedCycle,
  isPublished: boolean,
  said: { wanted?: string | undefined; notice?: string; done?: boolean } = {},
): Promise<ActResult> {
  const { wanted, notice, done = false } = said;
  const waiting = loaded.requests.flatMap((request) => {
    const late = undecidedLate(request);
    return late ? [{ request, late, isPublished }] : [];
  });
  const next = waiting.find(({ request }) => request.ref === wanted) ?? waiting[0];
  if (!next) {
    return answerWithPreview(press, { notice: notice ?? 'No late answer waits for a decision.', done });
  }
  const left = waiting.length === 1 ? 'One late answer is left.' : `${waiting.length} late answers are left.`;
  const fresh = { ...press, data: { ...press.data, decision: '', lateNote: '' } };
  return showOne(fresh, loaded, next, notice === undefined ? {} : { notice: `${notice} ${left}` });
}

function showOne(
  { data }: LeadPress<LateData>,
  loaded: LoadedCycle,
  about: { request: UpdateRequest; late: Update; isPublished: boolean },
  said: LateFormSaid,
): ActResult {
  const view = lateForm(loaded, about, data, said);
  const views: View[] = [{ kind: 'act-form', view }];
  return { reply: { kind: 'views', views } };
}
