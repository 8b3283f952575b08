import { instantAt } from '../calendar/local-time.ts';
import { isBefore } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import type { Cycle, CycleDates, CycleMove } from './cycle.ts';
import { named, sentence } from './date-names.ts';
import { datesFor, type DatesOutcome } from './dates.ts';
import type { Extension } from './request-marks.ts';

/** The dates that are wanted for a cycle in place of its own. */
export interface NewDates {
  meeting: Temporal.PlainDate;
  /** Those that are given; the others are counted back from the meeting. */
  given: Partial<Record<'opens' | 'deadline' | 'closes' | 'publish', Temporal.PlainDate>>;
  /** Why a close on or after publication is wanted all the same. */
  override?: string | undefined;
}

/** What the new dates of a cycle depend on beside what is wanted. */
export interface RescheduleInput {
  cycle: Cycle;
  settings: ProgrammeSettings;
  calendar: WorkingCalendar;
  /** All of the programme's cycles. */
  cycles: readonly Cycle[];
  now: Temporal.Instant;
}

/** Why a cycle's dates cannot be changed any more, in a sentence; undefined where they can. */
export function notReschedulable({ state }: Pick<Cycle, 'state'>): string | undefined {
  switch (state) {
    case 'scheduled':
    case 'open':
      return undefined;
    case 'closed':
      return 'This round has closed: its dates are no longer changed.';
    case 'published':
      return 'This round is published: its dates are no longer changed.';
    case 'cancelled':
      return 'This round was cancelled: its dates are no longer changed.';
  }
}

/**
 * A cycle's dates with another meeting. What has opened stays open since the day it did, and whoever is asked needs time
 * to answer: so its deadline and its close must still be to come.
 */
export function newDates(
  { cycle, settings, calendar, cycles, now }: RescheduleInput,
  { meeting, given, override }: NewDates,
): DatesOutcome {
  const isOpen = cycle.state === 'open';
  const { opens: _, ...others } = given;
  const outcome = datesFor({
    meeting,
    given: isOpen ? others : given,
    settings,
    calendar,
    others: cycles.filter(({ id, state }) => id !== cycle.id && state !== 'cancelled'),
    today: now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
    override: override ?? cycle.overrideReason,
    ...(isOpen && { opened: cycle.dates.opens }),
  });
  if (!isOpen || outcome.kind === 'refused') return outcome;
  const { dates } = outcome;
  const past = (['deadline', 'closes'] as const).filter((name) => {
    const at = instantAt(dates[name], dates.closeAt, calendar.timeZone);
    return Temporal.Instant.compare(at, now) <= 0;
  });
  if (past.length === 0) return outcome;
  return {
    kind: 'refused',
    problems: past.map((name) =>
      sentence(`${named(name, dates[name])} has passed: please give a day that is still to come`),
    ),
  };
}

/**
 * The head of a cycle whose dates are changed; one that was paused goes on. The ladder of an open one runs anew from
 * here, and so does the count of messages a person.
 */
export function rescheduled(
  cycle: Cycle,
  dates: CycleDates,
  { at, by }: Pick<CycleMove, 'at' | 'by'>,
  override?: string,
): Cycle {
  const { paused, ...rest } = cycle;
  const move: CycleMove = {
    at,
    meeting: cycle.dates.meeting,
    ...(by && { by }),
    ...(paused && { resumed: true }),
  };
  return {
    ...rest,
    dates,
    ...(override !== undefined && { overrideReason: override }),
    ...(cycle.state === 'open' && { moves: [...(cycle.moves ?? []), move] }),
  };
}

/** A request once its cycle's dates have changed: a deadline of its own that gives no more time than all have is dropped. */
export function withoutIdleExtension<T extends { extended?: Pick<Extension, 'to'> }>(
  request: T,
  { deadline, closes }: Pick<CycleDates, 'deadline' | 'closes'>,
): T {
  const { extended, ...rest } = request;
  if (!extended) return request;
  const gives = isBefore(deadline, extended.to) && isBefore(extended.to, closes);
  return gives ? request : (rest as T);
}

/** Whether two sets of dates are the same, day for day. */
export function sameDates(some: CycleDates, others: CycleDates): boolean {
  const { closeAt: a, ...days } = some;
  const { closeAt: b, ...otherDays } = others;
  const names = Object.keys(days) as (keyof typeof days)[];
  return a.equals(b) && names.every((name) => days[name].equals(otherDays[name]));
}
