import { localDate, sendTimeOn } from '../../calendar/local-time.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import { sendBack } from '../../cycle/acts/send-back.ts';
import { whyNotWaiting } from '../../cycle/acts/waits-for-sign-off.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { addresseeOf } from '../../cycle/routing.ts';
import type { ActMessage } from '../../outbox/ports.ts';
import type { Contact } from '../../programme/register.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { returnSection } from '../messages/return-words.ts';
import { whyNoSignOff } from '../review/waiting-answers.ts';
import type { Decided } from './change-requests.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import type { SendBackData } from './review-data.ts';
import { answerWithReview, signOff } from './review.ts';
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
  if (request && isDoneByThem(press, loaded, request)) await tell(press, loaded, request);
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
  const { data, raw, author, now } = press;
  const acted = await signOff(press, [data.ref], (request, loaded): Decided => {
    const why = whyNot(loaded, request, data.version);
    if (why !== undefined) return { kind: 'refused', why };
    const { comment, suggested, answerBy } = typed;
    const said = { comment, answerBy, ...(suggested !== undefined && { suggested }) };
    const returned = sendBack(request, { ...said, version: data.version, by: author, at: now });
    if (isRefused(returned)) return { kind: 'refused', why: returned.refused };
    const to = askedOn(loaded, request, now);
    return {
      kind: 'changed',
      request: returned,
      event: {
        kind: suggested === undefined ? 'returned' : 'suggested',
        detail: `version ${data.version}, answer by ${answerBy.toString()}${suggested === undefined ? '' : `, ${suggested}`}`,
        ...(to && { contactId: to.id }),
      },
    };
  });
  if (!acted) return { reply: forLeadsOnly(raw) };
  const [refused] = acted.refused;
  const [request] = acted.changed;
  if (refused || !request) return refusal(press, refused?.why ?? 'it is not in this round');
  await tell(press, acted.loaded, request);
  const { ref: _ref, one: _one, ...list } = data;
  return answerWithReview(
    { ...press, data: list },
    { notice: doneWords(acted.loaded, request, now), refs: [data.ref] },
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

/** Whether the same lead has sent this version back already: a fault may have come before the messages of that. */
function isDoneByThem(
  { author, data }: LeadPress<SendBackData>,
  loaded: LoadedCycle,
  { state, returned }: UpdateRequest,
): boolean {
  if (state !== 'returned' || whyNone(loaded) !== undefined) return false;
  return returned?.by.contactId === author.contactId && returned.answer.version === data.version;
}

/** Puts the messages of a return in; a second time to the same effect. */
async function tell(
  { deps, chosen, author, now }: LeadPress<SendBackData>,
  loaded: LoadedCycle,
  request: UpdateRequest,
): Promise<void> {
  const messages = messagesAbout(loaded, request, now).filter(
    ({ recipient }) => recipient.kind !== 'contact' || recipient.contactId !== author.contactId,
  );
  if (messages.length > 0) await deps.outbox.put(chosen.key, messages);
}

function refusal(press: LeadPress<SendBackData>, why: string): Promise<ActResult> {
  const notice = `${press.data.ref} was not sent back: ${why}.`;
  return answerWithReview(press, { notice, refused: true });
}

/** The message of the day, and a reminder on the day of the answer, where that is to come. */
function messagesAbout(loaded: LoadedCycle, request: UpdateRequest, now: Temporal.Instant): ActMessage[] {
  const { calendar } = loaded.planState;
  const { ref, returned } = request;
  const to = returned && askedOn(loaded, request, returned.at);
  if (!to) return [];
  const told: ActMessage = {
    recipient: { kind: 'contact', contactId: to.id, email: to.email, by: to.reachedBy },
    sections: [returnSection('returned', request)],
    refs: [ref],
  };
  const at = sendTimeOn(calendar, returned.answerBy);
  const today = localDate(now, calendar.timeZone);
  const later = Temporal.PlainDate.compare(returned.answerBy, today) > 0 && askedOn(loaded, request, at);
  if (!later) return [told];
  return [
    told,
    {
      recipient: { kind: 'contact', contactId: later.id, email: later.email, by: later.reachedBy },
      sections: [returnSection('returned-due', request)],
      refs: [ref],
      date: returned.answerBy,
      at,
    },
  ];
}

/** Who is asked about a request at a moment, as far as it is known now. */
function askedOn(
  { routes, planState, contacts }: LoadedCycle,
  { ref }: UpdateRequest,
  at: Temporal.Instant,
): Contact | undefined {
  const route = routes.get(ref);
  const date = localDate(at, planState.calendar.timeZone);
  return route && contacts.get(addresseeOf(route, planState, { date, at }) ?? '');
}

function doneWords(loaded: LoadedCycle, request: UpdateRequest, now: Temporal.Instant): string {
  const { ref, returned } = request;
  const to = askedOn(loaded, request, now);
  const who = to ? `${to.name} is asked to answer` : 'Nobody can be written to about it; an answer is wanted';
  return `${ref} is sent back. ${who} by ${returned ? dayAndMonth(returned.answerBy) : 'then'}.`;
}
