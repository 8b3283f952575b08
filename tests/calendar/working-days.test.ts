import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';
import {
  addWorkingDays,
  nextWorkingDay,
  onOrAfterWorkingDay,
  onOrBeforeWorkingDay,
  previousWorkingDay,
} from '../../src/calendar/working-days.ts';
import { anyDate, date } from '../builders/dates.ts';
import { calendarOf } from '../builders/settings.ts';

/** Any division, with up to 20 closure days. */
const anyCalendar = fc
  .record({
    bankHolidays: fc.constantFrom('england-and-wales', 'scotland', 'northern-ireland'),
    closureDays: fc.array(
      anyDate.map((day) => day.toString()),
      { maxLength: 20 },
    ),
  })
  .map(calendarOf);
const anyWorkingDay = fc
  .record({ calendar: anyCalendar, day: anyDate })
  .map(({ calendar, day }) => ({ calendar, day: onOrAfterWorkingDay(calendar, day) }));
const anyCount = fc.integer({ min: -60, max: 60 });

describe('a working day', () => {
  it.each([
    ['2026-11-20', true, 'a Friday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-12-25', false, 'Christmas Day'],
    ['2026-12-28', false, 'the day in place of Boxing Day'],
    ['2026-12-29', false, 'a day on which the council is closed'],
    ['2026-12-30', true, 'the day after'],
  ])('%s: %s (%s)', (iso, expected) => {
    expect(calendarOf({ closureDays: ['2026-12-29'] }).isWorkingDay(date(iso))).toBe(expected);
  });

  it('differs between the divisions', () => {
    const easterMonday = date('2026-04-06');
    expect(calendarOf({ bankHolidays: 'england-and-wales' }).isWorkingDay(easterMonday)).toBe(false);
    expect(calendarOf({ bankHolidays: 'scotland' }).isWorkingDay(easterMonday)).toBe(true);
  });
});

describe('counting working days', () => {
  it.each([
    ['2026-12-24', 1, '2026-12-29'],
    ['2026-12-29', -1, '2026-12-24'],
    ['2026-12-26', 1, '2026-12-29'],
    ['2026-12-26', -1, '2026-12-24'],
    ['2026-12-26', 0, '2026-12-26'],
    ['2026-11-19', -30, '2026-10-08'],
    ['2026-04-02', 5, '2026-04-13'],
  ])('%s and %i is %s', (from, count, expected) => {
    expect(addWorkingDays(calendarOf(), date(from), count).toString()).toBe(expected);
  });

  it('never ends on a day off', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, anyCount, (calendar, day, count) => {
        fc.pre(count !== 0);
        expect(calendar.isWorkingDay(addWorkingDays(calendar, day, count))).toBe(true);
      }),
    );
  });

  it('there and back ends where it began', () => {
    fc.assert(
      fc.property(anyWorkingDay, anyCount, ({ calendar, day }, count) => {
        const there = addWorkingDays(calendar, day, count);
        expect(addWorkingDays(calendar, there, -count).toString()).toBe(day.toString());
      }),
    );
  });

  it('in two stages ends where one does', () => {
    fc.assert(
      fc.property(anyWorkingDay, anyCount, anyCount, ({ calendar, day }, first, second) => {
        const staged = addWorkingDays(calendar, addWorkingDays(calendar, day, first), second);
        expect(staged.toString()).toBe(addWorkingDays(calendar, day, first + second).toString());
      }),
    );
  });

  it('keeps the order of days and of counts', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, anyDate, anyCount, (calendar, one, other, count) => {
        const [early, late] = [one, other].sort((a, b) => Temporal.PlainDate.compare(a, b)) as [
          Temporal.PlainDate,
          Temporal.PlainDate,
        ];
        expect(
          Temporal.PlainDate.compare(
            addWorkingDays(calendar, early, count),
            addWorkingDays(calendar, late, count),
          ),
        ).toBeLessThanOrEqual(0);
        expect(
          Temporal.PlainDate.compare(
            addWorkingDays(calendar, early, count),
            addWorkingDays(calendar, early, count + 1),
          ),
        ).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('passes exactly the working days between', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, fc.integer({ min: 1, max: 60 }), (calendar, day, count) => {
        const end = addWorkingDays(calendar, day, count);
        let passed = 0;
        for (
          let at = day.add({ days: 1 });
          Temporal.PlainDate.compare(at, end) <= 0;
          at = at.add({ days: 1 })
        ) {
          if (calendar.isWorkingDay(at)) passed += 1;
        }
        expect(passed).toBe(count);
      }),
    );
  });
});

describe('the nearest working days', () => {
  it.each([
    ['2026-12-24', '2026-12-23', '2026-12-24', '2026-12-24', '2026-12-29'],
    ['2026-12-26', '2026-12-24', '2026-12-24', '2026-12-29', '2026-12-29'],
  ])('of %s are %s, %s, %s, %s', (iso, before, onOrBefore, onOrAfter, after) => {
    const steps = [previousWorkingDay, onOrBeforeWorkingDay, onOrAfterWorkingDay, nextWorkingDay];
    const days = steps.map((step) => step(calendarOf(), date(iso)).toString());
    expect(days).toEqual([before, onOrBefore, onOrAfter, after]);
  });
});
