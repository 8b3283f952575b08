import { describe, expect, it } from '@jest/globals';
import {
  bankHolidays,
  bankHolidaysBegin,
  bankHolidaysRunOut,
  bankHolidayWarning,
} from '../../src/calendar/bank-holidays.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import type { BankHolidayDivision } from '../../src/programme/settings.ts';
import { date } from '../builders/dates.ts';

const years = [2024, 2025, 2026, 2027, 2028];

/** Gauss's rule for Easter, with its two exceptions, in the form that holds from 1900 to 2099. */
function easterByGauss(year: number): Temporal.PlainDate {
  const a = year % 19;
  const d = (19 * a + 24) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
  const days = d + e;
  const isLate = days === 35 || (d === 28 && e === 6 && a > 10);
  return date(`${year}-03-22`).add({ days: isLate ? days - 7 : days });
}

function mondayOf(year: number, month: number, which: 'first' | 'last'): string {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const day = which === 'first' ? first : first.with({ day: first.daysInMonth });
  const days = which === 'first' ? (8 - day.dayOfWeek) % 7 : -(day.dayOfWeek - 1);
  return day.add({ days }).toString();
}

/** The day itself, or the first working day after the weekend that is not a holiday already. */
function orSubstitute(iso: string, taken: string[]): string {
  let day = date(iso);
  while (day.dayOfWeek > 5 || taken.includes(day.toString())) day = day.add({ days: 1 });
  return day.toString();
}

/** The statutory rules, to hold against the published list. Special days are proclaimed, and follow none. */
function byTheRules(division: BankHolidayDivision, year: number): string[] {
  const isScotland = division === 'scotland';
  const easter = easterByGauss(year);
  const moveable = [
    easter.subtract({ days: 2 }).toString(),
    ...(isScotland ? [] : [easter.add({ days: 1 }).toString()]),
    mondayOf(year, 5, 'first'),
    mondayOf(year, 5, 'last'),
    isScotland ? mondayOf(year, 8, 'first') : mondayOf(year, 8, 'last'),
  ];
  const fixed = {
    'england-and-wales': ['01-01', '12-25', '12-26'],
    scotland: ['01-01', '01-02', '11-30', '12-25', '12-26'],
    'northern-ireland': ['01-01', '03-17', '07-12', '12-25', '12-26'],
  }[division];
  return fixed.reduce((days, day) => [...days, orSubstitute(`${year}-${day}`, days)], moveable);
}

const special: Record<BankHolidayDivision, string[]> = {
  'england-and-wales': [],
  scotland: ['2026-06-15'],
  'northern-ireland': [],
};

describe('bank holidays', () => {
  it.each(['england-and-wales', 'scotland', 'northern-ireland'] as const)(
    'for %s are those of the law and the proclamations',
    (division) => {
      const expected = [...years.flatMap((year) => byTheRules(division, year)), ...special[division]];
      expect([...bankHolidays(division)].sort()).toEqual(expected.sort());
    },
  );

  it.each([
    ['england-and-wales', '2026-12-28', true],
    ['england-and-wales', '2026-12-26', false],
    ['england-and-wales', '2027-12-27', true],
    ['england-and-wales', '2027-12-28', true],
    ['england-and-wales', '2026-04-06', true],
    ['scotland', '2026-04-06', false],
    ['scotland', '2027-01-04', true],
    ['scotland', '2026-08-03', true],
    ['scotland', '2026-08-31', false],
    ['scotland', '2024-12-02', true],
    ['scotland', '2026-06-15', true],
    ['northern-ireland', '2026-06-15', false],
    ['northern-ireland', '2024-03-18', true],
    ['northern-ireland', '2026-07-13', true],
  ] as const)('in %s has %s: %s', (division, iso, isHoliday) => {
    expect(bankHolidays(division).has(iso)).toBe(isHoliday);
  });

  it('are known for whole years', () => {
    expect(bankHolidaysBegin.toString()).toBe('2024-01-01');
    expect(bankHolidaysRunOut.toString()).toBe('2028-12-31');
  });
});

describe('the warning that bank holidays run out', () => {
  it.each([
    ['91 days before', 91, undefined],
    ['90 days before', 90, /run out on Sunday 31 December 2028/],
    ['on the last day', 0, /run out on Sunday 31 December 2028/],
    ['the day after', -1, /ran out on Sunday 31 December 2028/],
  ])('%s', (_, days, expected) => {
    const warning = bankHolidayWarning(bankHolidaysRunOut.subtract({ days }));
    if (expected) expect(warning).toMatch(expected);
    else expect(warning).toBeUndefined();
  });
});
