import { describe, expect, it } from '@jest/globals';
import type { Fresh } from './store-contract.ts';

/** A tenant's line of turns: whoever reserves, nobody gets a turn that is another's. */
export function paceContract(fresh: Fresh): void {
  describe('the line of turns', () => {
    it('gives turns one after the other, and none before now', async () => {
      const { pace } = fresh().store;
      expect(await pace.reserve('council', { turns: 2, interval: 20, now: 1000 })).toBe(1000);
      expect(await pace.reserve('council', { turns: 1, interval: 20, now: 1000 })).toBe(1040);
      expect(await pace.reserve('council', { turns: 1, interval: 20, now: 5000 })).toBe(5000);
    });

    it('gives no turn twice when several processes reserve at once', async () => {
      const processes = [fresh().store, fresh().again(), fresh().again()];
      const reserved = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          processes[n % 3]!.pace.reserve('council', { turns: 1, interval: 20, now: 1000 }),
        ),
      );
      expect(new Set(reserved).size).toBe(30);
      expect(Math.max(...reserved)).toBe(1000 + 29 * 20);
    });

    it('gives nobody a turn before a pause is over, in any process, and never takes a pause back', async () => {
      const { pace } = fresh().store;
      await pace.reserve('council', { turns: 1, interval: 20, now: 1000 });
      await fresh().again().pace.pause('council', 9000);
      await pace.pause('council', 4000);
      expect(await pace.reserve('council', { turns: 1, interval: 20, now: 1000 })).toBe(9000);
    });

    it('keeps tenants apart', async () => {
      const { pace } = fresh().store;
      await pace.pause('council', 9000);
      expect(await pace.reserve('borough', { turns: 1, interval: 20, now: 1000 })).toBe(1000);
    });
  });
}
