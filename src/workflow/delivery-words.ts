import { Temporal } from '../calendar/temporal.ts';
import { dateAndTime } from '../calendar/words.ts';
import type { SectionKind } from '../cycle/message.ts';
import type { Delivery } from '../outbox/ledger.ts';
import { isNotReached, isReached } from './reach.ts';

/** The latest rung of a message says what it was. */
const verbs: readonly [SectionKind, string][] = [
  ['overdue', 'Told that it is overdue'],
  ['due', 'Reminded of the deadline'],
  ['reminder', 'Reminded'],
  ['request', 'Asked'],
];

/**
 * What came of the messages about some requests, for the lead: `Reminded on Monday 2 March at 9:30 am`, or
 * `Not reached: not installed`. A later message that did not arrive is said after one that did.
 */
export function deliveryWords(deliveries: readonly Delivery[], timeZone: string): string {
  const reached = latest(deliveries.filter(isReached));
  const missed = latest(deliveries.filter(isNotReached));
  const why = missed?.why ?? 'no reason is known';
  if (!reached) return missed ? `Not reached: ${why}` : 'Nothing sent yet';
  const sent = sentWords(reached, timeZone);
  const isLater = missed && Temporal.Instant.compare(missed.at, reached.at) > 0;
  return isLater ? `${sent}. A later message did not arrive: ${why}` : sent;
}

function sentWords(delivery: Delivery, timeZone: string): string {
  const verb =
    verbs.find(([kind]) => delivery.sections.some((section) => section.kind === kind))?.[1] ?? 'Sent';
  const when = dateAndTime(delivery.attempts.at(-1)?.at ?? delivery.at, timeZone);
  return delivery.state === 'sent' ? `${verb} on ${when}` : `${verb} on ${when}; it may not have arrived`;
}

function latest(deliveries: readonly Delivery[]): Delivery | undefined {
  return [...deliveries].sort((a, b) => Temporal.Instant.compare(b.at, a.at))[0];
}
