import pLimit from 'p-limit';
import { groupedBy } from '../programme/grouped.ts';
import type { Temporal } from '../calendar/temporal.ts';
import type { DueMessage } from '../cycle/message.ts';
import { recipientId } from '../cycle/message.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import { heldBack, type Delivery } from './ledger.ts';
import { plannedAgain } from './planned-again.ts';
import { readyAt } from './policy/ready.ts';
import { isUnsent, leavesRoom } from './policy/standing.ts';
import type { Ledger, UnreadableDelivery } from './ports.ts';

/** What recording a plan came to: rows put in, rows overtaken, and the rows that a worker has to see to. */
export interface Recorded {
  /** What was in the ledger before, as it stands now. */
  rows: Delivery[];
  planned: number;
  superseded: number;
  waiting: Delivery[];
}

/** Written at a time: after a long outage there can be thousands. */
const rowsAtOnce = 16;

export interface RecordOptions {
  /** The cycle was opened just now: there is nothing of it in the ledger, unless another process was as quick. */
  isNew?: boolean;
  onUnreadable?: (row: UnreadableDelivery) => void;
  /** What is due beside the plan, by what the ledger has; on the same day it is one message with what is planned. */
  beside?: (rows: readonly Delivery[]) => DueMessage[];
}

/**
 * Writes a plan into the ledger: inserts what is missing, joins what somebody's act has put there for the same day, and
 * overtakes what was planned earlier and never went.
 * Running it again, or on two machines at once, adds nothing. A row that cannot be read holds nobody else up: its key is
 * taken, so nothing is put in its place.
 */
export async function recordPlan(
  ledger: Ledger,
  cycle: CycleKey,
  planned: { due: readonly DueMessage[]; superseded: readonly DueMessage[] },
  sendAt: Temporal.Instant,
  { isNew = false, onUnreadable, beside = () => [] }: RecordOptions = {},
): Promise<Recorded> {
  const before = isNew ? [] : await ledger.ofCycle(cycle, onUnreadable);
  // This comes first: what an act had joined to a message that is overtaken is due once more beside the plan.
  const replaced = await supersede(ledger, before, planned.superseded);
  const rows = before.map((row) => replaced.get(row.value.key) ?? row);
  const due = together(planned.due, beside(rows.map(({ value }) => value)));
  const dueKeys = new Set(due.map(({ key }) => key));
  const plan = { due, superseded: planned.superseded.filter(({ key }) => !dueKeys.has(key)) };
  const known = new Map(rows.map((row) => [row.value.key, row]));
  const reached = new Set(
    rows.filter(({ value }) => mayHaveGone(value)).map(({ value }) => recipientId(value)),
  );
  const missed = groupedBy(planned.superseded, recipientId);
  const ofLadder = new Set(planned.due.map(({ key }) => key));
  const fresh = [
    ...plan.due
      .filter(({ key }) => !known.has(key))
      .map((message) => ({
        ...row(cycle, ofLadder.has(message.key) ? carryRequest(message, missed, reached) : message),
        state: 'planned' as const,
        notBefore: sendAt,
      })),
    ...plan.superseded.filter(({ key }) => !known.has(key)).map((message) => overtaken(row(cycle, message))),
  ];
  const added = new Set(await ledger.insertMissing(fresh));
  if (isNew && added.size < fresh.length) {
    const rest = await recordPlan(ledger, cycle, plan, sendAt, onUnreadable ? { onUnreadable } : {});
    return withCountsOf(
      rest,
      fresh.filter(({ key }) => added.has(key)),
    );
  }
  const joining = plan.due.flatMap((message) => withRow(known.get(message.key), message, sendAt));
  await pLimit(rowsAtOnce).map(joining, (one) => ledger.replace(one));
  const joinedRows = new Map(joining.map(({ value }) => [value.key, value]));
  const current = rows.map(({ value }) => joinedRows.get(value.key) ?? value);
  const inserted = fresh.filter(({ key }) => added.has(key));
  return withCountsOf(
    {
      rows: current,
      planned: 0,
      superseded: replaced.size,
      waiting: [...inserted, ...current].filter((one) => readyAt(one)),
    },
    inserted,
  );
}

