import pLimit from 'p-limit';
import { groupedBy } from '../programme/grouped.ts';
import type { Temporal } from '../calendar/temporal.ts';
import type { DueMessage } from '../cycle/message.ts';
import { recipientId } from '../cycle/message.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import type { Delivery } from './ledger.ts';
import { readyAt } from './policy/ready.ts';
import type { Ledger, UnreadableDelivery } from './ports.ts';

/** What recording a plan came to: rows put in, rows overtaken, and the rows that a worker has to see to. */
export interface Recorded {
  /** What was in the ledger before. */
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
}

/**
 * Writes a plan into the ledger: inserts what is missing and overtakes what was planned earlier and never went.
 * Running it again, or on two machines at once, adds nothing. A row that cannot be read holds nobody else up: its key is
 * taken, so nothing is put in its place.
 */
export async function recordPlan(
  ledger: Ledger,
  cycle: CycleKey,
  plan: { due: readonly DueMessage[]; superseded: readonly DueMessage[] },
  sendAt: Temporal.Instant,
  { isNew = false, onUnreadable }: RecordOptions = {},
): Promise<Recorded> {
  const rows = isNew ? [] : await ledger.ofCycle(cycle, onUnreadable);
  const known = new Map(rows.map((row) => [row.value.key, row]));
  const reached = new Set(
    rows.filter(({ value }) => mayHaveGone(value)).map(({ value }) => recipientId(value)),
  );
  const missed = groupedBy(plan.superseded, recipientId);
  const fresh = [
    ...plan.due
      .filter(({ key }) => !known.has(key))
      .map((message) => ({
        ...row(cycle, carryRequest(message, missed.get(recipientId(message)) ?? [], reached)),
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
  const stale = plan.superseded
    .flatMap(({ key }) => known.get(key) ?? [])
    .filter(({ value }) => isUnsent(value));
  const replaced = await pLimit(rowsAtOnce).map(stale, (one) => supersede(ledger, one));
  const inserted = fresh.filter(({ key }) => added.has(key));
  return withCountsOf(
    {
      rows: rows.map(({ value }) => value),
      planned: 0,
      superseded: replaced.filter(Boolean).length,
      waiting: [...inserted, ...rows.map(({ value }) => value)].filter((one) => readyAt(one)),
    },
    inserted,
  );
}

function withCountsOf(recorded: Recorded, inserted: readonly Delivery[]): Recorded {
  const planned = inserted.filter(({ state }) => state === 'planned').length;
  return {
    ...recorded,
    planned: recorded.planned + planned,
    superseded: recorded.superseded + inserted.length - planned,
  };
}

/** Planned or to be tried again, and in nobody's hands. */
export function isUnsent({ state, notBefore }: Pick<Delivery, 'state' | 'notBefore'>): boolean {
  return (state === 'planned' || state === 'retry' || state === 'unknown') && notBefore !== undefined;
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
  missed: readonly DueMessage[],
  reached: ReadonlySet<string>,
): DueMessage {
  if (reached.has(recipientId(message))) return message;
  const request = missed.flatMap(({ sections }) => sections).find(({ kind }) => kind === 'request');
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

async function supersede(ledger: Ledger, { value, etag }: Stored<Delivery>): Promise<boolean> {
  return (await ledger.replace({ value: overtaken(value), etag })).kind === 'written';
}
