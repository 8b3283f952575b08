import { beforeQuietPeriod, quietPeriodOn, type Held } from '../calendar/quiet-periods.ts';
import { earlierOf, laterOf } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import { addWorkingDays, type WorkingCalendar } from '../calendar/working-days.ts';
import { longDate } from '../calendar/words.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import type { Cycle, CycleDates } from './cycle.ts';
import { named, sentence } from './date-names.ts';
import { givenOnDaysOff, impossibleOrders } from './date-problems.ts';
import { dateWarnings } from './date-warnings.ts';

type GivenName = 'opens' | 'deadline' | 'closes' | 'publish';

export interface DatesInput {
  meeting: Temporal.PlainDate;
  /** Dates that are not to be counted back from the meeting. */
  given: Partial<Record<GivenName, Temporal.PlainDate>>;
  settings: ProgrammeSettings;
  calendar: WorkingCalendar;
  /** The programme's other cycles. */
  others: Cycle[];
  today: Temporal.PlainDate;
  /** Why a close on or after publication is wanted all the same. */
  override?: string | undefined;
  /** When the cycle opened, where it has: that stays, whatever else is counted anew. */
  opened?: Temporal.PlainDate | undefined;
}

/** Problems and warnings are sentences for whoever plans the cycle. */
export type DatesOutcome =
  { kind: 'dates'; dates: CycleDates; warnings: string[] } | { kind: 'refused'; problems: string[] };

/**
 * A cycle's dates: each as given, else counted back from the meeting by the programme's settings, neither end
 * counting. Everything that is wrong with them is reported at once.
 */
export function datesFor(input: DatesInput): DatesOutcome {
  const { meeting, given, settings, calendar, others, today, override = '', opened } = input;
  const { dates, quietMoves, makingWay } = laidOut(input);
  const problems = [
    ...givenOnDaysOff({ ...given, meeting }, calendar),
    ...impossibleOrders(dates, override.trim() !== ''),
  ];
  if (problems.length > 0) return { kind: 'refused', problems: [...problems, ...quietMoves] };

  const clearDays = settings.dates.publish - 1;
  return {
    kind: 'dates',
    dates,
    warnings: [
      ...quietMoves,
      ...makingWay,
      ...dateWarnings(dates, calendar, { clearDays, others, today, isOpen: opened !== undefined }),
    ],
  };
}

/** The dates, and a sentence for each that is not where it was given or counted to. */
function laidOut({ meeting, given, settings, calendar, opened }: DatesInput): {
  dates: CycleDates;
  quietMoves: string[];
  makingWay: string[];
} {
  const quietMoves: string[] = [];
  const makingWay: string[] = [];

  function counted(name: GivenName | 'clearance' | 'final'): Temporal.PlainDate {
    return addWorkingDays(calendar, meeting, -settings.dates[name]);
  }

  function outsideQuietPeriods(name: GivenName, held: Held): Temporal.PlainDate {
    const wanted = given[name] ?? counted(name);
    const period = quietPeriodOn(calendar, wanted, held);
    if (!period) return wanted;
    const date = beforeQuietPeriod(calendar, wanted, held);
    quietMoves.push(
      sentence(`${named(name, wanted)} falls in "${period.name}", so it is moved to ${longDate(date)}`),
    );
    return date;
  }

  // Nobody can give clearance and the final version: they make way for the dates that can be given.
  function between(
    earliest: Temporal.PlainDate,
    name: 'clearance' | 'final',
    latest: Temporal.PlainDate,
  ): Temporal.PlainDate {
    const wanted = counted(name);
    const date = earlierOf(laterOf(earliest, wanted), latest);
    if (!date.equals(wanted)) {
      makingWay.push(
        sentence(`${named(name, wanted)} is moved to ${longDate(date)}, to fit the close and publication`),
      );
    }
    return date;
  }

  const opens = opened ?? outsideQuietPeriods('opens', 'reminders');
  const deadline = outsideQuietPeriods('deadline', 'reminders');
  const closes = given.closes ?? counted('closes');
  const publish = outsideQuietPeriods('publish', 'publication');
  const clearance = between(closes, 'clearance', publish);
  const final = between(clearance, 'final', publish);
  const closeAt = Temporal.PlainTime.from(settings.dates.closeAt);
  return {
    dates: { meeting, opens, deadline, closes, clearance, final, publish, closeAt },
    quietMoves,
    makingWay,
  };
}
