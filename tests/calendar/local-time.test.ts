import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  instantAt,
  localDate,
  localDateTime,
  mayCatchUp,
  nextSendTime,
  sendTimeOn,
} from '../../src/calendar/local-time.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { anyDate, date, instant } from '../builders/dates.ts';
import { calendarOf } from '../builders/settings.ts';

const london = 'Europe/London';

const anyInstant = fc
  .tuple(anyDate, fc.integer({ min: 0, max: 24 * 60 - 1 }))
  .map(([day, minutes]) => day.toZonedDateTime('UTC').toInstant().add({ minutes }));

describe('the instant of a local time', () => {
  it.each([
    ['in winter', '2026-03-27', '09:30', '2026-03-27T09:30:00Z'],
    ['after the spring change', '2026-03-30', '09:30', '2026-03-30T08:30:00Z'],
    ['before the autumn change', '2026-10-23', '09:30', '2026-10-23T08:30:00Z'],
    ['after the autumn change', '2026-10-26', '09:30', '2026-10-26T09:30:00Z'],
    ['in the hour that spring skips: an hour on', '2026-03-29', '01:30', '2026-03-29T01:30:00Z'],
    ['in the hour that autumn repeats: the first', '2026-10-25', '01:30', '2026-10-25T00:30:00Z'],
  ])('%s', (_, day, time, expected) => {
    expect(instantAt(date(day), Temporal.PlainTime.from(time), london).toString()).toBe(expected);
  });

  it('shows that time on the clock again, in any time zone, on any day', () => {
    const zones = fc.constantFrom(london, 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu');
    fc.assert(
      fc.property(anyDate, zones, (day, zone) => {
        const at = instantAt(day, Temporal.PlainTime.from('09:30'), zone);
        expect(localDateTime(at, zone).toString()).toBe(`${day.toString()}T09:30:00`);
        expect(localDate(at, zone).toString()).toBe(day.toString());
      }),
    );
  });

  it('falls on the local day, not the day of UTC', () => {
    expect(localDate(instant('2026-06-30T23:30:00Z'), london).toString()).toBe('2026-07-01');
    expect(localDate(instant('2026-12-31T23:30:00Z'), london).toString()).toBe('2026-12-31');
  });
});

describe('the next send time', () => {
  it.each([
    ['early on a working day', '2026-11-20T09:29:59Z', '2026-11-20T09:30:00Z'],
    ['at the send time itself', '2026-11-20T09:30:00Z', '2026-11-23T09:30:00Z'],
    ['on a Saturday', '2026-11-21T08:00:00Z', '2026-11-23T09:30:00Z'],
    ['over Christmas', '2026-12-24T18:00:00Z', '2026-12-29T09:30:00Z'],
    ['over the spring change', '2026-03-27T12:00:00Z', '2026-03-30T08:30:00Z'],
    ['over the autumn change', '2026-10-23T12:00:00Z', '2026-10-26T09:30:00Z'],
  ])('%s', (_, now, expected) => {
    expect(nextSendTime(calendarOf(), instant(now)).toString()).toBe(expected);
  });

  it('is the first moment after now that is a send time', () => {
    fc.assert(
      fc.property(anyInstant, (now) => {
        const calendar = calendarOf();
        const next = nextSendTime(calendar, now);
        expect(Temporal.Instant.compare(next, now)).toBe(1);
        expect(calendar.isWorkingDay(localDate(next, london))).toBe(true);
        const today = localDate(now, london);
        for (
          let day = today;
          Temporal.Instant.compare(sendTimeOn(calendar, day), next) < 0;
          day = day.add({ days: 1 })
        ) {
          const isMissed =
            calendar.isWorkingDay(day) && Temporal.Instant.compare(sendTimeOn(calendar, day), now) > 0;
          expect(isMissed).toBe(false);
        }
      }),
    );
  });
});

describe('catching up', () => {
  it.each([
    ['2026-11-20T09:29:59Z', false, 'before the send time'],
    ['2026-11-20T09:30:00Z', true, 'at the send time'],
    ['2026-11-20T19:59:59Z', true, 'until eight in the evening'],
    ['2026-11-20T20:00:00Z', false, 'from eight in the evening'],
    ['2026-11-21T12:00:00Z', false, 'on a Saturday'],
    ['2026-12-28T12:00:00Z', false, 'on a bank holiday'],
    ['2026-06-30T08:30:00Z', true, 'at the send time in summer'],
    ['2026-06-30T19:00:00Z', false, 'from eight in the evening in summer'],
  ])('at %s: %s (%s)', (now, expected) => {
    expect(mayCatchUp(calendarOf(), instant(now))).toBe(expected);
  });
});
