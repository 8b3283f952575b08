import type { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import { sendBack } from '../../cycle/acts/send-back.ts';
import { whyNotWaiting } from '../../cycle/acts/waits-for-sign-off.ts';
import { listed } from '../../cycle/date-names.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { goesWords } from '../messages/going-words.ts';
import { whyNoSignOff } from '../review/waiting-answers.ts';
import { changeAndTell, type Told } from './change-and-tell.ts';
import type { Decided } from './change-requests.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import type { SendBackData } from './review-data.ts';
import { answerWithReview } from './review.ts';
import { readReturn, sendBackForm, type TypedReturn } from './send-back-form.ts';

/**
 * `lead.return`: an answer goes back to its owner, with a comment and a day, and perhaps with another status to take. They
 * get one message, and one reminder on that day where it is still with them.
 */
export async function returnUpdate(press: LeadPress<SendBackData>): Promise<ActResult> {
  const { deps, chosen, data, raw, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (!loaded) return { reply: forLeadsOnly(raw) };
  const request = loaded.requests.find(({ ref }) => ref === data.ref);
  const why = whyNot(loaded, request, data.version);
  if (!request?.answer || why !== undefined) return refusal(press, why ?? 'there is no answer');
  const typed = readReturn(loaded, request.answer, data, now);
  const isFormWanted = data.send === undefined && typed.comment === '';
  if (isFormWanted || typed.problems.length > 0) {
    const problems = isFormWanted ? [] : typed.problems;
    const form = sendBackForm(loaded, request.answer, { data, problems, now });
    return { reply: { kind: 'views', views: [form] } };
  }
  return goBack(press, typed);
}

async function goBack(press: LeadPress<SendBackData>, typed: TypedReturn): Promise<ActResult> {
  const { deps, chosen, data, raw, author, turn, now } = press;
  const card = turn.card && { card: turn.card.activityId };
  const act = { cycle: chosen.key, refs: [data.ref], by: author, ...card };
  const acted = await changeAndTell(deps, act, (request, loaded): Decided => {
    const why = whyNot(loaded, request, data.version);
    if (why !== undefined) return { kind: 'refused', why };
    const { comment, suggested, answerBy } = typed;
    const said = { comment, answerBy, ...(suggested !== undefined && { suggested }) };
    const returned = sendBack(request, { ...said, version: data.version, by: author, at: now });
    if (isRefused(returned)) return { kind: 'refused', why: returned.refused };
    const to = loaded.routes.get(request.ref)?.messaged;
    return {
      kind: 'changed',
      request: returned,
      event: {
        kind: suggested === undefined ? 'returned' : 'suggested',
        detail: `version ${data.version}, answer by ${answerBy.toString()}${suggested === undefined ? '' : `, ${suggested}`}`,
        ...(to !== undefined && { contactId: to }),
      },
    };
  });
  if (!acted) return { reply: forLeadsOnly(raw) };
  const [refused] = acted.refused;
  const [request] = acted.changed;
  if (refused || !request) return refusal(press, refused?.why ?? 'it is not in this round');
  const { ref: _ref, one: _one, ...list } = data;
  return answerWithReview(
    { ...press, data: list },
    { notice: doneWords(acted, request, now), refs: [data.ref] },
  );
}

function whyNot(
  loaded: LoadedCycle,
  request: UpdateRequest | undefined,
  version: number,
): string | undefined {
  const none = whyNone(loaded);
  if (none !== undefined) return none;
  return request ? whyNotWaiting(request, version) : 'it is not in this round';
}

/** Why nothing can be sent back in this round now. */
function whyNone({ programme, cycle }: LoadedCycle): string | undefined {
  const none = whyNoSignOff(programme.value, cycle);
  if (none !== undefined || !cycle.paused) return none;
  return 'the round is paused, and nobody is written to until somebody goes on with it';
}

function refusal(press: LeadPress<SendBackData>, why: string): Promise<ActResult> {
  const notice = `${press.data.ref} was not sent back: ${why}.`;
  return answerWithReview(press, { notice, refused: true });
}

/** `1.4 is sent back. Ama Okoro is asked to answer by Wednesday 28 October.` */
function doneWords({ loaded, told }: Told, { ref, returned }: UpdateRequest, now: Temporal.Instant): string {
  const words = told.filter(({ section }) => section.kind === 'returned');
  const names = listed(words.map(({ contactId }) => loaded.contacts.get(contactId)?.name ?? 'Somebody'));
  const are = words.length === 1 ? 'is' : 'are';
  const who =
    words.length === 0
      ? 'Nobody else is written to about it; an answer is wanted'
      : `${names} ${are} asked to answer`;
  const goes = goesWords(words, now, loaded.planState.calendar);
  return `${ref} is sent back. ${who} by ${returned ? dayAndMonth(returned.answerBy) : 'then'}.${goes}`;
}
