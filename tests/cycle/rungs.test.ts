import { describe, expect, it } from '@jest/globals';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import type { CycleDates } from '../../src/cycle/cycle.ts';
import { datesFor } from '../../src/cycle/dates.ts';
import { datedRungs, validateLadder } from '../../src/cycle/rungs.ts';
import { defaultLadder, type LadderRung, type ProgrammeSettings } from '../../src/programme/settings.ts';
import { date } from '../builders/dates.ts';
import { programmeSettings } from '../builders/settings.ts';

type Overrides = NonNullable<Parameters<typeof programmeSettings>[0]>;

function datesOf(settings: ProgrammeSettings, meeting: string): CycleDates {
  const outcome = datesFor({
    meeting: date(meeting),
    given: {},
    settings,
    calendar: workingCalendar(settings.calendar),
    others: [],
    today: date('2025-01-02'),
  });
  if (outcome.kind === 'refused') throw new Error(outcome.problems.join(' '));
  return outcome.dates;
}

/** `rung instant`, for each rung of a cycle with that meeting. */
function rungs(meeting: string, overrides: Overrides = {}, moved: Partial<CycleDates> = {}): string[] {
  const settings = programmeSettings(overrides);
  const dates = { ...datesOf(settings, meeting), ...moved };
  return datedRungs(settings, workingCalendar(settings.calendar), dates).map(
    ({ rung, at }) => `${rung} ${at.toString()}`,
  );
}

function quiet(
  from: string,
  to: string,
  hold: 'reminders' | 'publication' | 'both' = 'reminders',
): Overrides {
  return { calendar: { quietPeriods: [{ from, to, hold }] } };
}

function step(rung: string, workingDays: number, more: Partial<LadderRung> = {}): LadderRung {
  return { rung, kind: 'reminder', workingDays, to: 'contacts', ...more };
}

describe('the default ladder', () => {
  it('goes out at the send time, and closes at the hour of the close', () => {
    expect(rungs('2026-11-19')).toEqual([
      'request 2026-10-08T08:30:00Z',
      'reminder 2026-10-21T08:30:00Z',
      'summary-before 2026-10-23T08:30:00Z',
      'due 2026-10-26T09:30:00Z',
      'overdue 2026-10-27T09:30:00Z',
      'overdue-deputy 2026-10-27T09:30:00Z',
      'summary-after 2026-10-27T09:30:00Z',
      'close 2026-10-29T17:00:00Z',
    ]);
  });

  it('keeps the local hour over the spring change', () => {
    expect(rungs('2026-04-27')).toEqual([
      'request 2026-03-12T09:30:00Z',
      'reminder 2026-03-25T09:30:00Z',
      'summary-before 2026-03-27T09:30:00Z',
      'due 2026-03-30T08:30:00Z',
      'overdue 2026-03-31T08:30:00Z',
      'overdue-deputy 2026-03-31T08:30:00Z',
      'summary-after 2026-03-31T08:30:00Z',
      'close 2026-04-02T16:00:00Z',
    ]);
  });

  it('steps over Christmas', () => {
    expect(rungs('2027-01-25')).toEqual([
      'request 2026-12-09T09:30:00Z',
      'reminder 2026-12-22T09:30:00Z',
      'summary-before 2026-12-24T09:30:00Z',
      'due 2026-12-29T09:30:00Z',
      'overdue 2026-12-30T09:30:00Z',
      'overdue-deputy 2026-12-30T09:30:00Z',
      'summary-after 2026-12-30T09:30:00Z',
      'close 2027-01-04T17:00:00Z',
    ]);
  });

  it('has nothing wrong with it', () => {
    expect(validateLadder(defaultLadder)).toEqual([]);
  });
});

describe('a rung', () => {
  it('is dropped before the opening and after the close, and kept on both days', () => {
    const ladder = [
      step('too-soon', -13),
      step('on-opening', -12),
      step('on-closing', 3),
      step('too-late', 4),
      step('request', 0, { kind: 'request' }),
    ];
    expect(rungs('2026-11-19', { ladder })).toEqual([
      'on-opening 2026-10-08T08:30:00Z',
      'request 2026-10-08T08:30:00Z',
      'on-closing 2026-10-29T09:30:00Z',
    ]);
  });

  it('is dropped on the closing day once it has closed', () => {
    const ladder = [step('on-closing', 3)];
    expect(rungs('2026-11-19', { ladder, dates: { closeAt: '09:30' } })).toEqual([]);
  });
});

