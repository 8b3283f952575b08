import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import type { Update } from '../../src/cycle/answer.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { participationHistory, type CycleRecord } from '../../src/digest/participation-history.ts';

type Answered = 'answered' | 'late' | 'silent' | 'excused' | 'not asked' | 'withdrawn';

/** One request an owner, and how each answered; all were reached but those that are named. */
function cycle(
  meeting: string,
  owners: Record<string, Answered>,
  some: Partial<CycleRecord> & { unreached?: string[] } = {},
): CycleRecord {
  const { unreached = [], ...rest } = some;
  return {
    id: meeting.slice(0, 7),
    meeting: Temporal.PlainDate.from(meeting),
    isClosed: true,
    requests: Object.entries(owners).map(([owner, answered], order) => requestOf(owner, answered, order)),
    reached: new Set(Object.keys(owners).filter((owner) => !unreached.includes(owner))),
    ...rest,
  };
}

function requestOf(owner: string, answered: Answered, order: number): UpdateRequest {
  const update: Update = {
    ref: owner,
    version: 1,
    kind: 'answer',
    by: { contactId: owner, name: owner },
    at: Temporal.Instant.from('2026-10-20T09:00:00Z'),
    late: answered === 'late',
    narrative: 'Half of it is done.',
  };
  return {
    ref: owner,
    order,
    title: owner,
    priority: { number: 1, title: 'Start well' },
    owners: owner === '' ? [] : [{ id: owner, name: owner }],
    asked: answered !== 'not asked',
    state: answered === 'answered' ? 'submitted' : answered === 'excused' ? 'excused' : 'requested',
    baseline: { unchangedRuns: 0 },
    ...(answered === 'answered' && { answer: update }),
    ...(answered === 'late' && { late: update }),
    ...(answered === 'withdrawn' && { versions: 1 }),
  };
}

function silentTwice(...cycles: CycleRecord[]): string[] | undefined {
  return participationHistory(cycles).twice?.silent.map(({ name }) => name);
}

describe('participation over the cycles', () => {
  it('counts each cycle, newest first', () => {
    const { cycles } = participationHistory([
      cycle('2026-06-18', { parks: 'answered', pools: 'late', roads: 'excused' }),
      cycle('2026-11-19', { parks: 'silent', pools: 'answered' }, { isClosed: false }),
    ]);
    expect(cycles).toEqual([
      expect.objectContaining({ id: '2026-11', requestsAsked: 2, requestsAnswered: 1, ownersAnswered: 1 }),
      expect.objectContaining({ id: '2026-06', requestsAsked: 2, requestsAnswered: 1, excused: 1, late: 1 }),
    ]);
  });

  it('names who was silent in both of the last two that have closed', () => {
    const before = cycle('2026-06-18', { parks: 'silent', pools: 'silent', roads: 'answered' });
    const last = cycle('2026-11-19', { parks: 'silent', pools: 'answered', roads: 'silent' });
    expect(silentTwice(last, before)).toEqual(['parks']);
  });

  it.each(['answered', 'late', 'excused', 'not asked', 'withdrawn'] as const)(
    'does not call %s silent',
    (answered) => {
      const before = cycle('2026-06-18', { parks: answered });
      expect(silentTwice(cycle('2026-11-19', { parks: 'silent' }), before)).toEqual([]);
    },
  );

  it('never calls an owner silent whom nothing reached', () => {
    const before = cycle('2026-06-18', { parks: 'silent' }, { unreached: ['parks'] });
    expect(silentTwice(cycle('2026-11-19', { parks: 'silent' }), before)).toEqual([]);
  });

  it('says nothing of a cycle that still runs, nor where only one has closed', () => {
    const running = cycle('2027-01-21', { parks: 'silent' }, { isClosed: false });
    const last = cycle('2026-11-19', { parks: 'silent' });
    expect(silentTwice(running, last)).toBeUndefined();
    const before = cycle('2026-06-18', { parks: 'answered' });
    expect(silentTwice(running, last, before)).toEqual([]);
  });

  it('looks at the last two only', () => {
    const silent = { parks: 'silent' as const };
    expect(
      silentTwice(
        cycle('2026-01-15', silent),
        cycle('2026-06-18', silent),
        cycle('2026-11-19', { parks: 'answered' }),
      ),
    ).toEqual([]);
  });

  it('leaves out what nobody owns: that is the leads’ own', () => {
    expect(silentTwice(cycle('2026-06-18', { '': 'silent' }), cycle('2026-11-19', { '': 'silent' }))).toEqual(
      [],
    );
  });
});
