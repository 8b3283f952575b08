import { sendTimeOn } from '../calendar/local-time.ts';
import { isAfter } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay } from '../calendar/working-days.ts';
import { groupedBy } from '../programme/grouped.ts';
import type { Day, DaySection } from './day.ts';
import type { Duty, Ladder } from './duties.ts';
import { mostMessages, withinLimit } from './message-limit.ts';
import { rolesOf, type Roles } from './roles.ts';

/**
 * Each person's days with something on them, by their roles alone and not by what is outstanding: so a person's
 * days do not move when they answer, and the limit of four does not either.
 */
export function nominalDays(ladder: Ladder): Map<string, Day[]> {
  return new Map([...rolesOf(ladder)].map(([contactId, roles]) => [contactId, daysOf(ladder, roles)]));
}

/**
 * The limit holds whatever comes in between: more time, a request that is handed over, stepping in, coming back. What has
 * gone by then cannot be taken back and counts; it is later days that are given up. Where none is left to give, nobody
 * is called on a day of its own.
 */
function daysOf(ladder: Ladder, { duties, calls }: Roles): Day[] {
  const fromTheBeginning = duties.filter(({ from }) => !from);
  let days = withinLimit(laidOut(ladder, fromTheBeginning, []), mostMessages);
  for (const { at, call } of turnsIn(duties, calls)) {
    const gone = days.filter((day) => !isAfter(day.at, at));
    const past = (call && withCall(gone, call, days)) ?? gone;
    const toCome = duties.filter((duty) => isKnown(duty, at) && isAfter(duty.rung.at, at));
    days = [...past, ...withinLimit(laidOut(ladder, toCome, past), mostMessages - past.length)];
  }
  return days;
}

/** A moment at which what falls to somebody changes, or at which they are called. */
interface Turn {
  at: Temporal.Instant;
  call?: DaySection;
}

function turnsIn(duties: readonly Duty[], calls: readonly DaySection[]): Turn[] {
  const moments = duties.flatMap(({ from, until }) => [from, until].filter((at) => at !== undefined));
  const turns = new Map(moments.map((at): [number, Turn] => [at.epochMilliseconds, { at }]));
  return [...turns.values(), ...calls.map((call) => ({ at: call.rung.at, call }))].sort((a, b) =>
    Temporal.Instant.compare(a.at, b.at),
  );
}

function isKnown({ from, until }: Duty, at: Temporal.Instant): boolean {
  return (!from || !isAfter(from, at)) && (!until || isAfter(until, at));
}

/** The days that have gone with what somebody is called for, if there is room for it. */
function withCall(gone: readonly Day[], call: DaySection, days: readonly Day[]): Day[] | undefined {
  const { date, at } = call.rung;
  const sameDay = days.find((day) => day.date.equals(date));
  if (sameDay?.at.equals(at)) {
    const joined = { ...sameDay, sections: [...sameDay.sections, call] };
    return gone.map((day) => (day === sameDay ? joined : day));
  }
  return sameDay || gone.length >= mostMessages ? undefined : [...gone, { date, at, sections: [call] }];
}

/** One day, one message: a rung that falls later on a day with an earlier one waits for the next working day. */
function laidOut({ calendar, rungs: order }: Ladder, duties: readonly Duty[], past: readonly Day[]): Day[] {
  const place = new Map(order.map(({ rung }, n) => [rung, n]));
  const sections = [...groupedBy(duties, ({ rung }) => `${rung.rung} ${rung.at.epochMilliseconds}`).values()]
    .flatMap((own) => sectionOf(own) ?? [])
    .sort(
      ({ rung: a }, { rung: b }) =>
        Temporal.Instant.compare(a.at, b.at) || (place.get(a.rung) ?? -1) - (place.get(b.rung) ?? -1),
    );
  const taken = new Map(past.map((day) => [day.date.toString(), day]));
  const days: Day[] = [];
  for (const section of sections) {
    let { date, at } = section.rung;
    let there = taken.get(date.toString());
    while (there && isAfter(at, there.at)) {
      date = nextWorkingDay(calendar, date);
      at = sendTimeOn(calendar, date);
      there = taken.get(date.toString());
    }
    if (there) there.sections.push(section);
    else {
      const day = { date, at, sections: [section] };
      taken.set(date.toString(), day);
      days.push(day);
    }
  }
  return days.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

function sectionOf(duties: readonly Duty[]): DaySection | undefined {
  const [first] = duties;
  return first && { rung: first.rung, requests: duties.flatMap(({ request }) => request ?? []) };
}
