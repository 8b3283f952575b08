import { noChangeRule, unchangedAnswer } from '../../cycle/no-change.ts';
import { hasNewWords, tooLong, typedIn } from '../../cycle/typed-text.ts';
import type { ConfirmNoChangeView } from '../../cards/views/form.ts';
import type { ActResult } from '../act-result.ts';
import { recordAndAnswer } from './after-recording.ts';
import type { RequestData } from '../card-data.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { isUnseen, unseenNotice } from './draft-mark.ts';
import { draftOf, findRequest, type FoundRequest } from './find-request.ts';
import { formView, lastTime } from './form-view.ts';
import { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
import type { RequestPress } from '../owner/owner-act.ts';
import type { NewUpdate } from './record-update.ts';
import { refuseRequest } from '../refusals.ts';
import { showForm } from '../replies.ts';
import { untilSettled } from '../until-settled.ts';

/**
 * `update.noChange`: one tap shows what would be confirmed, the next confirms it. Whatever speaks against it leads
 * back to the form, with everything typed.
 */
export async function confirmNoChange(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  data: RequestData,
  { actor, turn, data: raw, ahead }: RequestPress,
): Promise<ActResult> {
  return untilSettled(async (again) => {
    const result = await findRequest(deps, actor, data, again ? undefined : ahead);
    if (result.kind !== 'found') return { reply: refuseRequest(result, raw) };
    const { found } = result;
    const draft = await draftOf(deps, found);
    const { why: whyTyped = '', ...typed } = data.inputs;
    const kept = whyTyped.trim() === '' ? typed : withWhy(draft?.inputs, typed, whyTyped);
    const form = { draft, ...(Object.keys(kept).length > 0 ? { typed: kept } : {}) };
    if (isAnswered(found, data)) return { reply: showForm(formView(found, form)) };
    if (draft && isUnseen(draft, data.draft, found.readers)) {
      const notice = unseenNotice(
        found,
        draft,
        'Please look at it before you confirm that nothing has changed.',
      );
      return { reply: showForm(formView(found, { ...form, notice })) };
    }
    const rule = noChangeRule(found.scheme, found.request, found.today);
    const objection = rule.kind === 'refused' ? rule.why : objectionToTyped(found, typed);
    if (objection !== undefined) {
      const notice = `“No change” cannot be used here. ${objection}`;
      return { reply: showForm(formView(found, { ...form, notice })) };
    }
    const needsWhy = rule.kind === 'needs-why';
    const why = needsWhy ? typedIn({ why: whyTyped }, 'why') : '';
    if (!data.confirmed) return showConfirm(found, { needsWhy, draftMark: data.draft });
    const problem = needsWhy ? whyProblem(why) : undefined;
    if (problem !== undefined) {
      return showConfirm(found, { needsWhy, draftMark: data.draft, why: whyTyped, problem });
    }
    const answer = unchangedAnswer(found.request, why);
    const next: NewUpdate = { kind: 'no-change', answer, drawnFrom: data.version, card: turn.card };
    return recordAndAnswer(deps, found, next, form);
  });
}

/** The line that was begun on the confirmation, as the start of an update: no word of it is lost. */
function withWhy(
  drafted: Record<string, string> | undefined,
  typed: Record<string, string>,
  why: string,
): Record<string, string> {
  const all = { ...drafted, ...typed };
  return { ...all, narrative: [all['narrative'], why].filter(Boolean).join('\n\n') };
}

/** There is an answer this time, or a lead has sent it back, so nothing is left to confirm; but the same confirmation may come twice. */
function isAnswered({ request, readers }: FoundRequest, { confirmed }: RequestData): boolean {
  const newest = newestUpdate(request);
  if (!newest) return request.state === 'returned';
  const isReplay = confirmed && newest.kind === 'no-change' && readers.includes(newest.by.contactId);
  return !isReplay;
}

/** Words typed on the form would be lost by confirming, so they must be sent or cleared first. */
function objectionToTyped({ request }: FoundRequest, typed: Record<string, string>): string | undefined {
  return hasNewWords(typed, request.baseline)
    ? 'You have typed an update: submit it, or clear it first.'
    : undefined;
}

function whyProblem(why: string): string | undefined {
  if (why === '') return 'It is confirmed for the second time running: please say why it is still true.';
  return tooLong({ why })[0]?.message;
}

function showConfirm(
  found: FoundRequest,
  more: { needsWhy: boolean; draftMark: string | undefined; why?: string; problem?: string },
): ActResult {
  const { loaded, request } = found;
  const { draftMark, ...rest } = more;
  const view: ConfirmNoChangeView = {
    scope: { programme: loaded.key.programmeId, cycle: loaded.key.cycleId },
    ref: request.ref,
    version: versionOf(request),
    title: request.title,
    last: lastTime(found) ?? { heading: 'Last time' },
    ...rest,
    ...(draftMark === undefined ? {} : { draftMark }),
  };
  return { reply: { kind: 'views', views: [{ kind: 'confirm-no-change', view }] } };
}
