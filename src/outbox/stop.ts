import pLimit from 'p-limit';
import { localDate } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import { recipientId } from '../cycle/message.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import { isAddressedTo } from './addressed.ts';
import type { OutboxDeps } from './create-outbox.ts';
import type { Delivery } from './ledger.ts';
import { shortened, stopping } from './policy/stopping.ts';
import { isTry } from './policy/tries.ts';
import type { AlsoSettled, Stopped, StopWish } from './ports.ts';

const rowsAtOnce = 16;

/**
 * Stops a cycle's messages, or one person's, that have not gone; with `dueBy`, only those that fell due by then; with
 * `about`, only what these sections say: a message that has more to say goes without them. A worker may be claiming the
 * same row: the tag lets one of the two through, and whoever comes second finds the row as the first left it.
 */
export async function stop(
  deps: Pick<OutboxDeps, 'store' | 'clock' | 'calendarOf'>,
  cycle: CycleKey,
  { to, why, about = () => true, dueBy }: StopWish,
): Promise<Stopped> {
  const result: Stopped = { stopped: [], inFlight: [], over: [], unreadable: [] };
  const all = await deps.store.ledger.ofCycle(cycle, (row) => result.unreadable.push(row));
  const rows = all.filter(
    ({ value }) => isAddressedTo(value, to) && value.sections.some(about) && hasFallenDue(value, dueBy),
  );
  const calendar = await deps.calendarOf(cycle.programmeId);
  await pLimit(rowsAtOnce).map(rows, async (row) => {
    const { before, kind } = await stopOne(deps, row, { why, about }, calendar?.timeZone);
    const lists = { stopped: result.stopped, 'in-flight': result.inFlight, over: result.over };
    lists[kind].push(before);
  });
  return result;
}

function hasFallenDue({ at }: Delivery, dueBy: Temporal.Instant | undefined): boolean {
  return dueBy === undefined || Temporal.Instant.compare(at, dueBy) <= 0;
}

/** What came of it, and the message as it was just before. */
async function stopOne(
  { store, clock }: Pick<OutboxDeps, 'store' | 'clock'>,
  row: Stored<Delivery>,
  { why, about }: Required<Pick<StopWish, 'why' | 'about'>>,
  timeZone: string | undefined,
): Promise<{ kind: 'stopped' | 'in-flight' | 'over'; before: Delivery }> {
  let current = row;
  for (;;) {
    const { value: before, etag } = current;
    const decided = stopping(before, why, clock.now());
    if (decided.kind !== 'stopped') return { kind: decided.kind, before };
    // Whoever was quicker may have taken it out already.
    if (!before.sections.some(about)) return { kind: 'over', before };
    const rest = shortened(before, about);
    const written = rest
      ? await store.ledger.settle({ value: rest, etag })
      : await store.ledger.settle({ value: decided.value, etag }, dayLeft(before, timeZone));
    if (written === 'written') return { kind: 'stopped', before };
    const again = await store.ledger.find(before.tenantId, recipientId(before), before.key);
    if (!again) throw new Error(`The message ${before.key} is gone from the ledger.`);
    current = again;
  }
}

/** The day of a message that was tried and not taken is free for another; not where a try may have arrived. */
function dayLeft({ state, attempts }: Delivery, timeZone: string | undefined): AlsoSettled {
  const last = attempts.findLast(isTry);
  const mayHaveCome = attempts.some(({ outcome }) => outcome === 'unknown');
  if (state !== 'retry' || mayHaveCome || !last || timeZone === undefined) return {};
  return { freesDay: localDate(last.at, timeZone) };
}
