import { describe, expect, it } from '@jest/globals';
import { workingCalendar } from '../../../src/calendar/working-days.ts';
import { answerByProblem, returnDays } from '../../../src/cycle/acts/answer-by.ts';
import { date } from '../../builders/dates.ts';
import { programmeSettings } from '../../builders/settings.ts';

const calendar = workingCalendar(programmeSettings().calendar);
const dates = { clearance: date('2026-11-02'), publish: date('2026-11-11') };

function daysOn(today: string) {
  const { proposed, first, last } = returnDays({ dates, calendar, today: date(today) });
  return [proposed, first, last].map(String);
}

describe('the day by which an answer to a return is wanted', () => {
  it.each([
    ['two working days ahead', '2026-10-20', '2026-10-22'],
    ['over a weekend', '2026-10-23', '2026-10-27'],
    ['not after the clearance', '2026-10-30', '2026-11-02'],
    ['on the day of the clearance itself', '2026-11-02', '2026-11-02'],
    ['after the clearance, up to the publication', '2026-11-03', '2026-11-05'],
    ['not after the publication', '2026-11-10', '2026-11-11'],
    ['once the publication is overdue, two working days', '2026-11-12', '2026-11-16'],
  ])('is proposed %s', (_name, today, proposed) => {
    expect(daysOn(today)[0]).toBe(proposed);
  });

  it('can be chosen from today to the publication', () => {
    expect(daysOn('2026-10-20').slice(1)).toEqual(['2026-10-20', '2026-11-11']);
    expect(daysOn('2026-11-12').slice(1)).toEqual(['2026-11-12', '2026-11-16']);
  });

  it.each([
    ['2026-10-19', 'has passed'],
    ['2026-10-24', 'not a working day'],
    ['2026-11-12', 'too late for the papers'],
  ])('%s is not accepted: it %s', (day, why) => {
    expect(answerByProblem(date(day), { dates, calendar, today: date('2026-10-20') })).toContain(why);
  });

  it('is always one that is accepted', () => {
    for (let day = date('2026-10-10'); day.toString() < '2026-11-25'; day = day.add({ days: 1 })) {
      const limits = { dates, calendar, today: day };
      expect(answerByProblem(returnDays(limits).proposed, limits)).toBeUndefined();
    }
  });
});
