import type { BankHolidayDivision } from '../programme/settings.ts';
import { bankHolidayDates } from './bank-holiday-dates.ts';
import { Temporal } from './temporal.ts';
import { longDate } from './words.ts';

const years = Object.keys(bankHolidayDates['england-and-wales']).map(Number);

/** The first day for which bank holidays are known. */
export const bankHolidaysBegin = Temporal.PlainDate.from({ year: Math.min(...years), month: 1, day: 1 });

/** The last day for which bank holidays are known. */
export const bankHolidaysRunOut = Temporal.PlainDate.from({ year: Math.max(...years), month: 12, day: 31 });

const daysOfNotice = 90;

/** A division's bank holidays as ISO dates, from `bankHolidaysBegin` to `bankHolidaysRunOut`. */
export function bankHolidays(division: BankHolidayDivision): ReadonlySet<string> {
  const dates = Object.entries(bankHolidayDates[division]).flatMap(([year, days]) =>
    days.map((day) => `${year}-${day}`),
  );
  return new Set(dates);
}

/** For the operator, from 90 days before the known bank holidays run out. */
export function bankHolidayWarning(today: Temporal.PlainDate): string | undefined {
  const daysLeft = today.until(bankHolidaysRunOut).days;
  if (daysLeft > daysOfNotice) return undefined;
  const end = longDate(bankHolidaysRunOut);
  return daysLeft < 0
    ? `The known bank holidays ran out on ${end}: later ones count as working days. Install a newer version.`
    : `The known bank holidays run out on ${end}: later ones will count as working days. Install a newer version before then.`;
}
