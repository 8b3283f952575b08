import { Temporal } from '../../calendar/temporal.ts';
import type { Delivery, DeliveryState } from '../ledger.ts';
import { wasStopped } from './stopping.ts';

/** What an operator's "send again" does about one message. */
export type Resendable =
  | { kind: 'again'; mayArriveTwice: boolean }
  /** `why` is in words for the operator. */
  | { kind: 'left'; why: string };

/** Later messages in these states stand for nothing: they say no more than that there was nothing to say. */
const standsForNothing: readonly DeliveryState[] = ['superseded', 'skipped'];

/**
 * What is sent again of one person's messages of one cycle: what failed, could not be delivered, or is in doubt and not
 * being repeated any more. Of several only the newest, since a message says all that is outstanding when it goes.
 */
export function resendable(delivery: Delivery, own: readonly Delivery[]): Resendable {
  if (!hasGivenUp(delivery)) return { kind: 'left', why: whyLeft(delivery) };
  if (wasStopped(delivery)) return { kind: 'left', why: delivery.why ?? 'it was stopped' };
  if (delivery.recipient.kind === 'contact' && delivery.recipient.by === 'email') {
    return { kind: 'left', why: 'they are written to by e-mail only, and this bot sends none yet' };
  }
  if (own.some((other) => standsFor(other, delivery))) {
    return { kind: 'left', why: 'a later message stands for it' };
  }
  return { kind: 'again', mayArriveTwice: delivery.state === 'unknown' };
}

/** Tried, not known to have arrived, and not tried any more. */
function hasGivenUp({ state, notBefore }: Delivery): boolean {
  return state === 'failed' || state === 'unreachable' || (state === 'unknown' && !notBefore);
}

/** A digest says what no other message says; everything else is said by whatever comes later. */
function standsFor(later: Delivery, earlier: Delivery): boolean {
  if (Temporal.Instant.compare(later.at, earlier.at) <= 0) return false;
  if (standsForNothing.includes(later.state)) return false;
  return !hasDigest(earlier) || hasDigest(later);
}

function hasDigest({ sections }: Delivery): boolean {
  return sections.some(({ kind }) => kind === 'digest');
}

function whyLeft({ state, why }: Delivery): string {
  switch (state) {
    case 'planned':
    case 'retry':
    case 'unknown':
      return 'it is still to be sent';
    case 'claimed':
      return 'it is being sent now';
    case 'sent':
      return 'it has arrived';
    case 'superseded':
    case 'skipped':
    case 'unreachable':
    case 'failed':
      return why ?? state;
  }
}
