import { isBefore } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { reached } from '../../cycle/moments.ts';
import type { Delivery } from '../ledger.ts';

/** A claim holds so long; a delivery whose claim has run out was left by a crash. */
export const lease = { minutes: 2 };

/** Whether a worker may take a delivery now: its time has come, and nobody holds it. */
export function isReady(delivery: Delivery, now: Temporal.Instant): boolean {
  const at = readyAt(delivery);
  return at !== undefined && reached(at, now);
}

/**
 * What goes within so long of its time goes whatever the hour, since an act or a first try set that time. Whatever is
 * later is caught up on, within the hours at which messages go.
 */
export const soon = { minutes: 15 };

/** Whether it should have gone long ago: the process or the machine was down. */
export function isLate(delivery: Delivery, now: Temporal.Instant): boolean {
  const at = readyAt(delivery);
  return at !== undefined && isBefore(at.add(soon), now);
}

/** When a worker may take it; undefined for one that has come to its end. */
export function readyAt(delivery: Delivery): Temporal.Instant | undefined {
  switch (delivery.state) {
    case 'planned':
    case 'retry':
    case 'unknown':
      return delivery.notBefore;
    case 'claimed':
      return delivery.leaseUntil;
    case 'sent':
    case 'unreachable':
    case 'superseded':
    case 'skipped':
    case 'failed':
      return undefined;
  }
}
