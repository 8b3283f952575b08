import { describe, expect, it } from '@jest/globals';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import type { CycleDates } from '../../src/cycle/cycle.ts';
import { datesFor, type DatesInput, type DatesOutcome } from '../../src/cycle/dates.ts';
import { date } from '../builders/dates.ts';
import { programmeSettings } from '../builders/settings.ts';

type Given = Partial<Record<'opens' | 'deadline' | 'closes' | 'publish', string>>;
type Settings = NonNullable<Parameters<typeof programmeSettings>[0]>;

/** Plans a cycle long before it begins, in a season that meets no warning. */
function plan(
  meeting: string,
  given: Given = {},
  settings: Settings = {},
  more: Partial<DatesInput> = {},
): DatesOutcome {
  const programme = programmeSettings(settings);
  return datesFor({
    meeting: date(meeting),
    given: Object.fromEntries(Object.entries(given).map(([name, iso]) => [name, date(iso)])),
    settings: programme,
    calendar: workingCalendar(programme.calendar),
    others: [],
    today: date('2025-01-02'),
    ...more,
  });
}

function accepted(outcome: DatesOutcome): { dates: CycleDates; warnings: string[] } {
  if (outcome.kind === 'refused') throw new Error(outcome.problems.join(' '));
  return outcome;
}

function written(outcome: DatesOutcome): Record<string, string> {
  const { dates } = accepted(outcome);
  return Object.fromEntries(Object.entries(dates).map(([name, value]) => [name, String(value)]));
}

function problems(outcome: DatesOutcome): string {
  if (outcome.kind === 'dates') throw new Error('accepted');
  return outcome.problems.join('\n');
}

function warnings(outcome: DatesOutcome): string {
  return accepted(outcome).warnings.join('\n');
}

describe("a cycle's dates", () => {
  it('are counted back from the meeting, neither end counting', () => {
    expect(written(plan('2026-11-19'))).toEqual({
      opens: '2026-10-08',
      deadline: '2026-10-26',
      closes: '2026-10-29',
      clearance: '2026-11-02',
      final: '2026-11-09',
      publish: '2026-11-11',
      meeting: '2026-11-19',
      closeAt: '17:00:00',
    });
    expect(accepted(plan('2026-11-19')).warnings).toEqual([]);
  });

  it('step over Christmas, its substitute day and the closure days', () => {
    const dates = written(plan('2027-01-14', {}, { calendar: { closureDays: ['2026-12-29'] } }));
    expect(dates).toMatchObject({ deadline: '2026-12-15', closes: '2026-12-18', clearance: '2026-12-22' });
    expect(dates).toMatchObject({ final: '2027-01-04', publish: '2027-01-06' });
  });

  it('follow the division', () => {
    expect(written(plan('2026-06-22'))['publish']).toBe('2026-06-12');
    const scotland: Settings = { calendar: { bankHolidays: 'scotland' } };
    expect(written(plan('2026-06-22', {}, scotland))['publish']).toBe('2026-06-11');
  });

  it("follow the programme's own counts", () => {
    const dates = written(
      plan('2026-11-19', {}, { dates: { opens: 20, deadline: 10, closes: 9, closeAt: '12:00' } }),
    );
    expect(dates).toMatchObject({ opens: '2026-10-22', deadline: '2026-11-05', closes: '2026-11-06' });
    expect(dates['closeAt']).toBe('12:00:00');
  });

  it('can each be given, and leave the others where they are', () => {
    const given = {
      opens: '2026-10-01',
      deadline: '2026-10-21',
      closes: '2026-10-28',
      publish: '2026-11-10',
    };
    expect(written(plan('2026-11-19', given))).toMatchObject({
      ...given,
      clearance: '2026-11-02',
      final: '2026-11-09',
    });
  });

  it.each([
    [{ closes: '2026-11-05' }, '2026-11-05', '2026-11-09'],
    [{ closes: '2026-11-10' }, '2026-11-10', '2026-11-10'],
    [{ publish: '2026-11-05' }, '2026-11-02', '2026-11-05'],
    [{ publish: '2026-10-30' }, '2026-10-30', '2026-10-30'],
  ])('given %j, clearance and the final version make way, and say so', (given, clearance, final) => {
    const outcome = plan('2026-11-19', given);
    expect(written(outcome)).toMatchObject({ ...given, clearance, final });
    expect(warnings(outcome)).toMatch(/is moved to .*, to fit the close and publication/);
  });
});

