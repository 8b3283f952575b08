import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';
import type { Attempt, Delivery } from '../../src/outbox/ledger.ts';
import { readyAt } from '../../src/outbox/policy/ready.ts';
import { backoffSeconds, settle } from '../../src/outbox/policy/settle.ts';

const now = Temporal.Instant.from('2026-05-13T08:30:00Z');
const today = () => true;

function delivery(kind: 'request' | 'reminder' | 'digest', tries = 0): Delivery {
  const attempt: Attempt = { at: now, outcome: 'unknown' };
  return {
    key: 'strategy,june,abc,2026-05-13',
    recipient: { kind: 'board' },
    date: Temporal.PlainDate.from('2026-05-13'),
    at: now,
    sections: [{ rung: kind, kind }],
    refs: [],
    tenantId: 'local',
    programmeId: 'strategy',
    cycleId: 'june',
    state: 'claimed',
    attempts: Array.from({ length: tries }, () => attempt),
  };
}

describe('settling an attempt', () => {
  it.each(['reminder', 'digest'] as const)('never repeats a %s that may have arrived', (kind) => {
    const settled = settle(delivery(kind), { kind: 'unknown', detail: 'reset' }, now, 0.5, today);
    expect(settled.state).toBe('unknown');
    expect(settled.notBefore).toBeUndefined();
  });

  it('repeats a request that may have arrived, on the same day only', () => {
    const outcome = { kind: 'unknown', detail: 'reset' } as const;
    expect(settle(delivery('request'), outcome, now, 0.5, today).notBefore).toBeDefined();
    expect(settle(delivery('request'), outcome, now, 0.5, () => false).notBefore).toBeUndefined();
  });

  it('tells the operator after twelve refusals', () => {
    const outcome = { kind: 'retry', detail: '503' } as const;
    expect(settle(delivery('reminder', 10), outcome, now, 0.5, today).state).toBe('retry');
    expect(settle(delivery('reminder', 11), outcome, now, 0.5, today)).toMatchObject({
      state: 'failed',
      why: 'not taken after 12 tries',
    });
  });

  it('does not give a message up because the server says “in a second” for a minute', () => {
    let row = delivery('reminder');
    let at = now;
    while (at.since(now).total('seconds') < 60) {
      const throttled = { kind: 'retry', detail: '429', afterSeconds: 1, throttled: true } as const;
      row = { ...row, ...settle(row, throttled, at, 0.5, today) };
      expect(row.state).toBe('retry');
      at = row.notBefore!;
    }
  });

  it('waits as long as the server says, but never for years', () => {
    const after = (afterSeconds: number) =>
      settle(
        delivery('reminder'),
        { kind: 'retry', detail: '429', afterSeconds },
        now,
        0.5,
        today,
      ).notBefore?.toString();
    expect(after(3600)).toBe('2026-05-13T09:30:00Z');
    expect(after(999_999_999)).toBe('2026-05-14T08:30:00Z');
    expect(after(1e20)).toBe('2026-05-14T08:30:00Z');
  });

  it('keeps every attempt, and ends in one state that says whether it goes on', () => {
    const outcome = fc.constantFrom(
      { kind: 'retry', detail: '503' } as const,
      { kind: 'unknown', detail: 'reset' } as const,
      { kind: 'unreachable', why: 'not installed', detail: '403' } as const,
      { kind: 'failed', detail: '413' } as const,
    );
    fc.assert(
      fc.property(
        fc.constantFrom('request' as const, 'reminder' as const),
        fc.array(outcome, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (kind, outcomes, random) => {
          let row = delivery(kind);
          for (const [tried, next] of outcomes.entries()) {
            const settled = settle(row, next, now, random, today);
            expect(settled.attempts).toHaveLength(tried + 1);
            row = { ...delivery(kind), ...settled };
            if (readyAt(row) === undefined) break;
            expect(Temporal.Instant.compare(readyAt(row)!, now)).toBe(1);
          }
          expect(row.attempts.length).toBeLessThanOrEqual(12);
        },
      ),
    );
  });

  it('waits longer each time, up to a quarter of an hour, and never less than a second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (tries, random) => {
          const seconds = backoffSeconds(tries, random);
          expect(seconds).toBeGreaterThanOrEqual(1);
          expect(seconds).toBeLessThanOrEqual(900);
          expect(backoffSeconds(tries + 1, random)).toBeGreaterThanOrEqual(seconds);
        },
      ),
    );
  });
});
