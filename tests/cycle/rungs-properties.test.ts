import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDateTime } from '../../src/calendar/local-time.ts';
import { quietPeriodOn } from '../../src/calendar/quiet-periods.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { onOrAfterWorkingDay, workingCalendar } from '../../src/calendar/working-days.ts';
import { datesFor } from '../../src/cycle/dates.ts';
import { datedRungs } from '../../src/cycle/rungs.ts';
import { anyDate } from '../builders/dates.ts';
import { anyProgramme } from '../builders/programmes.ts';

/** The rungs of any accepted cycle. */
const anyCycle = fc
  .record({ settings: anyProgramme, day: anyDate })
  .map(({ settings, day }) => {
    const calendar = workingCalendar(settings.calendar);
    const meeting = onOrAfterWorkingDay(calendar, day);
    const outcome = datesFor({ meeting, given: {}, settings, calendar, others: [], today: day });
    return { settings, calendar, outcome };
  })
  .filter(({ outcome }) => outcome.kind === 'dates')
  .map(({ settings, calendar, outcome }) => {
    if (outcome.kind !== 'dates') throw new Error('filtered out');
    const rungs = datedRungs(settings, calendar, outcome.dates);
    return { calendar, dates: outcome.dates, rungs };
  });

describe('every rung', () => {
  it('falls on a working day at the local send time, but for the close at its own hour', () => {
    fc.assert(
      fc.property(anyCycle, ({ calendar, dates, rungs }) => {
        for (const { kind, date, at } of rungs) {
          const hour = kind === 'close' ? dates.closeAt : calendar.sendAt;
          expect(localDateTime(at, calendar.timeZone).toString()).toBe(date.toPlainDateTime(hour).toString());
          expect(calendar.isWorkingDay(date)).toBe(true);
        }
      }),
    );
  });

  it('stays out of quiet periods, but for the close', () => {
    fc.assert(
      fc.property(anyCycle, ({ calendar, rungs }) => {
        for (const { kind, date } of rungs) {
          if (kind !== 'close') expect(quietPeriodOn(calendar, date, 'reminders')).toBeUndefined();
        }
      }),
    );
  });

  it('comes between the request and the close, and says no sooner that the deadline has passed', () => {
    fc.assert(
      fc.property(anyCycle, ({ dates, rungs }) => {
        expect(rungs[0]?.kind).toBe('request');
        expect(rungs.at(-1)?.kind).toBe('close');
        for (const { kind, date } of rungs) {
          if (kind !== 'overdue') continue;
          expect(Temporal.PlainDate.compare(dates.deadline, date)).toBe(-1);
        }
      }),
    );
  });

  it('leaves contacts at most four days with a message', () => {
    fc.assert(
      fc.property(anyCycle, ({ rungs }) => {
        const days = rungs.filter(({ to }) => to !== 'leads').map(({ date }) => date.toString());
        expect(new Set(days).size).toBeLessThanOrEqual(4);
      }),
    );
  });
});
