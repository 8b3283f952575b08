import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cycle } from '../../src/cycle/cycle.ts';
import { datesFor } from '../../src/cycle/dates.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import {
  newDates,
  notReschedulable,
  rescheduled,
  sameDates,
  withoutIdleExtension,
} from '../../src/cycle/reschedule.ts';
import { ladderOf } from '../../src/cycle/rungs.ts';
import { date, instant } from '../builders/dates.ts';
import { calendarOf, programmeSettings } from '../builders/settings.ts';

const settings = programmeSettings();
const calendar = calendarOf();

/** Meeting 19 November 2026: opens 8 October, due 26 October, closes 29. */
function cycle(rest: Partial<Cycle> = {}): Cycle {
  const outcome = datesFor({
    meeting: date('2026-11-19'),
    given: {},
    settings,
    calendar,
    others: [],
    today: date('2026-09-01'),
  });
  if (outcome.kind === 'refused') throw new Error(outcome.problems.join(' '));
  return { id: '2026-11', state: 'open', dates: outcome.dates, ...rest };
}

function propose(
  wanted: Parameters<typeof newDates>[1],
  now = '2026-10-20T10:00:00Z',
  of = cycle(),
): ReturnType<typeof newDates> {
  return newDates({ cycle: of, settings, calendar, cycles: [of], now: instant(now) }, wanted);
}

function problems(outcome: ReturnType<typeof newDates>): string[] {
  return outcome.kind === 'refused' ? outcome.problems : [];
}

describe('the new dates of a cycle', () => {
  it('are counted back from the new meeting, but the day on which it opened stays', () => {
    const outcome = propose({ meeting: date('2026-12-03'), given: {} });
    expect(outcome).toMatchObject({ kind: 'dates', warnings: [] });
    if (outcome.kind === 'refused') return;
    const { opens, deadline, closes, publish } = outcome.dates;
    expect([opens, deadline, closes, publish].map(String)).toEqual([
      '2026-10-08',
      '2026-11-09',
      '2026-11-12',
      '2026-11-25',
    ]);
  });

  it('are counted whole where it has not opened yet', () => {
    const outcome = propose(
      { meeting: date('2026-12-03'), given: {} },
      '2026-09-20T10:00:00Z',
      cycle({ state: 'scheduled' }),
    );
    expect(outcome.kind === 'dates' && outcome.dates.opens.toString()).toBe('2026-10-22');
  });

  it('are refused where the deadline or the close would have passed already', () => {
    expect(problems(propose({ meeting: date('2026-11-05'), given: {} }))).toEqual([
      'The deadline (Monday 12 October 2026) has passed: please give a day that is still to come.',
      'The close (Thursday 15 October 2026) has passed: please give a day that is still to come.',
    ]);
  });

  it('may be given one by one, so that an earlier meeting leaves time to answer', () => {
    const given = { deadline: date('2026-10-22'), closes: date('2026-10-26') };
    expect(propose({ meeting: date('2026-11-05'), given })).toMatchObject({ kind: 'dates' });
  });

  it('are refused on a day off', () => {
    expect(problems(propose({ meeting: date('2026-12-05'), given: {} }))[0]).toMatch(/is not a working day/);
  });

  it('do not overlap with the cycle itself, and may with another, which is said', () => {
    const other = cycle({ id: 'other', state: 'scheduled' });
    const of = cycle();
    const outcome = newDates(
      { cycle: of, settings, calendar, cycles: [of, other], now: instant('2026-10-20T10:00:00Z') },
      { meeting: date('2026-12-03'), given: {} },
    );
    expect(outcome.kind === 'dates' && outcome.warnings).toEqual([
      expect.stringMatching(/^It overlaps with the cycle other/),
    ]);
  });

  it.each(['closed', 'published', 'cancelled'] as const)('are not for one that is %s', (state) => {
    expect(notReschedulable({ state })).toMatch(/no longer changed/);
  });
});

describe('a rescheduled cycle', () => {
  const at = instant('2026-10-20T10:00:00Z');
  const later = { ...cycle().dates, meeting: date('2026-12-03') };

  it('remembers each change, and goes on where it was paused', () => {
    const once = rescheduled(cycle({ paused: at }), later, { at });
    expect(once.paused).toBeUndefined();
    const twice = rescheduled(once, cycle().dates, { at });
    expect(twice.moves?.map(({ meeting }) => meeting.toString())).toEqual(['2026-11-19', '2026-12-03']);
  });

  it('has nothing to remember before it has opened', () => {
    expect(rescheduled(cycle({ state: 'scheduled' }), later, { at }).moves).toBeUndefined();
  });

  it('has a ladder of what is still to come only, whatever the dates', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 400 }), (days, hours) => {
        const moved = instant('2026-10-08T08:30:00Z').add({ hours });
        const outcome = propose({ meeting: date('2026-11-19').add({ days }), given: {} }, moved.toString());
        if (outcome.kind === 'refused') return;
        const rungs = ladderOf(settings, calendar, rescheduled(cycle(), outcome.dates, { at: moved }));
        for (const rung of rungs) {
          expect(rung.at.epochMilliseconds).toBeGreaterThan(moved.epochMilliseconds);
          expect(rung.kind).not.toBe('request');
        }
      }),
    );
  });
});

describe('a deadline of its own', () => {
  const by = { contactId: 'lead', name: 'Priya' };
  const extendedTo = (to: string) =>
    ({ ref: '1.1', extended: { to: date(to), by, at: instant('2026-10-20T10:00:00Z') } }) as UpdateRequest;
  const dates = { deadline: date('2026-11-09'), closes: date('2026-11-12') };

  it.each([
    ['before the new deadline', '2026-10-28', false],
    ['on the new deadline', '2026-11-09', false],
    ['between the new deadline and the close', '2026-11-10', true],
    ['on the new close', '2026-11-12', false],
    ['after it', '2026-11-20', false],
  ])('that lies %s is kept or dropped', (_, to, kept) => {
    const request = extendedTo(to);
    const next = withoutIdleExtension(request, dates);
    expect(next.extended !== undefined).toBe(kept);
    if (kept) expect(next).toBe(request);
  });
});

describe('two sets of dates', () => {
  it('are the same where every day and the hour of the close are', () => {
    expect(sameDates(cycle().dates, { ...cycle().dates })).toBe(true);
    expect(sameDates(cycle().dates, { ...cycle().dates, final: date('2026-11-10') })).toBe(false);
  });
});
