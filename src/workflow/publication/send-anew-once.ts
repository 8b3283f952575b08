import { isBefore } from '../../calendar/order.ts';
import type { View } from '../../cards/views/view.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import { lease } from '../../outbox/policy/ready.ts';
import type { Programme } from '../../programme/programme.ts';
import type { LeadDeskDeps } from '../lead/lead-act.ts';
import { keepPlace } from '../messages/keep-place.ts';
import type { Stored } from '../ports.ts';

/**
 * Sends a post anew that is not there any more, unless somebody else is about to: whoever sends it claims its row first.
 * A claim ends with the sending; that of somebody who was cut short ends by itself. False where nothing was sent.
 */
export async function sendAnewOnce(
  { store: { ledger }, clock, sendAnew }: Pick<LeadDeskDeps, 'store' | 'clock' | 'sendAnew'>,
  programme: Programme,
  { value, etag }: Stored<Delivery>,
  view: View,
): Promise<boolean> {
  const { leaseUntil, ...delivery } = value;
  const now = clock.now();
  if (leaseUntil && isBefore(now, leaseUntil)) return false;
  const claim = await ledger.replace({ value: { ...delivery, leaseUntil: now.add(lease) }, etag });
  if (claim.kind === 'conflict') return false;
  const place = await sendAnew?.(delivery, programme, [view]);
  if (place) await keepPlace(ledger, delivery, place);
  else await ledger.replace({ value: delivery, etag: claim.etag });
  return place !== undefined;
}
