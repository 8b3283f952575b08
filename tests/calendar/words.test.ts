import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';
import { clockTime, dateAndTime, dayAndMonth, longDate, monthYear } from '../../src/calendar/words.ts';
import { anyDate, date, instant } from '../builders/dates.ts';

describe('dates in words', () => {
  it('carry the weekday', () => {
    expect(longDate(date('2026-11-19'))).toBe('Thursday 19 November 2026');
    expect(dayAndMonth(date('2026-03-01'))).toBe('Sunday 1 March');
    expect(monthYear(date('2026-11-19'))).toBe('November 2026');
  });

  it('are as the British locale writes them', () => {
    const format = new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    fc.assert(
      fc.property(anyDate, (day) => {
        const moment = day.toZonedDateTime('UTC').epochMilliseconds;
        expect(longDate(day)).toBe(format.format(moment).replace(',', ''));
      }),
    );
  });
});

describe('times in words', () => {
  it.each([
    ['17:00', '5 pm'],
    ['09:30', '9:30 am'],
    ['09:05', '9:05 am'],
    ['11:59', '11:59 am'],
    ['12:00', 'midday'],
    ['12:30', '12:30 pm'],
    ['00:00', 'midnight'],
    ['00:15', '12:15 am'],
    ['20:00', '8 pm'],
  ])('%s is %s', (time, expected) => {
    expect(clockTime(Temporal.PlainTime.from(time))).toBe(expected);
  });

  it('are those of the programme, summer and winter', () => {
    expect(dateAndTime(instant('2026-03-02T10:15:00Z'), 'Europe/London')).toBe('Monday 2 March at 10:15 am');
    expect(dateAndTime(instant('2026-06-30T23:30:00Z'), 'Europe/London')).toBe(
      'Wednesday 1 July at 12:30 am',
    );
  });
});
