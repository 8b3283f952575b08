import { describe, expect, it } from '@jest/globals';
import { afterQuietPeriod, beforeQuietPeriod, quietPeriodOn } from '../../src/calendar/quiet-periods.ts';
import { date } from '../builders/dates.ts';
import { calendarOf } from '../builders/settings.ts';

const calendar = calendarOf({
  quietPeriods: [
    { from: '2026-12-21', to: '2027-01-03', name: 'recess' },
    { from: '2026-12-16', to: '2026-12-18', name: 'budget', hold: 'both' },
    { from: '2026-03-26', to: '2026-05-07', name: 'election', hold: 'publication' },
  ],
});

describe('a quiet period', () => {
  it.each([
    ['2026-12-20', 'reminders', undefined],
    ['2026-12-21', 'reminders', 'recess'],
    ['2027-01-03', 'reminders', 'recess'],
    ['2027-01-04', 'reminders', undefined],
    ['2026-12-21', 'publication', undefined],
    ['2026-12-16', 'publication', 'budget'],
    ['2026-12-16', 'reminders', 'budget'],
    ['2026-04-14', 'publication', 'election'],
    ['2026-04-14', 'reminders', undefined],
  ] as const)('on %s holding %s: %s', (day, held, expected) => {
    expect(quietPeriodOn(calendar, date(day), held)?.name).toBe(expected);
  });

  it.each([
    ['2026-12-15', '2026-12-15', '2026-12-15'],
    ['2026-12-17', '2026-12-15', '2027-01-04'],
    ['2026-12-29', '2026-12-15', '2027-01-04'],
  ])('around %s leaves %s and %s, past those that adjoin it', (day, before, after) => {
    expect(beforeQuietPeriod(calendar, date(day), 'reminders').toString()).toBe(before);
    expect(afterQuietPeriod(calendar, date(day), 'reminders').toString()).toBe(after);
  });
});