describe('dates that are refused', () => {
  it.each([
    [
      'an opening on the deadline',
      { opens: '2026-10-26' },
      /^The opening \(Monday 26 October 2026\) must come before the deadline/,
    ],
    [
      'a deadline before the opening',
      { deadline: '2026-10-07' },
      /^The opening .* must come before the deadline/,
    ],
    [
      'a close before the deadline',
      { closes: '2026-10-23' },
      /^The close .* must not come before the deadline/,
    ],
    [
      'a deadline after the close',
      { deadline: '2026-10-30' },
      /^The close .* must not come before the deadline/,
    ],
    [
      'a close on publication',
      { closes: '2026-11-11' },
      /^The close .* must come before publication .* overridden with a reason/,
    ],
    ['publication on the meeting', { publish: '2026-11-19' }, /^Publication .* must come before the meeting/],
    [
      'a Saturday',
      { deadline: '2026-10-24' },
      /^The deadline \(Saturday 24 October 2026\) is not a working day: the nearest ones are Friday 23 October and Monday 26 October\.$/,
    ],
  ])('%s', (_, given, expected) => {
    expect(problems(plan('2026-11-19', given))).toMatch(expected);
  });

  it('a meeting on a bank holiday', () => {
    expect(problems(plan('2026-12-28'))).toMatch(
      /^The meeting \(Monday 28 December 2026\) is not a working day/,
    );
  });

  it('a date on a closure day', () => {
    const closed: Settings = { calendar: { closureDays: ['2026-10-23'] } };
    expect(problems(plan('2026-11-19', { deadline: '2026-10-23' }, closed))).toMatch(/is not a working day/);
  });

  it('are all named at once', () => {
    const given = { opens: '2026-10-31', closes: '2026-11-14' };
    expect(problems(plan('2026-11-19', given)).split('\n')).toHaveLength(4);
  });

  it('settings that count in an impossible order', () => {
    expect(problems(plan('2026-11-19', {}, { dates: { opens: 10 } }))).toMatch(
      /opening .* before the deadline/,
    );
  });
});

describe('an override', () => {
  const late = { closes: '2026-11-16' };

  it('with a reason lets the cycle close after publication', () => {
    const outcome = plan('2026-11-19', late, {}, { override: 'The chair takes late figures orally.' });
    expect(written(outcome)).toMatchObject({ closes: '2026-11-16', publish: '2026-11-11' });
  });

  it('without a reason does not', () => {
    expect(problems(plan('2026-11-19', late, {}, { override: '  ' }))).toMatch(/overridden with a reason/);
  });

  it('does not let it close after the meeting', () => {
    const outcome = plan('2026-11-19', { closes: '2026-11-20' }, {}, { override: 'Late.' });
    expect(problems(outcome)).toMatch(/must not come after the meeting/);
  });
});

