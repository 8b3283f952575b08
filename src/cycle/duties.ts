import { sendTimeOn } from '../calendar/local-time.ts';
import { earlierOf, isBefore, laterOf } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { absenceOn } from '../programme/absence.ts';
import type { Cycle, Handover } from './cycle.ts';
import type { DueRung } from './day.ts';
import type { UpdateRequest } from './request.ts';
import { addresseeOf, type Answering, type Route } from './routing.ts';
import type { DatedRung, OwnLadder } from './rungs.ts';

/** All that people's days depend on. */
export type Ladder = Pick<Answering, 'leads' | 'absences'> & {
  cycle: Pick<Cycle, 'dates' | 'moves' | 'handovers'>;
  calendar: WorkingCalendar;
  rungs: readonly DatedRung[];
  /** The ladders of requests with a deadline of their own, by ref; oldest first. */
  extended: ReadonlyMap<string, readonly OwnLadder[]>;
  requests: readonly UpdateRequest[];
  routes: ReadonlyMap<string, Route>;
};

/** A rung that falls to somebody, and what it is about for them. */
export interface Duty {
  rung: DueRung;
  /** Absent for what goes to leads, and for what has become somebody else's: that counts, and is not said again. */
  request?: UpdateRequest | undefined;
  /** Since when it is theirs, where that was not so from the beginning. */
  from?: Temporal.Instant | undefined;
  /** Until when it was theirs, where it is not any more. */
  until?: Temporal.Instant | undefined;
}

/** A duty, and whose it is. */
export type DutyOf = Duty & { contactId: string };

/**
 * Who hears of a request at each rung: by the ladder for all, and by each of its own for as long as that was in force;
 * whoever it was handed to, and until then whoever was asked before.
 */
export function dutiesOf(
  ladder: Ladder,
  request: UpdateRequest,
  handovers: readonly Handover[] = [],
): DutyOf[] {
  const route = ladder.routes.get(request.ref);
  if (!route) return [];
  const ladders: { rungs: readonly DatedRung[]; from?: Temporal.Instant }[] = [
    { rungs: ladder.rungs },
    ...(ladder.extended.get(request.ref) ?? []),
  ];
  return ladders.flatMap(({ rungs, from }, n) => {
    const until = ladders[n + 1]?.from;
    return rungs.flatMap((rung) => [
      ...formerHolders(ladder, route, handovers, rung).map((duty) => ({
        ...duty,
        rung,
        from: later(from, duty.from),
        until: earlier(until, duty.until),
      })),
      ...holders(ladder, route, rung).map((duty) => ({
        ...duty,
        rung,
        request,
        from: later(from, duty.from),
        until,
      })),
    ]);
  });
}

type Held = Pick<DutyOf, 'contactId' | 'from' | 'until'>;

/** To whom a rung of a request goes, and since when that is so. */
function holders(ladder: Ladder, route: Route, rung: DatedRung): Held[] {
  switch (rung.to) {
    case 'leads':
      return [];
    case 'deputies':
      return route.deputies.flatMap((deputy) => {
        const contactId = forDeputy(ladder, deputy, rung);
        return contactId === undefined ? [] : { contactId };
      });
    case 'contacts':
      return [...asked(ladder, route, rung), ...standingIn(ladder, route, rung)];
  }
}

/** The contact of a request, or whoever is there in their place. */
function asked(ladder: Ladder, route: Route, rung: DatedRung): Held[] {
  const contactId = addresseeOf(route, ladder, rung);
  const absence = absenceOn(ladder.absences ?? [], route.messaged ?? '', rung.date, rung.at);
  return contactId === undefined ? [] : [{ contactId, from: later(route.since, absence?.saidAt) }];
}

/** Whoever is written to as well, as the contact cannot be reached. */
function standingIn(ladder: Ladder, { standIn }: Route, rung: DatedRung): Held[] {
  if (!standIn || !isBefore(standIn.from, rung.date)) return [];
  const contactId = forDeputy(ladder, standIn.contactId, rung) ?? standIn.contactId;
  return [{ contactId, from: sendTimeOn(ladder.calendar, standIn.from) }];
}

/** The contacts of a request until it was handed over, one after the other. */
function formerHolders(
  ladder: Ladder,
  { since: _, ...route }: Route,
  handovers: readonly Handover[],
  rung: DatedRung,
): Held[] {
  if (rung.to !== 'contacts') return [];
  return handovers.flatMap(({ from: messaged, at: until }, n) => {
    const since = handovers[n - 1]?.at;
    const before: Route = { ...route, messaged, ...(since && { since }) };
    return asked(ladder, before, rung).map((held) => ({ ...held, until }));
  });
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

/** Whether somebody is away when a rung falls due, by what had been said until then. */
export function isAway({ absences = [] }: Ladder, contactId: string, { date, at }: DatedRung): boolean {
  return absenceOn(absences, contactId, date, at) !== undefined;
}

function later(
  one: Temporal.Instant | undefined,
  other: Temporal.Instant | undefined,
): Temporal.Instant | undefined {
  if (!one || !other) return one ?? other;
  return laterOf(one, other);
}

function earlier(
  one: Temporal.Instant | undefined,
  other: Temporal.Instant | undefined,
): Temporal.Instant | undefined {
  if (!one || !other) return one ?? other;
  return earlierOf(one, other);
}
