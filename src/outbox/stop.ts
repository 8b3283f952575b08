import pLimit from 'p-limit';
import { recipientId } from '../cycle/message.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import { isAddressedTo } from './addressed.ts';
import type { OutboxDeps } from './create-outbox.ts';
import type { Delivery } from './ledger.ts';
import { stopping } from './policy/stopping.ts';
import type { Stopped } from './ports.ts';

const rowsAtOnce = 16;

/**
 * Stops a cycle's messages, or one person's, that have not gone. A worker may be claiming the same row: the tag lets one
 * of the two through, and whoever comes second finds the row as the first left it.
 */
export async function stop(
  deps: Pick<OutboxDeps, 'store' | 'clock'>,
  cycle: CycleKey,
  { to, why }: { to?: string; why: string },
): Promise<Stopped> {
  const result: Stopped = { stopped: [], inFlight: [], over: [], unreadable: [] };
  const all = await deps.store.ledger.ofCycle(cycle, (row) => result.unreadable.push(row));
  const rows = all.filter(({ value }) => isAddressedTo(value, to));
  await pLimit(rowsAtOnce).map(rows, async (row) => {
    const { before, kind } = await stopOne(deps, row, why);
    const lists = { stopped: result.stopped, 'in-flight': result.inFlight, over: result.over };
    lists[kind].push(before);
  });
  return result;
}

/** What came of it, and the message as it was just before. */
async function stopOne(
  { store, clock }: Pick<OutboxDeps, 'store' | 'clock'>,
  row: Stored<Delivery>,
  why: string,
): Promise<{ kind: 'stopped' | 'in-flight' | 'over'; before: Delivery }> {
  let current = row;
  for (;;) {
    const { value: before, etag } = current;
    const decided = stopping(before, why, clock.now());
    if (decided.kind !== 'stopped') return { kind: decided.kind, before };
    const written = await store.ledger.replace({ value: decided.value, etag });
    if (written.kind === 'written') return { kind: 'stopped', before };
    const again = await store.ledger.find(before.tenantId, recipientId(before), before.key);
    if (!again) throw new Error(`The message ${before.key} is gone from the ledger.`);
    current = again;
  }
}
