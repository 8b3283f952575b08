import { sendTimeOn } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import type { Contact } from '../programme/register.ts';
import { concernedIn, type Routed } from './concerned.ts';
import type { SectionKind } from './message.ts';
import type { DatedRung } from './rungs.ts';

/** One day on which a person's rungs fall, and the moment at which its message is due. */
export interface Day {
  date: Temporal.PlainDate;
  at: Temporal.Instant;
  sections: DatedRung[];
}

/** No more automatic messages than this a person a cycle. */
const mostMessages = 4;

/** What to give up first when a person's rungs would make too many messages. */
const worth: Record<SectionKind, number> = {
  reminder: 1,
  due: 2,
  summary: 3,
  overdue: 4,
  close: 5,
  digest: 6,
  request: 7,
};

/**
 * Each person's days with something on them, by their roles alone and not by what is outstanding: so a person's
 * days do not move when they answer, and the limit of four does not either.
 */
export function nominalDays(
  state: Routed & { calendar: WorkingCalendar; rungs: readonly DatedRung[]; leads: readonly Contact[] },
): Map<string, Day[]> {
  const days = new Map<string, Day[]>();
  for (const [contactId, audiences] of rolesOf(state)) {
    const rungs = state.rungs.filter(({ to }) => audiences.has(to));
    days.set(contactId, withinLimit(daysOf(state.calendar, rungs)));
  }
  return days;
}

/** One day, one message: a rung that falls later on a day with an earlier one waits for the next working day. */
function daysOf(calendar: WorkingCalendar, rungs: readonly DatedRung[]): Day[] {
  const days = new Map<string, Day>();
  for (const rung of rungs) {
    let { date, at } = rung;
    let day = days.get(date.toString());
    while (day && Temporal.Instant.compare(day.at, at) < 0) {
      date = nextWorkingDay(calendar, date);
      at = sendTimeOn(calendar, date);
      day = days.get(date.toString());
    }
    if (day) day.sections.push(rung);
    else days.set(date.toString(), { date, at, sections: [rung] });
  }
  return [...days.values()].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** Keeps the four messages worth most; among equals the later, which are nearer to the deadline. */
function withinLimit(days: Day[]): Day[] {
  const kept = [...days]
    .sort((a, b) => worthOf(b) - worthOf(a) || Temporal.Instant.compare(b.at, a.at))
    .slice(0, mostMessages);
  return days.filter((day) => kept.includes(day));
}

/** What a day is worth: as much as its weightiest section. */
function worthOf(day: Day): number {
  return Math.max(...day.sections.map(({ kind }) => worth[kind]));
}

/** Which audiences each person belongs to, over all requests that were asked. */
function rolesOf(state: Routed & { leads: readonly Contact[] }): Map<string, Set<DatedRung['to']>> {
  const roles = new Map<string, Set<DatedRung['to']>>();
  const add = (contactId: string, role: DatedRung['to']): void => {
    roles.set(contactId, (roles.get(contactId) ?? new Set()).add(role));
  };
  const asked = concernedIn(state, (request) => request.asked);
  for (const contactId of asked.contacts.keys()) add(contactId, 'contacts');
  for (const contactId of asked.deputies.keys()) add(contactId, 'deputies');
  for (const lead of state.leads) add(lead.id, 'leads');
  return roles;
}
