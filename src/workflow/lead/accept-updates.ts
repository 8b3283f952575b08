import { isAfter } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { accept } from '../../cycle/acts/accept.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { firstOf } from '../../cards/cut.ts';
import { flagWords } from '../review/flag-words.ts';
import { flaggedFirst } from '../review/review-view.ts';
import { waitingAnswer, waitingAnswers, whyNoSignOff } from '../review/waiting-answers.ts';
import type { Decided } from './change-requests.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import type { AcceptAllData, AcceptData } from './review-data.ts';
import { whoElseDid } from './others-acts.ts';
import { answerWithReview, signOff } from './review.ts';

/** How many of those that are left are named. */
const named = 12;

/** `lead.accept`: the version that the card shows; the next that waits comes in its place. */
export async function acceptUpdate(press: LeadPress<AcceptData>): Promise<ActResult> {
  const { data, raw, deps, chosen } = press;
  const { ref, version } = data;
  const before = await loadCycle(deps.store, chosen.key);
  const acted = await signOff(press, [ref], (request) => decided(press, request, version));
  if (!acted || !before) return { reply: forLeadsOnly(raw) };
  const [refusal] = acted.refused;
  if (refusal) {
    return answerWithReview(press, { notice: `${ref} was not accepted: ${refusal.why}.`, refused: true });
  }
  const next = nextAfter(before, ref, press.now);
  const { ref: _ref, ...rest } = data;
  const onwards = { ...press, data: next === undefined ? rest : { ...rest, ref: next } };
  return answerWithReview(onwards, { notice: `${ref} is accepted.`, refs: [ref] });
}

/** `lead.acceptAll`: whatever raises no flag and was there when the card was drawn; and says what is left, and why. */
export async function acceptAllUpdates(press: LeadPress<AcceptAllData>): Promise<ActResult> {
  const { deps, chosen, raw, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (!loaded) return { reply: forLeadsOnly(raw) };
  const none = whyNoSignOff(loaded.programme.value, loaded.cycle);
  if (none !== undefined) return answerWithReview(press, { notice: `Nothing was changed: ${none}.` });
  const refs = waitingAnswers(loaded, now).map(({ request }) => request.ref);
  const acted = await signOff(press, refs, (request, as) => ifClear(press, request, as));
  if (!acted) return { reply: forLeadsOnly(raw) };
  const accepted = acted.changed.map(({ ref }) => ref);
  const first = refs.length === 0 ? await whoElseDid(press, 'accepted', drawnAt(press)) : '';
  const notice = [`${acceptedWords(accepted.length)}${first}`, ...leftWords(acted.refused)].join(' ');
  return answerWithReview(press, { notice, refs: accepted });
}

function ifClear(press: LeadPress<AcceptAllData>, request: UpdateRequest, loaded: LoadedCycle): Decided {
  const waiting = waitingAnswer(loaded, request, press.now);
  if (!waiting) return { kind: 'refused', why: 'it does not wait for sign-off any more' };
  const { answer, flags } = waiting;
  if (flags.length > 0) return { kind: 'refused', why: flags.map((flag) => flagWords[flag]).join('; ') };
  if (isAfter(answer.at, drawnAt(press))) {
    return { kind: 'refused', why: 'it came after this card was drawn' };
  }
  return decided(press, request, answer.version);
}

function decided(
  { author: by, now: at }: LeadPress<object>,
  request: UpdateRequest,
  version: number,
): Decided {
  const accepted = accept(request, { by, at, version });
  if (isRefused(accepted)) return { kind: 'refused', why: accepted.refused };
  const contactId = request.answer?.by.contactId;
  const event = {
    kind: 'accepted' as const,
    detail: `version ${version}`,
    ...(contactId !== undefined && { contactId }),
  };
  return { kind: 'changed', request: accepted, event };
}

/** A card can say anything: what is no moment is the present one. */
function drawnAt({ data, now }: LeadPress<AcceptAllData>): Temporal.Instant {
  try {
    return data.drawn === undefined ? now : Temporal.Instant.from(data.drawn);
  } catch {
    return now;
  }
}

/** The one that waits after it, in the order in which they are shown. */
function nextAfter(loaded: LoadedCycle, ref: string, now: Temporal.Instant): string | undefined {
  const refs = flaggedFirst(waitingAnswers(loaded, now)).map(({ request }) => request.ref);
  const index = refs.indexOf(ref);
  return refs[index + 1] ?? refs.find((other) => other !== ref);
}

function acceptedWords(count: number): string {
  if (count === 0) return 'Nothing was accepted.';
  return count === 1 ? '1 update is accepted.' : `${count} updates are accepted.`;
}

/** `2 are left for you: 1.4 (its new date has passed), 2.1 (…).` */
function leftWords(refused: readonly { ref: string; why: string }[]): string[] {
  if (refused.length === 0) return [];
  const { shown, more } = firstOf(refused, named);
  const words = [...shown.map(({ ref, why }) => `${ref} (${why})`), ...more].join(', ');
  return [`${refused.length === 1 ? '1 is' : `${refused.length} are`} left for you: ${words}.`];
}
