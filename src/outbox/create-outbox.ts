import { localDate } from '../calendar/local-time.ts';
import { nextDaysWindow } from '../calendar/send-window.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import type { Clock } from '../clock.ts';
import { recipientId } from '../cycle/message.ts';
import { messageKey } from '../cycle/plan.ts';
import { groupedBy } from '../programme/grouped.ts';
import type { CycleKey, PeopleStore, Stored } from '../workflow/ports.ts';
import { confirmArrival } from './confirm-arrival.ts';
import type { Delivery } from './ledger.ts';
import { plannedAgain } from './planned-again.ts';
import { cameToNobody, isUnsent, leavesRoom, leftToSay, newestDue } from './policy/standing.ts';
import type { ActMessage, Agenda, Ledger, Outbox, Shard, WakeQueue } from './ports.ts';
import { joined } from './record.ts';
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
 * they join it, also where it could not be delivered; where that had nothing to say, they take its place; where it has
 * gone, they come on the next working day.
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
    if (!leavesRoom(known)) {
      date = nextWorkingDay(calendar, date);
      notBefore = nextDaysWindow(calendar, notBefore);
      continue;
    }
    const value = withMore(known, row, notBefore);
    if ((await deps.store.ledger.replace({ value, etag })).kind === 'written') break;
  }
  await wakeAt(deps, cycle, deps.shardOf(to), notBefore);
}

/** A message of the day that leaves room, with what is put in. */
function withMore(known: Delivery, row: Delivery, notBefore: Temporal.Instant): Delivery {
  if (isUnsent(known)) return joined(known, row);
  if (cameToNobody(known)) return plannedAgain(joined(known, row), notBefore);
  return { ...row, attempts: known.attempts };
}

/**
 * Plans again the newest message of each cycle that could not be delivered to this person. What is not due any more
 * is found out when it is drawn. The earlier ones stay as they ended: a person gets the latest, once.
 */
async function planAgain(deps: OutboxDeps, tenantId: string, contactId: string): Promise<void> {
  const shard: Shard = { tenantId, shard: deps.shardOf(contactId) };
  const rows = await deps.store.ledger.inShard(shard);
  const now = deps.clock.now();
  const own = rows.filter(({ value }) => recipientId(value) === contactId);
  const cycles = groupedBy(own, ({ value }) => `${value.programmeId},${value.cycleId}`);
  for (const stored of cycles.values()) {
    const newest = newestDue(
      stored.map(({ value }) => value),
      now,
    );
    const row = stored.find(({ value }) => value === newest);
    if (!row || (row.value.state !== 'unreachable' && row.value.state !== 'failed')) continue;
    const { value, etag } = row;
    const written = await deps.store.ledger.replace({ value: plannedAgain(value, now), etag });
    if (written.kind === 'conflict') continue;
    const { programmeId, cycleId } = value;
    await wakeAt(deps, { tenantId, programmeId, cycleId }, shard.shard, now);
  }
}
