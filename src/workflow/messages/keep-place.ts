import { recipientId } from '../../cycle/message.ts';
import type { Delivery, SentActivity } from '../../outbox/ledger.ts';
import type { Ledger } from '../../outbox/ports.ts';
import { untilSettled } from '../until-settled.ts';

/**
 * A message was sent once more: the ledger says where it is now, so that it is drawn again there from then on. A claim that
 * was laid on it for the sending ends by that.
 */
export async function keepPlace(
  ledger: Pick<Ledger, 'find' | 'replace'>,
  delivery: Delivery,
  activity: SentActivity,
): Promise<void> {
  await untilSettled(async () => {
    const row = await ledger.find(delivery.tenantId, recipientId(delivery), delivery.key);
    if (!row) return 'gone';
    const { leaseUntil: _lease, ...value } = row.value;
    const { kind } = await ledger.replace({ ...row, value: { ...value, activity } });
    return kind === 'written' ? kind : undefined;
  });
}
