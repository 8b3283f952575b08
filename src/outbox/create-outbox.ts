import { localDate } from '../calendar/local-time.ts';
import { nextDaysWindow } from '../calendar/send-window.ts';
import { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import type { Clock } from '../clock.ts';
import { recipientId } from '../cycle/message.ts';
import { messageKey } from '../cycle/plan.ts';
import type { CycleKey, PeopleStore, Stored } from '../workflow/ports.ts';
import { confirmArrival } from './confirm-arrival.ts';
import type { Delivery } from './ledger.ts';
import type { ActMessage, Agenda, Ledger, Outbox, Shard, WakeQueue } from './ports.ts';
import { hadNothingToSay, isToCome, isUnsent, joined, leftToSay } from './record.ts';
import { resend } from './resend.ts';
import { stop } from './stop.ts';
import { wakeAt } from './wake-at.ts';

export interface OutboxDeps {
  store: {
    ledger: Ledger;
    agenda: Agenda;
    wakeQueue: WakeQueue;
    people: Pick<PeopleStore, 'byEmail' | 'upsert'>;
  };
  clock: Clock;
  shardOf: (recipientId: string) => string;
  calendarOf: (programmeId: string) => Promise<WorkingCalendar | undefined>;
}

/** The outbox for what people's acts call for; what the ladder calls for goes in by the tick. */
export function createOutbox(deps: OutboxDeps): Outbox {
  return {
    async put(cycle, wanted) {
      const calendar = await deps.calendarOf(cycle.programmeId);
      if (!calendar) throw new Error(`There is no programme "${cycle.programmeId}".`);
      const rows = await deps.store.ledger.ofCycle(cycle);
      const messages = typeof wanted === 'function' ? wanted(rows.map(({ value }) => value)) : wanted;
      for (const message of messages) await putOne(deps, cycle, calendar, rows, message);
    },
    async metPerson(tenantId, contactIds) {
      for (const contactId of contactIds) await planAgain(deps, tenantId, contactId);
    },
    confirmArrival: (person, actedOn) => confirmArrival(deps, person, actedOn),
    resend: (cycle, to) => resend(deps, cycle, to),
    stop: (cycle, wish) => stop(deps, cycle, wish),
  };
}

/**
 * Puts one message in: a second call for the same sections changes nothing; where the day's message has not gone,
 * they join it; where that had nothing to say, they take its place; where it has gone, they come on the next working day.
 */
async function putOne(
  deps: OutboxDeps,
  cycle: CycleKey,
  calendar: WorkingCalendar,
  rows: readonly Stored<Delivery>[],
  message: ActMessage,
): Promise<void> {
  const to = recipientId(message);
  const own = rows.flatMap(({ value }) => (recipientId(value) === to ? [value] : []));
  let left = leftToSay(message, own);
  if (left.sections.length === 0) return;
  const now = deps.clock.now();
  const { at = now } = message;
  let date = message.date ?? localDate(at, calendar.timeZone);
  let notBefore = at;
  for (;;) {
    const key = messageKey(cycle.programmeId, cycle.cycleId, to, date);
    const there = await deps.store.ledger.find(cycle.tenantId, to, key);
    const row: Delivery = { ...cycle, ...left, key, date, at, state: 'planned', notBefore, attempts: [] };
    if (!there) {
      if ((await deps.store.ledger.insertMissing([row])).length === 1) break;
      continue;
    }
    const { value: known, etag } = there;
    // Somebody else may have put in the same since the rows were read, and it may have gone.
    left = leftToSay(left, [known]);
    if (left.sections.length === 0) break;
    if (!isUnsent(known) && !hadNothingToSay(known)) {
      date = nextWorkingDay(calendar, date);
      notBefore = nextDaysWindow(calendar, notBefore);
      continue;
    }
    const value = isUnsent(known) ? joined(known, left) : { ...row, attempts: known.attempts };
    if ((await deps.store.ledger.replace({ value, etag })).kind === 'written') break;
  }
  await wakeAt(deps, cycle, deps.shardOf(to), notBefore);
}

/**
 * Plans again the newest message of each cycle that could not be delivered to this person. What is not due any more
 * is found out when it is drawn. The earlier ones stay as they ended: a person gets the latest, once.
 */
async function planAgain(deps: OutboxDeps, tenantId: string, contactId: string): Promise<void> {
  const shard: Shard = { tenantId, shard: deps.shardOf(contactId) };
  const rows = await deps.store.ledger.inShard(shard);
  const now = deps.clock.now();
  const newest = new Map<string, Stored<Delivery>>();
  for (const row of rows) {
    if (recipientId(row.value) !== contactId || isToCome(row.value, now)) continue;
    const cycle = `${row.value.programmeId},${row.value.cycleId}`;
    const known = newest.get(cycle);
    if (!known || Temporal.Instant.compare(known.value.at, row.value.at) <= 0) newest.set(cycle, row);
  }
  for (const { value, etag } of newest.values()) {
    if (value.state !== 'unreachable' && value.state !== 'failed') continue;
    const { why: _, ...rest } = value;
    const again: Delivery = { ...rest, state: 'planned', notBefore: now };
    if ((await deps.store.ledger.replace({ value: again, etag })).kind === 'conflict') continue;
    const { programmeId, cycleId } = value;
    await wakeAt(deps, { tenantId, programmeId, cycleId }, shard.shard, now);
  }
}
