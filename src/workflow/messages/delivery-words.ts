import { isAfter } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { dateAndTime } from '../../calendar/words.ts';
import { recipientId, type SectionKind } from '../../cycle/message.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import { reasonWords } from './reason-words.ts';
import { isNotReached, isReached } from './reach.ts';

/** The latest rung of a message says what it was. */
const verbs: readonly [SectionKind, string][] = [
  ['returned-due', 'Reminded that it was sent back'],
  ['returned', 'Told that it was sent back'],
  ['nudge', 'Nudged'],
  ['asked-again', 'Asked again'],
  ['moved', 'Told of the new dates'],
  ['passed-on', 'Asked when it was passed on,'],
  ['added', 'Told of a new action'],
  ['back', 'Asked on coming back'],
  ['overdue', 'Told that it is overdue'],
  ['due', 'Reminded of the deadline'],
  ['reminder', 'Reminded'],
  ['request', 'Asked'],
];

/** Somebody who is asked in place of the contact. */
export interface AskedInstead {
  contactId: string;
  name: string;
}

/**
 * What came of the messages about some requests, for the lead: `Reminded on Monday 2 March at 9:30 am`, or
 * `Not reached: the app is not installed for them`. A later message that did not arrive is said after one that did.
 * Where somebody is asked in the contact's place, that is said, and what came of it.
 */
export function deliveryWords(
  deliveries: readonly Delivery[],
  timeZone: string,
  instead: readonly AskedInstead[] = [],
): string {
  const toOthers = (delivery: Delivery) =>
    !instead.some(({ contactId }) => contactId === recipientId(delivery));
  const own = wordsOf(deliveries.filter(toOthers), timeZone);
  const others = instead.map(({ contactId, name }) => {
    const theirs = wordsOf(
      deliveries.filter((delivery) => recipientId(delivery) === contactId),
      timeZone,
    );
    return `Sent to the deputy, ${name}, instead: ${theirs.charAt(0).toLowerCase()}${theirs.slice(1)}`;
  });
  return [own, ...others].join('. ');
}

function wordsOf(deliveries: readonly Delivery[], timeZone: string): string {
  const reached = latest(deliveries.filter(isReached));
  const missed = latest(deliveries.filter(isNotReached));
  if (!reached) return missed ? missedWords(missed) : 'Nothing sent yet';
  const sent = sentWords(reached, timeZone);
  const isLater = missed && isAfter(missed.at, reached.at);
  return isLater ? `${sent}. A later message did not arrive: ${whyMissed(missed)}` : sent;
}

/** A fault on our side is nothing that the person did, and nothing that a lead can do anything about. */
function missedWords(missed: Delivery): string {
  return missed.state === 'failed' ? `Not sent: ${whyMissed(missed)}` : `Not reached: ${whyMissed(missed)}`;
}

function whyMissed({ state, why }: Delivery): string {
  return state === 'failed'
    ? 'a fault on our side; whoever runs the bot can send it again'
    : reasonWords(why);
}

function sentWords(delivery: Delivery, timeZone: string): string {
  const verb =
    verbs.find(([kind]) => delivery.sections.some((section) => section.kind === kind))?.[1] ?? 'Sent';
  const at = delivery.attempts.findLast(({ outcome }) => outcome === 'sent' || outcome === 'unknown')?.at;
  const when = dateAndTime(at ?? delivery.at, timeZone);
  return delivery.state === 'sent' ? `${verb} on ${when}` : `${verb} on ${when}; it may not have arrived`;
}

function latest(deliveries: readonly Delivery[]): Delivery | undefined {
  return [...deliveries].sort((a, b) => Temporal.Instant.compare(b.at, a.at))[0];
}
