import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPace, type Timer } from '../../src/outbox/pace.ts';

/** Time that passes only while somebody sleeps. */
function virtualTimer(): Timer {
  let now = 0;
  return {
    now: () => now,
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

async function grantsOf(rate: number | 'off', turns: number): Promise<number[]> {
  const timer = virtualTimer();
  const pace = createPace(rate, timer);
  const granted: number[] = [];
  await Promise.all(
    Array.from({ length: turns }, () => pace.turn('council').then(() => void granted.push(timer.now()))),
  );
  return granted;
}

describe('the pace', () => {
  it('grants no more than the rate in any rolling second', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 200 }),
        async (rate, turns) => {
          const granted = await grantsOf(rate, turns);
          expect(granted).toHaveLength(turns);
          for (const [i, at] of granted.entries()) {
            const before = granted[i - rate];
            if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(1000);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('wastes none of it: two seconds are enough for three times the rate', async () => {
    const granted = await grantsOf(48, 144);
    expect(granted.at(-1)).toBeLessThanOrEqual(2001);
  });

  it('can be off', async () => {
    expect(new Set(await grantsOf('off', 500))).toEqual(new Set([0]));
  });

  it("waits out a tenant's 429 without holding up another tenant", async () => {
    const timer = virtualTimer();
    const pace = createPace(48, timer);
    pace.backOff('council', 5);
    await pace.turn('borough');
    expect(timer.now()).toBe(0);
    await pace.turn('council');
    expect(timer.now()).toBe(5000);
  });
});
