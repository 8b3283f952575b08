import { sendTimeOn } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import type { Contact } from '../programme/register.ts';
import type { Routed } from './concerned.ts';
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
  const standing = standInDays(state);
  for (const [contactId, audiences] of rolesOf(state)) {
    const from = standing.get(contactId) ?? [];
    const rungs = state.rungs.filter(
      ({ to, date }) => audiences.has(to) || (to === 'contacts' && from.some((day) => isBefore(day, date))),
    );
    const asked = from.map((date) => standInRung(state.calendar, date));
    days.set(contactId, withinLimit(daysOf(state.calendar, [...rungs, ...asked].sort(byTime))));
  }
  return days;
}

/** The days on which somebody is asked in place of another. What went out before that is not made up to them. */
function standInDays({ routes }: Routed): Map<string, Temporal.PlainDate[]> {
  const days = new Map<string, Temporal.PlainDate[]>();
  for (const { standIn } of routes.values()) {
    if (!standIn) continue;
    const known = days.get(standIn.contactId) ?? [];
    if (!known.some((day) => day.equals(standIn.from))) days.set(standIn.contactId, [...known, standIn.from]);
  }
  return days;
}

/** What a request in somebody's place is called in the ledger. */
function standInRung(calendar: WorkingCalendar, date: Temporal.PlainDate): DatedRung {
  return { rung: 'stand-in', kind: 'request', to: 'contacts', date, at: sendTimeOn(calendar, date) };
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

function byTime(a: DatedRung, b: DatedRung): number {
  return Temporal.Instant.compare(a.at, b.at);
}

function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
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
  for (const request of state.requests.filter(({ asked }) => asked)) {
    const route = state.routes.get(request.ref);
    if (route?.messaged !== undefined) add(route.messaged, 'contacts');
    for (const deputy of route?.deputies ?? []) add(deputy, 'deputies');
  }
  for (const lead of state.leads) add(lead.id, 'leads');
  return roles;
}
