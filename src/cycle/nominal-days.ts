import { sendTimeOn } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import { absenceOn } from '../programme/absence.ts';
import type { Cycle } from './cycle.ts';
import type { UpdateRequest } from './request.ts';
import { returnDays } from './return-days.ts';
import { addresseeOf, type Answering, type Route } from './routing.ts';
import type { DatedRung } from './rungs.ts';

/** One day on which a person's rungs fall, and the moment at which its message is due. */
export interface Day {
  date: Temporal.PlainDate;
  at: Temporal.Instant;
  sections: DaySection[];
}

/** A rung, and the requests that it is about for this person, whether or not they were answered meanwhile. */
export interface DaySection {
  rung: DueRung;
  requests: readonly UpdateRequest[];
}

/** A rung of the ladder; or `back`, on the day on which somebody who was away comes back. */
export type DueRung = Omit<DatedRung, 'kind'> & { kind: DatedRung['kind'] | 'back' };

/** All that people's days depend on. */
export type Ladder = Pick<Answering, 'leads' | 'absences'> & {
  cycle: Pick<Cycle, 'dates' | 'moves'>;
  calendar: WorkingCalendar;
  rungs: readonly DatedRung[];
  /** The ladders of requests with a deadline of their own, by ref. */
  extended: ReadonlyMap<string, readonly DatedRung[]>;
  requests: readonly UpdateRequest[];
  routes: ReadonlyMap<string, Route>;
};

/** No more automatic messages than this a person a cycle. */
const mostMessages = 4;

/** What to give up first when a person's rungs would make too many messages. */
const worth: Record<DueRung['kind'], number> = {
  reminder: 1,
  due: 2,
  summary: 3,
  back: 3,
  overdue: 4,
  close: 5,
  request: 7,
};

/** Rungs with the requests that each is about. */
type Rungs = Map<DueRung, UpdateRequest[]>;

/** What falls due to one person by their roles. */
interface Roles {
  own: Rungs;
  /** In place of others who cannot be reached. */
  standing: Rungs;
  /** The days on which they are asked in place of others. */
  from: Map<string, { date: Temporal.PlainDate; requests: UpdateRequest[] }>;
  /** What they answer themselves, where they are away at times. */
  awaiting: UpdateRequest[];
}

/**
 * Each person's days with something on them, by their roles alone and not by what is outstanding: so a person's
 * days do not move when they answer, and the limit of four does not either.
 */
export function nominalDays(ladder: Ladder): Map<string, Day[]> {
  const days = new Map<string, Day[]>();
  for (const [contactId, roles] of rolesOf(ladder)) {
    const own = withinLimit(daysOf(ladder, roles.own));
    const asked = roles.from.size > 0 ? steppingIn(ladder, roles, own) : own;
    days.set(contactId, roles.awaiting.length > 0 ? comingBack(ladder, contactId, roles, asked) : asked);
  }
  return days;
}

/**
 * The days of somebody who was away: on each first working day back they hear what is left to do. The limit holds here,
 * too: later days are given up for it, and where none is left to give, they hear of it with what comes next.
 */
function comingBack(ladder: Ladder, contactId: string, { awaiting }: Roles, days: readonly Day[]): Day[] {
  let kept = [...days];
  for (const { date, at } of returnDays(ladder, contactId)) {
    const rung: DueRung = { rung: `back,${date.toString()}`, kind: 'back', to: 'contacts', date, at };
    const requests = awaiting.filter(({ ref }) => isAskedBy(ladder.routes.get(ref), at));
    const section = { rung, requests };
    const there = kept.find((day) => day.date.equals(date));
    if (there?.at.equals(at)) {
      kept = kept.map((day) => (day === there ? { ...day, sections: [...day.sections, section] } : day));
      continue;
    }
    const past = kept.filter((day) => !isBefore(date, day.date));
    if (there || past.length >= mostMessages) continue;
    const future = kept.filter((day) => isBefore(date, day.date));
    const back = { date, at, sections: [section] };
    kept = [...past, back, ...withinLimit(future, mostMessages - past.length - 1)];
  }
  return kept;
}

function isAskedBy(route: Route | undefined, at: Temporal.Instant): boolean {
  return !route?.since || Temporal.Instant.compare(route.since, at) <= 0;
}

/**
 * The days of somebody who is asked in place of others: on the day they step in, and from then on as a contact is. What
 * went out before that is not made up to them. The limit holds: what has gone cannot be taken back, so it is later days
 * that are given up; and where none is left to give, they are not asked on a day of its own.
 */
