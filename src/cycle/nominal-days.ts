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

/** All that people's days depend on. */
type Ladder = Routed & { calendar: WorkingCalendar; rungs: readonly DatedRung[]; leads: readonly Contact[] };

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
export function nominalDays(state: Ladder): Map<string, Day[]> {
  const days = new Map<string, Day[]>();
  const standing = standInDays(state);
  for (const [contactId, audiences] of rolesOf(state)) {
    const { calendar } = state;
    const own = withinLimit(daysOf(calendar, rungsFor(state, audiences)));
    const from = standing.get(contactId);
    days.set(contactId, from ? steppingIn(state, audiences, own, from) : own);
  }
  return days;
}

function rungsFor({ rungs }: Ladder, audiences: ReadonlySet<DatedRung['to']>): DatedRung[] {
  return rungs.filter(({ to }) => audiences.has(to));
}

/**
 * The days of somebody who is asked in place of others: on the day they step in, and from then on as a contact is. What
 * went out before that is not made up to them. The limit holds: what has gone cannot be taken back, so it is later days
 * that are given up; and where none is left to give, they are not asked on a day of its own.
 */
function steppingIn(
  state: Ladder,
  audiences: ReadonlySet<DatedRung['to']>,
  own: readonly Day[],
  from: readonly Temporal.PlainDate[],
): Day[] {
  const { calendar } = state;
  const asContact = rungsFor(state, new Set([...audiences, 'contacts']));
  let kept = [...own];
  for (const date of [...from].sort((a, b) => Temporal.PlainDate.compare(a, b))) {
    const rungs = kept.flatMap(({ sections }) => sections).filter((rung) => !isBefore(date, rung.date));
    const past = daysOf(calendar, [...rungs, standInRung(calendar, date)].sort(byTime));
    if (past.length > mostMessages) continue;
    const future = daysOf(
      calendar,
      asContact.filter((rung) => isBefore(date, rung.date)),
    );
    kept = [...past, ...withinLimit(future, mostMessages - past.length)];
  }
  return kept;
}

/** The days on which somebody is asked in place of another; also of one who is back since, as that message has gone. */
function standInDays({ requests }: Routed): Map<string, Temporal.PlainDate[]> {
  const days = new Map<string, Temporal.PlainDate[]>();
  for (const { standIn } of requests) {
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

/** Keeps the messages worth most, four of them; among equals the later, which are nearer to the deadline. */
function withinLimit(days: Day[], most = mostMessages): Day[] {
  const kept = [...days]
    .sort((a, b) => worthOf(b) - worthOf(a) || Temporal.Instant.compare(b.at, a.at))
    .slice(0, most);
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
