import pLimit from 'p-limit';
import { sendWindow } from '../calendar/send-window.ts';
import { Temporal } from '../calendar/temporal.ts';
import { recipientId } from '../cycle/message.ts';
import { groupedBy } from '../programme/grouped.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import { isAddressedTo } from './addressed.ts';
import type { OutboxDeps } from './create-outbox.ts';
import type { Delivery } from './ledger.ts';
import { plannedAgain } from './planned-again.ts';
import { resendable } from './policy/resendable.ts';
import type { Resent, UnreadableDelivery } from './ports.ts';

const rowsAtOnce = 16;
const askedFor = 'the operator asked for it to be sent again';

/**
 * Plans again what was given up, with its history, and wakes the workers. It goes at the hours at which messages go.
 * Whatever changed meanwhile is left to whoever changed it, so asking twice sends once.
 */
export async function resend(deps: OutboxDeps, cycle: CycleKey, to: string | undefined): Promise<Resent> {
  const calendar = await deps.calendarOf(cycle.programmeId);
  if (!calendar) throw new Error(`There is no programme "${cycle.programmeId}".`);
  const { ledger, agenda, wakeQueue } = deps.store;
  const now = deps.clock.now();
  const goesAt = sendWindow(calendar, now);
  const unreadable: UnreadableDelivery[] = [];
  const all = await ledger.ofCycle(cycle, (row) => unreadable.push(row));
  const rows = all.filter(({ value }) => isAddressedTo(value, to));
  const decided = [...groupedBy(rows, ({ value }) => recipientId(value)).values()].flatMap((own) =>
    own.map((row) => ({ row, what: resendable(row.value, valuesOf(own)) })),
  );
  const result: Resent = {
    again: [],
    left: decided.flatMap(({ row, what }) =>
      what.kind === 'left' ? [{ delivery: row.value, why: what.why }] : [],
    ),
    unreadable,
    goesAt,
  };
  const wanted = decided.flatMap(({ row, what }) => (what.kind === 'again' ? [{ row, ...what }] : []));
  const shards = [...new Set(wanted.map(({ row }) => deps.shardOf(recipientId(row.value))))];
  // First: should we be stopped from here on, a tick finds what was planned again.
  await agenda.add(...shards.map((shard) => ({ ...cycle, shard, due: goesAt })));
  await pLimit(rowsAtOnce).map(wanted, async ({ row, mayArriveTwice }) => {
    const delivery = row.value;
    if (await planAgain(deps, row, now, goesAt)) result.again.push({ delivery, mayArriveTwice });
    else result.left.push({ delivery, why: 'something else happened to it just now' });
  });
  if (Temporal.Instant.compare(goesAt, now) <= 0) {
    for (const shard of shards) await wakeQueue.wake({ tenantId: cycle.tenantId, shard });
  }
  return result;
}

/** False when somebody else's change came first. */
async function planAgain(
  deps: OutboxDeps,
  { value, etag }: Stored<Delivery>,
  now: Temporal.Instant,
  notBefore: Temporal.Instant,
): Promise<boolean> {
  const attempts = [...value.attempts, { at: now, outcome: 'planned' as const, detail: askedFor }];
  if (value.state === 'unreachable') await giveAnotherChance(deps, value);
  const again = plannedAgain({ ...value, attempts }, notBefore);
  return (await deps.store.ledger.replace({ value: again, etag })).kind === 'written';
}

/** Somebody known to be out of reach is not written to at all: an operator who asks for it gets one try. */
async function giveAnotherChance({ store }: OutboxDeps, { tenantId, recipient }: Delivery): Promise<void> {
  if (recipient.kind === 'board') return;
  const met = await store.people.byEmail(tenantId, recipient.email);
  if (!met?.value.address || met.value.unreachable === undefined) return;
  await store.people.upsert(met.value, (current) => {
    const { unreachable: _, ...rest } = current ?? met.value;
    return rest;
  });
}

function valuesOf(rows: readonly Stored<Delivery>[]): Delivery[] {
  return rows.map(({ value }) => value);
}