function steppingIn(ladder: Ladder, { own, standing, from }: Roles, ownDays: readonly Day[]): Day[] {
  let kept = [...ownDays];
  // What they are asked for themselves is on the card as well.
  const ownRequests = [...own].flatMap(([{ to }, about]) => (to === 'contacts' ? about : []));
  const steps = [...from.values()].sort((a, b) => Temporal.PlainDate.compare(a.date, b.date));
  for (const { date, requests } of steps) {
    const past: Rungs = new Map();
    for (const { rung, requests: about } of kept.flatMap(({ sections }) => sections)) {
      if (!isBefore(date, rung.date)) past.set(rung, [...about]);
    }
    past.set(standInRung(ladder.calendar, date), [...new Set([...requests, ...ownRequests])]);
    const pastDays = daysOf(ladder, past);
    if (pastDays.length > mostMessages) continue;
    const future: Rungs = new Map();
    for (const [rung, about] of [...own, ...standing]) {
      if (isBefore(date, rung.date)) future.set(rung, [...(future.get(rung) ?? []), ...about]);
    }
    kept = [...pastDays, ...withinLimit(daysOf(ladder, future), mostMessages - pastDays.length)];
  }
  return kept;
}

/** What a request in somebody's place is called in the ledger. */
function standInRung(calendar: WorkingCalendar, date: Temporal.PlainDate): DatedRung {
  return { rung: 'stand-in', kind: 'request', to: 'contacts', date, at: sendTimeOn(calendar, date) };
}

/** One day, one message: a rung that falls later on a day with an earlier one waits for the next working day. */
function daysOf({ calendar, rungs: order }: Ladder, rungs: Rungs): Day[] {
  const place = new Map(order.map(({ rung }, n) => [rung, n]));
  const sorted = [...rungs].sort(
    ([a], [b]) =>
      Temporal.Instant.compare(a.at, b.at) || (place.get(a.rung) ?? -1) - (place.get(b.rung) ?? -1),
  );
  const days = new Map<string, Day>();
  for (const [rung, requests] of sorted) {
    let { date, at } = rung;
    let day = days.get(date.toString());
    while (day && Temporal.Instant.compare(day.at, at) < 0) {
      date = nextWorkingDay(calendar, date);
      at = sendTimeOn(calendar, date);
      day = days.get(date.toString());
    }
    if (day) day.sections.push({ rung, requests });
    else days.set(date.toString(), { date, at, sections: [{ rung, requests }] });
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

function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

/** What a day is worth: as much as its weightiest section. */
function worthOf(day: Day): number {
  return Math.max(...day.sections.map(({ rung }) => worth[rung.kind]));
}

/** What falls due to whom, over all requests that were asked. */
function rolesOf(ladder: Ladder): Map<string, Roles> {
  const roles = new Map<string, Roles>();
  const rolesFor = (contactId: string): Roles => {
    const known = roles.get(contactId) ?? {
      own: new Map(),
      standing: new Map(),
      from: new Map(),
      awaiting: [],
    };
    roles.set(contactId, known);
    return known;
  };
  for (const rung of ladder.rungs.filter(({ to }) => to === 'leads')) {
    const there = ladder.leads.filter(({ id }) => !isAway(ladder, id, rung));
    for (const { id } of there.length > 0 ? there : ladder.leads) rolesFor(id).own.set(rung, []);
  }
  for (const request of ladder.requests.filter(({ asked }) => asked)) {
    const route = ladder.routes.get(request.ref);
    if (!route) continue;
    const { standIn: recorded } = request;
    if (route.away && route.messaged !== undefined) rolesFor(route.messaged).awaiting.push(request);
    if (recorded) stepIn(rolesFor(recorded.contactId), recorded.from, route.standIn ? [request] : []);
    for (const rung of ladder.extended.get(request.ref) ?? ladder.rungs) {
      if (rung.to === 'deputies') {
        for (const deputy of route.deputies) {
          const there = forDeputy(ladder, deputy, rung);
          if (there !== undefined) add(rolesFor(there).own, rung, request);
        }
      }
      if (rung.to !== 'contacts') continue;
      const addressee = addresseeOf(route, ladder, rung);
      if (addressee !== undefined) add(rolesFor(addressee).own, rung, request);
      if (route.standIn && isBefore(route.standIn.from, rung.date)) {
        const { contactId } = route.standIn;
        add(rolesFor(forDeputy(ladder, contactId, rung) ?? contactId).standing, rung, request);
      }
    }
  }
  return roles;
}

/**
 * Who gets a deputy's copy: while they are away, whoever stands in for them, if that one is there. Nobody else: the
 * contact has it as well, and the leads hear of it by their summary.
 */
function forDeputy({ absences = [] }: Ladder, deputy: string, { date, at }: DatedRung): string | undefined {
  const absence = absenceOn(absences, deputy, date, at);
  if (!absence) return deputy;
  const { standIn } = absence;
  return standIn === undefined || absenceOn(absences, standIn, date, at) ? undefined : standIn;
}

function isAway({ absences = [] }: Ladder, contactId: string, { date, at }: DatedRung): boolean {
  return absenceOn(absences, contactId, date, at) !== undefined;
}

function add(rungs: Rungs, rung: DueRung, request: UpdateRequest): void {
  const requests = rungs.get(rung);
  if (requests) requests.push(request);
  else rungs.set(rung, [request]);
}

/** Also of one whose contact is back since, as that message has gone. */
function stepIn({ from }: Roles, date: Temporal.PlainDate, requests: readonly UpdateRequest[]): void {
  const known = from.get(date.toString());
  if (known) known.requests.push(...requests);
  else from.set(date.toString(), { date, requests: [...requests] });
}
