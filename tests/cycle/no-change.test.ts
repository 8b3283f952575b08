import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { noChangeRule, unchangedAnswer } from '../../src/cycle/no-change.ts';
import type { Baseline } from '../../src/cycle/baseline.ts';
import { fiveCategory, noStatus } from '../../src/programme/status-scheme.ts';

const today = Temporal.PlainDate.from('2026-10-20');
const day = (text: string) => Temporal.PlainDate.from(text);

function rule(baseline: Partial<Baseline>, due?: string, scheme = fiveCategory) {
  const request = {
    baseline: { status: 'on_track', narrative: 'Two sites are open.', unchangedRuns: 0, ...baseline },
    ...(due === undefined ? {} : { due: { printed: 'as printed', date: day(due) } }),
  };
  return noChangeRule(scheme, request, today);
}

describe('"no change"', () => {
  it.each<[string, Partial<Baseline>, string | undefined, string]>([
    ['is offered the first time', {}, undefined, 'offered'],
    ['wants to know why the second time', { unchangedRuns: 1 }, undefined, 'needs-why'],
    ['is refused the third time', { unchangedRuns: 2 }, undefined, 'refused'],
    ['is refused for a significant delay', { status: 'significant_delay' }, undefined, 'refused'],
    ['is refused where the due date has passed', {}, '2026-10-19', 'refused'],
    ['is offered on the due date itself', {}, '2026-10-20', 'offered'],
    [
      'goes by the revised date, not the printed one',
      { revisedDate: { kind: 'date', date: day('2026-12-01') } },
      '2026-01-01',
      'offered',
    ],
    [
      'is refused where the revised date has passed',
      { revisedDate: { kind: 'date', date: day('2026-10-01') } },
      '2027-01-01',
      'refused',
    ],
    [
      'is refused where a new date was promised by a day that has passed',
      { revisedDate: { kind: 'promised', sayBy: day('2026-10-19') } },
      undefined,
      'refused',
    ],
    [
      'is offered for a finished action whose date has passed',
      { status: 'completed' },
      '2020-01-01',
      'offered',
    ],
    ['is refused where the scheme lacks the last status', { status: 'amber' }, undefined, 'refused'],
    ['is refused where there is no last text', { narrative: '  ' }, undefined, 'refused'],
  ])('%s', (_what, baseline, due, kind) => {
    expect(rule(baseline, due).kind).toBe(kind);
  });

  it('needs no status where the programme has none', () => {
    const request = { baseline: { narrative: 'As before.', unchangedRuns: 0 } };
    expect(noChangeRule(noStatus, request, today)).toEqual({ kind: 'offered' });
    expect(noChangeRule(fiveCategory, request, today).kind).toBe('refused');
  });

  it('gives the last answer again, with why it is still true, and nothing of where it came from', () => {
    const baseline: Baseline = {
      status: 'minor_slippage',
      narrative: 'One site is open.',
      reason: 'The lease.',
      asOf: 'March 2026',
      cycleId: '2026-03',
      unchangedRuns: 1,
    };
    expect(unchangedAnswer({ baseline }, 'the lease is still unsigned.')).toEqual({
      status: 'minor_slippage',
      narrative: 'One site is open.\n\nStill true because the lease is still unsigned.',
      reason: 'The lease.',
    });
    expect(unchangedAnswer({ baseline }, '').narrative).toBe('One site is open.');
  });
});
