import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPace } from '../../src/outbox/pace.ts';
import type { Timer } from '../../src/outbox/timer.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';

/** Time that passes only while everybody sleeps: the one who wakes first takes it there. */
function virtualTime() {
  let now = 1_000_000;
  const sleepers: { at: number; wake: () => void }[] = [];
  const timer: Timer = {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        sleepers.push({ at: now + milliseconds, wake });
      }),
  };
  /** Runs until the promise is settled. */
  async function run<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    const end = (): void => void (state.done = true);
    work.then(end, end);
    for (;;) {
      // All that can run without time passing runs first; a store in memory answers within these turns.
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      if (state.done) return work;
      sleepers.sort((a, b) => a.at - b.at);
      const next = sleepers.shift();
      if (!next) throw new Error('Nobody sleeps, and nothing happens.');
      now = Math.max(now, next.at);
      next.wake();
    }
  }
  return {
    timer,
    run,
    since: () => now - 1_000_000,
    stall: (milliseconds: number) => void (now += milliseconds),
  };
}

async function newStore(): Promise<Store> {
  const store = memoryStore();
  await store.prepare();
  return store;
}

/** The most turns in any rolling second. */
function busiest(granted: number[]): number {
  return Math.max(...granted.map((at) => granted.filter((other) => other >= at && other < at + 1000).length));
}

describe('the pace', () => {
  it('goes on where another machine’s clock is hours ahead, as soon as that one is quiet', async () => {
    const here = virtualTime();
    const ahead: Timer = { ...here.timer, now: () => here.timer.now() + 5 * 3_600_000 };
    const store = await newStore();
    await here.run(createPace(48, store.pace, ahead).turn('council'));
    const pace = createPace(48, store.pace, here.timer);
    await here.run(Promise.all(Array.from({ length: 48 }, () => pace.turn('council'))));
    // Less than a message waits for its turn before it is let go.
    expect(here.since()).toBeLessThan(60_000);
  });

  it('grants no more than the rate in any rolling second, over all processes on one store', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 60 }),
        async (rate, processes, turns) => {
          const { timer, run } = virtualTime();
          const store = await newStore();
          const granted: number[] = [];
          const paces = Array.from({ length: processes }, () => createPace(rate, store.pace, timer));
          const work = paces.flatMap((pace) =>
            Array.from({ length: turns }, async () => {
              await pace.turn('council');
              granted.push(timer.now());
            }),
          );
          await run(Promise.all(work));
          expect(granted).toHaveLength(processes * turns);
          expect(busiest(granted)).toBeLessThanOrEqual(rate);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('wastes none of it: three seconds are enough for three times the rate', async () => {
    const { timer, run, since } = virtualTime();
    const pace = createPace(48, (await newStore()).pace, timer);
    await run(Promise.all(Array.from({ length: 144 }, () => pace.turn('council'))));
    expect(since()).toBeLessThanOrEqual(3050);
  });

  it('does not make up for time in which the process was held up', async () => {
    const { timer, run, stall } = virtualTime();
    const pace = createPace(10, (await newStore()).pace, timer);
    const granted: number[] = [];
    const turns = Array.from({ length: 40 }, async () => {
      await pace.turn('council');
      granted.push(timer.now());
      if (granted.length === 3) stall(2500);
    });
    await run(Promise.all(turns));
    expect(busiest(granted)).toBeLessThanOrEqual(10);
  });

  it('keeps the distance from requests that were held up on their way, and left all at once', async () => {
    const { timer, run, since } = virtualTime();
    const pace = createPace(48, (await newStore()).pace, timer);
    const left: number[] = [];
    const requests = Array.from({ length: 200 }, async (_, n) => {
      const turn = await pace.turn('council');
      // Some milliseconds to connect; five of them meet a stall, and leave together.
      await timer.sleep(n >= 100 && n < 105 ? 30 + (105 - n) * 21 : 30);
      turn.leaves();
      left.push(timer.now());
    });
    await run(Promise.all(requests));
    // The server refuses the 51st.
    expect(busiest(left)).toBeLessThanOrEqual(49);
    // Nothing of the rate is lost by it.
    expect(since()).toBeLessThanOrEqual(200 * (1002 / 48) + 100);
  });

  it('gives nothing up for a server that is far away, or for requests that never leave', async () => {
    const { timer, run, since } = virtualTime();
    const pace = createPace(48, (await newStore()).pace, timer);
    const requests = Array.from({ length: 144 }, async (_, n) => {
      const turn = await pace.turn('council');
      await timer.sleep(250);
      if (n % 7 > 0) turn.leaves();
    });
    await run(Promise.all(requests));
    expect(since()).toBeLessThanOrEqual(3050 + 250);
  });

  it('can be off', async () => {
    const { timer, run, since } = virtualTime();
    const pace = createPace('off', (await newStore()).pace, timer);
    await run(Promise.all(Array.from({ length: 500 }, () => pace.turn('council'))));
    expect(since()).toBe(0);
  });

  it("waits out a tenant's 429 in every process, without holding up another tenant", async () => {
    const { timer, run, since } = virtualTime();
    const store = await newStore();
    const [one, other] = [createPace(48, store.pace, timer), createPace(48, store.pace, timer)];
    await one.backOff('council', 5);
    await run(other.turn('borough'));
    expect(since()).toBe(0);
    await run(other.turn('council'));
    expect(since()).toBeGreaterThanOrEqual(5000);
  });

  it('comes back gradually after a 429: slowly at first, whole after some times the pause', async () => {
    const { timer, run, since } = virtualTime();
    const pace = createPace(48, (await newStore()).pace, timer);
    await pace.backOff('council', 5);
    const granted: number[] = [];
    const turns = Array.from({ length: 1200 }, async () => {
      await pace.turn('council');
      granted.push(since());
    });
    await run(Promise.all(turns));
    const within = (from: number) => granted.filter((at) => at >= from && at < from + 1000).length;
    const [first, middle, whole] = [within(5000), within(20_000), within(36_000)];
    expect(first).toBeLessThan(16);
    expect(middle).toBeGreaterThan(first * 2);
    expect(whole).toBeGreaterThanOrEqual(47);
    expect(busiest(granted)).toBeLessThanOrEqual(48);
  });

  it('lets go of whoever does not want to wait any more, and grants their turn to the next', async () => {
    const { timer, run, since } = virtualTime();
    const pace = createPace(1, (await newStore()).pace, timer);
    const gone = new AbortController();
    const [first, second, third] = [
      pace.turn('council'),
      pace.turn('council', gone.signal),
      pace.turn('council'),
    ];
    gone.abort(new Error('stopping'));
    await expect(second).rejects.toThrow('stopping');
    await run(Promise.all([first, third]));
    expect(since()).toBeLessThan(1100);
  });

  it('tells everybody who waits when the store cannot be asked, and serves the next', async () => {
    const { timer, run } = virtualTime();
    let isDown = true;
    const store = await newStore();
    const pace = createPace(
      48,
      {
        ...store.pace,
        reserve: (tenant, wish) =>
          isDown ? Promise.reject(new Error('storage is down')) : store.pace.reserve(tenant, wish),
      },
      timer,
    );
    const outcomes = await Promise.allSettled([pace.turn('council'), pace.turn('council')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    await run(pace.turn('council'));
  });

  it('holds nobody, and so no claim, for longer than 20 seconds', async () => {
    const { timer, run, since } = virtualTime();
    const pace = createPace(48, (await newStore()).pace, timer);
    await run(pace.backOff('council', 300));
    await run(pace.turn('council'));
    expect(since()).toBe(20_000);
  });
});