describe('a quiet period', () => {
  const recess = { from: '2026-10-23', to: '2026-10-27', name: 'Half-term' };
  function withPeriod(hold: 'reminders' | 'publication' | 'both', period = recess): Settings {
    return { calendar: { quietPeriods: [{ ...period, hold }] } };
  }

  it.each([
    ['reminders', '2026-10-22'],
    ['both', '2026-10-22'],
    ['publication', '2026-10-26'],
  ] as const)('that holds %s puts a deadline in it on %s', (hold, expected) => {
    const outcome = plan('2026-11-19', {}, withPeriod(hold));
    expect(written(outcome)['deadline']).toBe(expected);
    expect(/deadline .* falls in "Half-term"/.test(warnings(outcome))).toBe(expected === '2026-10-22');
  });

  it('moves a deadline that was given', () => {
    const outcome = plan('2026-11-19', { deadline: '2026-10-27' }, withPeriod('reminders'));
    expect(written(outcome)['deadline']).toBe('2026-10-22');
    expect(warnings(outcome)).toBe(
      'The deadline (Tuesday 27 October 2026) falls in "Half-term", so it is moved to Thursday 22 October 2026.',
    );
  });

  it('opens a cycle before it, so that nobody is asked during it', () => {
    const period = { from: '2026-10-05', to: '2026-10-09', name: 'Conference' };
    const outcome = plan('2026-11-19', {}, withPeriod('reminders', period));
    expect(written(outcome)['opens']).toBe('2026-10-02');
    expect(warnings(outcome)).toMatch(/opening .* falls in "Conference"/);
  });

  it('publishes before it when it holds publication', () => {
    const period = { from: '2026-11-09', to: '2026-11-13', name: 'By-election' };
    const outcome = plan('2026-11-19', {}, withPeriod('publication', period));
    expect(written(outcome)).toMatchObject({ publish: '2026-11-06', final: '2026-11-06' });
    expect(written(plan('2026-11-19', {}, withPeriod('reminders', period)))['publish']).toBe('2026-11-11');
  });

  it('is named when it leads to a refusal', () => {
    const period = { from: '2026-10-08', to: '2026-10-27', name: 'Inspection' };
    expect(problems(plan('2026-11-19', {}, withPeriod('reminders', period)))).toMatch(/"Inspection"/);
  });
});

describe('warnings', () => {
  it('name the dates that are past', () => {
    const outcome = plan('2026-11-19', {}, {}, { today: date('2026-10-09') });
    expect(warnings(outcome)).toBe('The opening (Thursday 8 October 2026) is in the past.');
    expect(warnings(plan('2026-11-19', {}, {}, { today: date('2026-10-08') }))).toBe('');
    const longAgo = warnings(plan('2026-11-19', {}, {}, { today: date('2027-01-01') }));
    expect(longAgo).toMatch(
      /^The opening .* and the meeting \(Thursday 19 November 2026\) are in the past\.$/,
    );
  });

  it('name the cycles that overlap', () => {
    function withOther(meeting: string): string {
      const others = [{ id: 'other', state: 'scheduled' as const, dates: accepted(plan(meeting)).dates }];
      return warnings(plan('2026-11-19', {}, {}, { others }));
    }
    expect(withOther('2026-10-20')).toMatch(/overlaps with the cycle other/);
    expect(withOther('2026-12-17')).toMatch(/overlaps with the cycle other/);
    expect(withOther('2026-10-13')).toBe('');
  });

  it.each([
    [
      '2026-09-24',
      'The opening (Wednesday 12 August 2026) and the deadline (Friday 28 August 2026) fall in August.',
    ],
    [
      '2027-01-19',
      'The deadline (Monday 21 December 2026), the close (Thursday 24 December 2026) and clearance (Wednesday 30 December 2026) fall in the days from 20 December to 3 January.',
    ],
    [
      '2027-04-20',
      'The close (Tuesday 30 March 2027) and clearance (Thursday 1 April 2027) fall in the week after Easter.',
    ],
    [
      '2027-05-14',
      'publication (Thursday 6 May 2027) fall in the six weeks before the first Thursday in May.',
    ],
  ])('for a meeting on %s: %s', (meeting, expected) => {
    expect(warnings(plan(meeting))).toContain(expected);
  });

  it('count the clear days when publication is given late', () => {
    expect(warnings(plan('2026-11-19', { publish: '2026-11-16' }))).toBe(
      'Publication (Monday 16 November 2026) leaves 2 clear working days before the meeting: the programme wants 5.',
    );
  });

  it('say where bank holidays are not known', () => {
    expect(warnings(plan('2029-01-11'))).toMatch(
      /bank holidays are known from Monday 1 January 2024 to Sunday 31 December 2028 only: check .*the meeting \(Thursday 11 January 2029\)/i,
    );
  });

  it('say so 90 days before they run out', () => {
    expect(warnings(plan('2028-11-16', {}, {}, { today: date('2028-10-02') }))).toMatch(/run out on/);
    expect(warnings(plan('2028-11-16', {}, {}, { today: date('2028-10-01') }))).not.toMatch(/run out on/);
  });
});