describe('a quiet period', () => {
  it('moves a message to the working day before it', () => {
    expect(rungs('2026-11-19', quiet('2026-10-19', '2026-10-23'))).toEqual([
      'request 2026-10-08T08:30:00Z',
      'reminder 2026-10-16T08:30:00Z',
      'summary-before 2026-10-16T08:30:00Z',
      'due 2026-10-26T09:30:00Z',
      'overdue 2026-10-27T09:30:00Z',
      'overdue-deputy 2026-10-27T09:30:00Z',
      'summary-after 2026-10-27T09:30:00Z',
      'close 2026-10-29T17:00:00Z',
    ]);
  });

  it('that holds publication alone moves no message', () => {
    expect(rungs('2026-11-19', quiet('2026-10-19', '2026-10-30', 'publication'))).toEqual(
      rungs('2026-11-19'),
    );
  });

  it('moves no message before the opening', () => {
    const during = rungs('2026-11-19', quiet('2026-10-08', '2026-10-23'), { opens: date('2026-10-12') });
    expect(during.slice(0, 3)).toEqual([
      'request 2026-10-12T08:30:00Z',
      'reminder 2026-10-12T08:30:00Z',
      'summary-before 2026-10-12T08:30:00Z',
    ]);
  });

  it('says after it, not before the deadline, that the deadline has passed', () => {
    const during = rungs('2026-11-19', quiet('2026-10-27', '2026-10-28'));
    expect(during.slice(-4)).toEqual([
      'overdue 2026-10-29T09:30:00Z',
      'overdue-deputy 2026-10-29T09:30:00Z',
      'summary-after 2026-10-29T09:30:00Z',
      'close 2026-10-29T17:00:00Z',
    ]);
  });

  it('brings nothing forward that would come after the close', () => {
    const period = quiet('2026-10-28', '2026-10-30');
    expect(rungs('2026-11-19', { ...period, ladder: [step('on-closing', 3)] })).toHaveLength(1);
    expect(rungs('2026-11-19', { ...period, ladder: [step('too-late', 4)] })).toEqual([]);
  });

  it('that lasts until the close leaves out what would say so', () => {
    const during = rungs('2026-11-19', quiet('2026-10-27', '2026-10-30'));
    expect(during.slice(-2)).toEqual(['due 2026-10-26T09:30:00Z', 'close 2026-10-29T17:00:00Z']);
  });
});

describe('a ladder', () => {
  const request = step('request', 0, { kind: 'request' });

  it.each([
    ['of four messages on four days', [request, step('a', -5), step('b', -3), step('c', 0)], []],
    [
      'of five messages on five days',
      [request, step('a', -5), step('b', -3), step('c', 0), step('d', 1)],
      [/5 messages a cycle: at most 4/],
    ],
    [
      'of five rungs on four days',
      [request, step('a', -5), step('b', -3), step('c', 0), step('d', 0, { kind: 'due' })],
      [],
    ],
    [
      'whose deputies get a fifth day, since a deputy can be a contact too',
      [request, step('a', -5), step('b', -3), step('c', 0), step('d', 1, { to: 'deputies' })],
      [/5 messages a cycle/],
    ],
    [
      'whose leads get a fifth day',
      [request, step('a', -5), step('b', -3), step('c', 0), step('d', 1, { to: 'leads' })],
      [],
    ],
    ['that names a rung twice', [request, step('a', -5), step('a', -3)], [/more than one rung called a\./]],
    ['that asks nobody', [step('close', 0, { kind: 'close', to: 'leads' })], [/writes to no contacts/]],
    ['that closes to contacts', [request, step('close', 0, { kind: 'close' })], [/for the leads only/]],
    [
      'that sends contacts a summary',
      [request, step('summary', 1, { kind: 'summary' })],
      [/summary says who is awaited/],
    ],
    ['with a reminder alone', [step('reminder', -3)], []],
  ])('%s', (_, ladder, expected) => {
    const problems = validateLadder(ladder);
    expect(problems).toHaveLength(expected.length);
    expected.forEach((words, index) => expect(problems[index]).toMatch(words));
  });
});
