import { describe, expect, it } from '@jest/globals';
import type { Fresh } from './store-contract.ts';

/** A tenant's line of turns: whoever reserves, nobody gets a turn that is another's. */
export function paceContract(fresh: Fresh): void {
  describe('the line of turns', () => {
    it('gives turns one after the other, and none before now', async () => {
      const { pace } = fresh().store;
      const first = await pace.reserve('council', { turns: 2, rate: 50, now: 1000 });
      const [third] = await pace.reserve('council', { turns: 1, rate: 50, now: 1000 });
      expect([...first, third].map((at) => Math.round(at!))).toEqual([1000, 1020, 1040]);
      expect(await pace.reserve('council', { turns: 1, rate: 50, now: 5000 })).toEqual([5000]);
    });

    it('gives no turn twice when several processes reserve at once', async () => {
      const processes = [fresh().store, fresh().again(), fresh().again()];
      const reserved = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          processes[n % 3]!.pace.reserve('council', { turns: 1, rate: 50, now: 1000 }),
        ),
      );
      const turns = reserved.flat();
      expect(new Set(turns).size).toBe(30);
      expect(Math.max(...turns)).toBeCloseTo(1000 + (29 * 1002) / 50);
    });

    it('gives nobody a turn before a pause is over, in any process, and never takes a pause back', async () => {
      const { pace } = fresh().store;
      await pace.reserve('council', { turns: 1, rate: 50, now: 1000 });
      await fresh().again().pace.pause('council', { now: 1000, until: 9000 });
      await pace.pause('council', { now: 1000, until: 4000 });
      expect(await pace.reserve('council', { turns: 1, rate: 50, now: 1000 })).toEqual([9000]);
    });

    it('gives turns slowly at first after a pause, in every process', async () => {
      const { pace } = fresh().store;
      await pace.pause('council', { now: 0, until: 1000 });
      const turns = await fresh().again().pace.reserve('council', { turns: 3, rate: 50, now: 1000 });
      expect(turns[1]! - turns[0]!).toBeGreaterThan(70);
      const [later, next] = await pace.reserve('council', { turns: 2, rate: 50, now: 60_000 });
      expect(next! - later!).toBeLessThan(21);
    });

    it('keeps tenants apart', async () => {
      const { pace } = fresh().store;
      await pace.pause('council', { now: 1000, until: 9000 });
      expect(await pace.reserve('borough', { turns: 1, rate: 50, now: 1000 })).toEqual([1000]);
    });
  });
}
