import { addressOf } from '../outbox/addressed.ts';
import type { Delivery } from '../outbox/ledger.ts';
import type { Stopped, UnreadableDelivery } from '../outbox/ports.ts';
import { table } from './output.ts';

/** What stopping messages came to, as the command line prints it. States are those before. */
export function printedStop({ stopped, inFlight, over, unreadable }: Stopped) {
  return {
    stopped: stopped.length,
    inFlight: inFlight.length,
    sent: over.filter(({ state }) => state === 'sent').length,
    unknown: [...stopped, ...over].filter(({ state }) => state === 'unknown').length,
    unreadable: unreadable.length,
    messages: stopped.map(printed),
    leftInFlight: inFlight.map(printed),
  };
}

/** The same for people. */
export function stopLines(outcome: Stopped): string[] {
  const { stopped, inFlight, sent, unknown } = printedStop(outcome);
  return [
    stopped === 0 ? 'No message was waiting to be sent.' : `${messages(stopped)} stopped:`,
    ...table(
      outcome.stopped.map(({ key, ...delivery }) => [`  ${addressOf(delivery)}`, delivery.state, key]),
    ),
    ...(inFlight === 0
      ? []
      : [
          `${messages(inFlight)} being sent at this moment: that cannot be taken back. Run this again to stop what is not taken.`,
        ]),
    ...(sent === 0 ? [] : [`${messages(sent)} already sent.`]),
    ...(unknown === 0 ? [] : [`${messages(unknown)} of unknown arrival: not tried again.`]),
    ...unreadableLines(outcome.unreadable),
  ];
}

/** What cannot be read is never sent; “deliveries” names it. */
export function unreadableLines(unreadable: readonly UnreadableDelivery[]): string[] {
  return unreadable.length === 0
    ? []
    : [`${messages(unreadable.length)} not readable in the store, and not sent: see “deliveries”.`];
}

function printed(delivery: Delivery) {
  return { key: delivery.key, to: addressOf(delivery), state: delivery.state };
}

/** `1 message is`, `3 messages are` */
export function messages(count: number): string {
  return count === 1 ? '1 message is' : `${count} messages are`;
}
