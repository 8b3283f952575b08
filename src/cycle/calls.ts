import { localDate, sendTimeOn } from '../calendar/local-time.ts';
import { isBefore } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { groupedBy } from '../programme/grouped.ts';
import type { DaySection, DueRung } from './day.ts';
import type { Duty, Ladder } from './duties.ts';
import type { UpdateRequest } from './request.ts';
import { returnDays } from './return-days.ts';
import type { Route } from './routing.ts';

/** A day on which somebody was asked in place of another. */
interface Step {
  from: Temporal.PlainDate;
  /** None where the contact is back since: that message has gone all the same. */
  requests: UpdateRequest[];
}

/** By contact id: whoever stepped in since the dates were changed last. */
export function whoStepsIn({ requests, routes, cycle, calendar }: Ladder): Map<string, Step[]> {
  const moved = cycle.moves?.at(-1)?.at;
  const movedOn = moved && localDate(moved, calendar.timeZone);
  const steps = requests.flatMap((request) => {
    const { asked, standIn, ref } = request;
    const route = routes.get(ref);
    if (!asked || !standIn || !route || (movedOn && isBefore(standIn.from, movedOn))) return [];
    return [{ ...standIn, requests: route.standIn ? [request] : [] }];
  });
  return groupedBy(steps, ({ contactId }) => contactId);
}

/** What they are asked for themselves is on the card as well. */
export function callsToStepIn(
  calendar: WorkingCalendar,
  steps: readonly Step[],
  duties: readonly Duty[],
): DaySection[] {
  const own = duties.flatMap(({ rung, request }) => (request && rung.to === 'contacts' ? request : []));
  return [...groupedBy(steps, ({ from }) => from.toString()).values()].flatMap((together) => {
    const [first] = together;
    if (!first) return [];
    const { from: date } = first;
    const rung: DueRung = {
      rung: 'stand-in',
      kind: 'request',
      to: 'contacts',
      date,
      at: sendTimeOn(calendar, date),
    };
    return { rung, requests: [...new Set([...together.flatMap(({ requests }) => requests), ...own])] };
  });
}

/** By contact id: what they answer themselves, where they are away at times. */
export function whoIsAway({ requests, routes }: Ladder): Map<string, UpdateRequest[]> {
  const awaiting = requests.filter(({ asked, ref }) => asked && routes.get(ref)?.away);
  return groupedBy(awaiting, ({ ref }) => routes.get(ref)?.messaged ?? '');
}

/** On each first working day back they hear what is left to do. */
export function callsOnReturn(
  ladder: Ladder,
  contactId: string,
  awaiting: readonly UpdateRequest[],
): DaySection[] {
  return returnDays(ladder, contactId).map(({ date, at }) => ({
    rung: { rung: `back,${date.toString()}`, kind: 'back', to: 'contacts', date, at },
    requests: awaiting.filter(({ ref }) => isAskedBy(ladder.routes.get(ref), at)),
  }));
}

function isAskedBy(route: Route | undefined, at: Temporal.Instant): boolean {
  return !route?.since || Temporal.Instant.compare(route.since, at) <= 0;
}
