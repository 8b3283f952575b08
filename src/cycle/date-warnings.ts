import { bankHolidaysBegin, bankHolidaysRunOut, bankHolidayWarning } from '../calendar/bank-holidays.ts';
import { isInSeason, seasons } from '../calendar/seasons.ts';
import { isBefore } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import { longDate } from '../calendar/words.ts';
import type { Cycle, CycleDates } from './cycle.ts';
import { dateNames, listed, named, sentence, type DateName } from './date-names.ts';
import { overlap } from './overlap.ts';

/** What a cycle's dates are judged by. */
export interface Surroundings {
  /** Clear working days that the programme wants between publication and meeting. */
  clearDays: number;
  /** The programme's other cycles. */
  others: readonly Cycle[];
  today: Temporal.PlainDate;
  /** It has opened, so that its opening is past as it should be. */
  isOpen: boolean;
}

/** What a planner should look at twice, though it is accepted: one sentence each. */
export function dateWarnings(
  dates: CycleDates,
  calendar: WorkingCalendar,
  { clearDays, others, today, isOpen }: Surroundings,
): string[] {
  return [
    ...pastDates(dates, today, isOpen),
    ...overlaps(dates, others),
    ...tooFewClearDays(dates, calendar, clearDays),
    ...seasonsMet(dates),
    ...unknownBankHolidays(dates, today),
  ];
}

function pastDates(dates: CycleDates, today: Temporal.PlainDate, isOpen: boolean): string[] {
  const past = namesWhere(dates, (date) => isBefore(date, today)).filter(
    (name) => !(isOpen && name === 'opens'),
  );
  const are = past.length === 1 ? 'is' : 'are';
  return past.length === 0 ? [] : [sentence(`${namedList(dates, past)} ${are} in the past`)];
}

function overlaps(dates: CycleDates, others: readonly Cycle[]): string[] {
  return others
    .filter(({ dates: other }) => overlap(dates, other))
    .map(({ id, dates: other }) =>
      sentence(
        `it overlaps with the cycle ${id}, from ${longDate(other.opens)} to ${longDate(other.publish)}`,
      ),
    );
}

function tooFewClearDays(dates: CycleDates, calendar: WorkingCalendar, wanted: number): string[] {
  let clearDays = 0;
  let day = nextWorkingDay(calendar, dates.publish);
  while (isBefore(day, dates.meeting)) {
    clearDays += 1;
    day = nextWorkingDay(calendar, day);
  }
  if (clearDays >= wanted) return [];
  return [
    sentence(
      `${named('publish', dates.publish)} leaves ${clearDays} clear working days before the meeting: the programme wants ${wanted}`,
    ),
  ];
}

function seasonsMet(dates: CycleDates): string[] {
  return seasons.flatMap((season) => {
    const met = namesWhere(dates, (date) => isInSeason(date, season));
    const fall = met.length === 1 ? 'falls' : 'fall';
    return met.length === 0 ? [] : [sentence(`${namedList(dates, met)} ${fall} in ${season}`)];
  });
}

function unknownBankHolidays(dates: CycleDates, today: Temporal.PlainDate): string[] {
  const soon = bankHolidayWarning(today);
  const unknown = namesWhere(
    dates,
    (date) => isBefore(date, bankHolidaysBegin) || isBefore(bankHolidaysRunOut, date),
  );
  if (unknown.length === 0) return soon ? [soon] : [];
  const known = `bank holidays are known from ${longDate(bankHolidaysBegin)} to ${longDate(bankHolidaysRunOut)} only`;
  return [sentence(`${known}: check ${namedList(dates, unknown)}`)];
}

function namesWhere(dates: CycleDates, holds: (date: Temporal.PlainDate) => boolean): DateName[] {
  return dateNames.filter((name) => holds(dates[name]));
}

function namedList(dates: CycleDates, names: DateName[]): string {
  return listed(names.map((name) => named(name, dates[name])));
}
