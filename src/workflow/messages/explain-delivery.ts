import { localDate } from '../../calendar/local-time.ts';
import { isBefore } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { dateAndTime, longDate } from '../../calendar/words.ts';
import { recipientId } from '../../cycle/message.ts';
import { reached } from '../../cycle/moments.ts';
import type { Attempt, Delivery } from '../../outbox/ledger.ts';
import { cameToNobody } from '../../outbox/policy/standing.ts';
import { isTry } from '../../outbox/policy/tries.ts';
import { reasonWords } from './reason-words.ts';

export interface Explaining {
  now: Temporal.Instant;
  timeZone: string;
  /** Other messages to the same person, of any cycle: one of them may have had their day. */
  others?: readonly Delivery[];
}

/** What became of a message, why, and what happens next, in a sentence or two for the operator. */
export function explainDelivery(delivery: Delivery, about: Explaining): string {
  const became = whatBecame(delivery, about);
  const saysSo = delivery.state === 'sent' || delivery.state === 'unknown';
  return saysSo || !isInDoubt(delivery) ? became : `${became} An earlier try may have arrived.`;
}

function whatBecame(delivery: Delivery, about: Explaining): string {
  const { state, notBefore, leaseUntil } = delivery;
  switch (state) {
    case 'planned':
      return planned(delivery, about);
    case 'claimed':
      return leaseUntil && reached(leaseUntil, about.now)
        ? 'Whoever was sending it stopped midway. It is taken up again by the next worker.'
        : 'It is being sent at this moment.';
    case 'sent':
      return `Sent on ${when(lastTry(delivery)?.at ?? delivery.at, about)}${triesWords(delivery)}.`;
    case 'retry':
      return `Not taken yet${detailOf(delivery)}${triesWords(delivery)}. ${nextTry(notBefore, about)}`;
    case 'unknown':
      return `It may or may not have arrived${detailOf(delivery)}. ${afterUnknown(delivery, about)}`;
    case 'unreachable':
      return `Not delivered: ${reasonWords(delivery.why)}. ${afterUnreachable(delivery)}`;
    case 'superseded':
      return `${notSent(delivery)}: ${delivery.why ?? 'a later message stands for it'}.`;
    case 'skipped':
      return `${notSent(delivery)}: ${delivery.why ?? 'there was nothing to say any more'}.`;
    case 'failed':
      return `Not delivered: ${delivery.why ?? 'a fault on our side'}${detailOf(delivery)}${triesWords(delivery)}. ${afterFailed(delivery)}`;
  }
}

/** One of its tries left, and nobody knows whether it arrived. */
function isInDoubt({ attempts }: Delivery): boolean {
  return attempts.some(({ outcome }) => outcome === 'unknown');
}

function notSent(delivery: Delivery): string {
  return isInDoubt(delivery) ? 'Not sent again' : 'Not sent';
}

function planned(delivery: Delivery, about: Explaining): string {
  const { notBefore } = delivery;
  if (!notBefore) return 'Planned.';
  const holder = holderOfDay(delivery, about);
  const goes = reached(notBefore, about.now)
    ? 'goes as soon as a worker takes it'
    : `goes on ${when(notBefore, about)}`;
  if (holder) {
    const { programmeId, cycleId, day } = holder;
    return `Put off: on ${longDate(day)} they had a message of ${programmeId}, ${cycleId}, and nobody gets two on one day. It ${goes}.`;
  }
  const last = delivery.attempts.at(-1);
  if (last?.outcome === 'planned') return `${sentence(last.detail ?? 'It was planned again')}. It ${goes}.`;
  return sentence(reached(notBefore, about.now) ? `Due: it ${goes}.` : `Waits for its time: it ${goes}.`);
}

/** The message that had the day on which this one could have gone. */
function holderOfDay(
  delivery: Delivery,
  { others = [], timeZone }: Explaining,
): { programmeId: string; cycleId: string; day: Temporal.PlainDate } | undefined {
  const { notBefore, date, key } = delivery;
  if (!notBefore) return undefined;
  const until = localDate(notBefore, timeZone);
  for (const other of others) {
    if (other.key === key || recipientId(other) !== recipientId(delivery)) continue;
    const at = lastTry(other)?.at;
    const day = at && localDate(at, timeZone);
    const isBetween = day && Temporal.PlainDate.compare(date, day) <= 0 && isBefore(day, until);
    if (isBetween) return { programmeId: other.programmeId, cycleId: other.cycleId, day };
  }
  return undefined;
}

function nextTry(notBefore: Temporal.Instant | undefined, about: Explaining): string {
  if (!notBefore || reached(notBefore, about.now)) return 'It is tried again as soon as a worker takes it.';
  return `It is tried again on ${when(notBefore, about)}.`;
}

function afterUnknown(delivery: Delivery, about: Explaining): string {
  if (delivery.notBefore) return `A request is sent again: ${lower(nextTry(delivery.notBefore, about))}`;
  if (delivery.attempts.at(-1)?.outcome === 'skipped') return 'It was stopped, and is not sent again.';
  return 'It is not sent again by itself, so that nobody gets it twice; “resend” sends it again.';
}

function afterUnreachable({ recipient, why }: Delivery): string {
  if (recipient.kind === 'board') {
    return 'A lead can say “use this channel” there; then “resend” sends it.';
  }
  if (recipient.by === 'email') return 'Somebody who is reached by Teams must be asked instead.';
  return why === 'not installed'
    ? 'It goes, if it is still due, when they install the app.'
    : 'It goes, if it is still due, when they next write to the bot; “resend” tries it once more.';
}

function afterFailed(delivery: Delivery): string {
  const unless = cameToNobody(delivery) ? ', unless there is more to say to them on that day' : '';
  return `It is not tried again by itself${unless}; “resend” sends it again.`;
}

/** The last time that it really was tried: not what the operator asked for. */
function lastTry({ attempts }: Delivery): Attempt | undefined {
  return attempts.findLast(({ outcome }) => outcome === 'sent' || outcome === 'unknown');
}

/** `, after 3 tries`; nothing for one. */
function triesWords({ attempts }: Delivery): string {
  const tries = attempts.filter(isTry).length;
  return tries > 1 ? `, after ${tries} tries` : '';
}

/** ` (429 Throttled)`: what the server said. */
function detailOf({ attempts }: Delivery): string {
  const detail = attempts.findLast(isTry)?.detail;
  return detail === undefined ? '' : ` (${detail})`;
}

function when(at: Temporal.Instant, { timeZone }: Explaining): string {
  return dateAndTime(at, timeZone);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
