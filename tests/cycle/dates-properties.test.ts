import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quietPeriodOn } from '../../src/calendar/quiet-periods.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { onOrAfterWorkingDay, workingCalendar } from '../../src/calendar/working-days.ts';
import { dateNames } from '../../src/cycle/date-names.ts';
import { datesFor } from '../../src/cycle/dates.ts';
import { anyDate } from '../builders/dates.ts';
import { anyProgramme } from '../builders/programmes.ts';

/** Any programme, and any of the four dates given somewhere in the sixty days before the meeting. */
const anyInput = fc
  .record({
    settings: anyProgramme,
    meeting: anyDate,
    daysBefore: fc.record(
      {
        opens: fc.integer({ min: 40, max: 60 }),
        deadline: fc.integer({ min: 20, max: 45 }),
        closes: fc.integer({ min: 10, max: 30 }),
        publish: fc.integer({ min: 0, max: 15 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ settings, meeting, daysBefore }) => {
    const calendar = workingCalendar(settings.calendar);
    const given = Object.entries(daysBefore).map(([name, days]) => [
      name,
      onOrAfterWorkingDay(calendar, meeting.subtract({ days })),
    ]);
    return {
      settings,
      calendar,
      meeting: onOrAfterWorkingDay(calendar, meeting),
      given: Object.fromEntries(given) as Record<string, Temporal.PlainDate>,
      others: [],
      today: meeting.subtract({ days: 90 }),
    };
  });

describe('dates that are accepted', () => {
  it('are working days, in order, with nothing due in a quiet period', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const outcome = datesFor(input);
        fc.pre(outcome.kind === 'dates');
        const { dates } = outcome;
        const inOrder = dateNames.map((name) => dates[name]);
        inOrder.forEach((day) => expect(input.calendar.isWorkingDay(day)).toBe(true));
        expect([...inOrder].sort((one, other) => Temporal.PlainDate.compare(one, other))).toEqual(inOrder);
        expect(quietPeriodOn(input.calendar, dates.opens, 'reminders')).toBeUndefined();
        expect(quietPeriodOn(input.calendar, dates.deadline, 'reminders')).toBeUndefined();
        expect(quietPeriodOn(input.calendar, dates.publish, 'publication')).toBeUndefined();
      }),
    );
  });

  it('are those given, where no quiet period moves them', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const calendar = { ...input.calendar, quietPeriods: [] };
        const outcome = datesFor({ ...input, calendar });
        fc.pre(outcome.kind === 'dates');
        for (const [name, day] of Object.entries(input.given)) {
          expect(outcome.dates[name as 'opens'].toString()).toBe(day.toString());
        }
      }),
    );
  });
});