/** What is due to one person on one day is one message. */
function together(due: readonly DueMessage[], more: readonly DueMessage[]): DueMessage[] {
  return [...groupedBy([...due, ...more], ({ key }) => key).values()].map((same) => same.reduce(joined));
}

function withCountsOf(recorded: Recorded, inserted: readonly Delivery[]): Recorded {
  const planned = inserted.filter(({ state }) => state === 'planned').length;
  return {
    ...recorded,
    planned: recorded.planned + planned,
    superseded: recorded.superseded + inserted.length - planned,
  };
}

/** A message with what another of the same day has to say. */
export function joined<T extends DueMessage>(
  row: T,
  { sections, refs }: Pick<DueMessage, 'sections' | 'refs'>,
): T {
  const rungs = row.sections.map(({ rung }) => rung);
  const more = sections.filter(({ rung }) => !rungs.includes(rung));
  return { ...row, sections: [...row.sections, ...more], refs: [...new Set([...row.refs, ...refs])] };
}

/**
 * What is due by the ladder has the key of its day, and so may a message that somebody's act has put in: the two are one
 * then. Where that had nothing to say any more, or came to nobody, the ladder's takes its place or joins it; and what a
 * pause held back and is due still is planned again.
 */
function withRow(
  row: Stored<Delivery> | undefined,
  message: DueMessage,
  sendAt: Temporal.Instant,
): Stored<Delivery>[] {
  if (!row) return [];
  const { value, etag } = row;
  const together = joined(value, message);
  const hasMore = together.sections.length > value.sections.length;
  if (isUnsent(value)) return hasMore ? [{ value: together, etag }] : [];
  if (!leavesRoom(value) || !(hasMore || value.why === heldBack)) return [];
  return [{ value: plannedAgain(together, sendAt), etag }];
}

/** A message that has got as far as being sent, or perhaps. */
function mayHaveGone({ state, activity }: Delivery): boolean {
  return activity !== undefined || state === 'sent' || state === 'unknown' || state === 'claimed';
}

/**
 * A reminder that is the first thing a person gets is their request as well: it stands for the request that was
 * missed while nothing ran, and is looked after like one.
 */
function carryRequest(
  message: DueMessage,
  missed: ReadonlyMap<string, readonly DueMessage[]>,
  reached: ReadonlySet<string>,
): DueMessage {
  const to = recipientId(message);
  if (reached.has(to)) return message;
  const request = (missed.get(to) ?? [])
    .flatMap(({ sections }) => sections)
    .find(({ kind }) => kind === 'request');
  return request ? { ...message, sections: [request, ...message.sections] } : message;
}

function row(cycle: CycleKey, message: DueMessage): Delivery {
  return { ...cycle, ...message, state: 'planned', attempts: [] };
}

/** One that may have arrived stays `unknown`, which is the truth, and is not sent again. */
function overtaken(delivery: Delivery): Delivery {
  const { notBefore: _, ...rest } = delivery;
  const why = 'a later message stands for it';
  if (delivery.state === 'unknown') return { ...rest, why: `it may or may not have arrived; ${why}` };
  return { ...rest, state: 'superseded', why };
}

/** Overtakes what has not gone of these messages; returns the rows that it wrote, by key. A worker may be quicker. */
async function supersede(
  ledger: Ledger,
  rows: readonly Stored<Delivery>[],
  superseded: readonly DueMessage[],
): Promise<Map<string, Stored<Delivery>>> {
  const keys = new Set(superseded.map(({ key }) => key));
  const stale = rows.filter(({ value }) => keys.has(value.key) && isUnsent(value));
  const written = await pLimit(rowsAtOnce).map(stale, async ({ value: before, etag }) => {
    const value = overtaken(before);
    const result = await ledger.replace({ value, etag });
    return result.kind === 'written' ? [{ value, etag: result.etag }] : [];
  });
  return new Map(written.flat().map((row) => [row.value.key, row]));
}
