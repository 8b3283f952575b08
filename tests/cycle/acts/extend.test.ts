import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { workingCalendar } from '../../../src/calendar/working-days.ts';
import { extend, extensionProblem } from '../../../src/cycle/acts/extend.ts';
import { askAgain, excuse } from '../../../src/cycle/acts/excuse.ts';
import { isRefused } from '../../../src/cycle/acts/refused.ts';
import { isOutstanding } from '../../../src/cycle/outstanding.ts';
import type { UpdateRequest } from '../../../src/cycle/request.ts';
import { programmeSettings } from '../../builders/settings.ts';

const by = { contactId: 'priya', name: 'Priya Raman' };
const at = Temporal.Instant.from('2026-10-20T09:00:00Z');
const day = (text: string) => Temporal.PlainDate.from(text);
const calendar = workingCalendar(programmeSettings().calendar);
const limits = {
  dates: { deadline: day('2026-10-21'), closes: day('2026-10-29') },
  calendar,
  today: day('2026-10-20'),
};

function request(some: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    ref: '1.1',
    order: 0,
    title: 'Action 1.1',
    priority: { number: 1, title: 'Start well' },
    owners: [],
    asked: true,
    state: 'requested',
    baseline: { unchangedRuns: 0 },
    ...some,
  };
}

const states = ['requested', 'submitted', 'returned', 'accepted', 'excused', 'retired'] as const;

describe('a deadline of its own', () => {
  it.each([
    ['2026-10-22', undefined],
    ['2026-10-28', undefined],
    ['2026-10-20', 'after today'],
    ['2026-10-21', 'for everybody'],
    ['2026-10-24', 'not a working day'],
    ['2026-10-29', 'closes'],
  ])('%s: %s', (to, problem) => {
    const said = extensionProblem(day(to), limits);
    if (problem === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(problem);
  });

  it('is kept with those before it, by which reminders went out', () => {
    const once = extend(request(), { to: day('2026-10-22'), by, at }, limits) as UpdateRequest;
    const later = at.add({ hours: 1 });
    const twice = extend(once, { to: day('2026-10-23'), by, at: later }, limits) as UpdateRequest;
    const thrice = extend(twice, { to: day('2026-10-26'), by, at: later }, limits) as UpdateRequest;
    expect(thrice.extended?.earlier).toEqual([
      { to: day('2026-10-22'), at },
      { to: day('2026-10-23'), at: later },
    ]);
  });

  it('is given to what is asked and not answered, and to nothing else, on days that can be', () => {
    const cases = fc.record({
      state: fc.constantFrom(...states),
      asked: fc.boolean(),
      days: fc.integer({ min: -10, max: 20 }),
    });
    fc.assert(
      fc.property(cases, ({ state, asked, days }) => {
        const to = limits.today.add({ days });
        const before = request({ state, asked });
        const after = extend(before, { to, by, at }, limits);
        const isAllowed = asked && state === 'requested' && extensionProblem(to, limits) === undefined;
        expect(isRefused(after)).toBe(!isAllowed);
        if (!isRefused(after)) expect(after).toEqual({ ...before, extended: { to, by, at } });
      }),
    );
  });
});

describe('an excuse', () => {
  it('settles what is outstanding, and taken back leaves it as it was, asked for from then on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.boolean(), (state, asked) => {
        const answer = {
          ...{ ref: '1.1', version: 1, kind: 'answer' as const, by, at, late: false, narrative: 'Words.' },
        };
        const returned = { answer, comment: 'Why?', by, at, answerBy: day('2026-10-27') };
        const before = request({ state, asked, ...(state === 'returned' && { returned }) });
        const after = excuse(before, { reason: 'On hold.', by, at });
        expect(isRefused(after)).toBe(!isOutstanding(before));
        if (isRefused(after)) return;
        expect(isOutstanding(after)).toBe(false);
        expect(askAgain(after, { by, at })).toEqual({ ...before, askedAgain: { by, at } });
        expect(isRefused(excuse(after, { reason: 'Again.', by, at }))).toBe(true);
      }),
    );
  });

  it('also settles whose it is', () => {
    const notMine = { contactId: 'sam', by, at };
    expect(excuse(request({ notMine }), { reason: 'On hold.', by, at })).not.toHaveProperty('notMine');
  });

  it.each(states.filter((state) => state !== 'excused'))('cannot be taken back from %s', (state) => {
    expect(isRefused(askAgain(request({ state }), { by, at }))).toBe(true);
  });
});
