import { Temporal } from './temporal.ts';
import {
  nextWorkingDay,
  previousWorkingDay,
  type QuietPeriod,
  type WorkingCalendar,
} from './working-days.ts';

/** What a quiet period can hold back. */
export type Held = 'reminders' | 'publication';

/** The quiet period that holds this back on that day, if there is one. */
export function quietPeriodOn(
  calendar: WorkingCalendar,
  date: Temporal.PlainDate,
  held: Held,
): QuietPeriod | undefined {
  return calendar.quietPeriods.find(
    (period) =>
      (period.hold === held || period.hold === 'both') &&
      Temporal.PlainDate.compare(period.from, date) <= 0 &&
      Temporal.PlainDate.compare(date, period.to) <= 0,
  );
}

/** The date itself, or the last working day before the quiet period (or chain of them) that it falls in. */
export function beforeQuietPeriod(
  calendar: WorkingCalendar,
  date: Temporal.PlainDate,
  held: Held,
): Temporal.PlainDate {
  const period = quietPeriodOn(calendar, date, held);
  return period ? beforeQuietPeriod(calendar, previousWorkingDay(calendar, period.from), held) : date;
}

/** The date itself, or the first working day after the quiet period (or chain of them) that it falls in. */
export function afterQuietPeriod(
  calendar: WorkingCalendar,
  date: Temporal.PlainDate,
  held: Held,
): Temporal.PlainDate {
  const period = quietPeriodOn(calendar, date, held);
  return period ? afterQuietPeriod(calendar, nextWorkingDay(calendar, period.to), held) : date;
}
