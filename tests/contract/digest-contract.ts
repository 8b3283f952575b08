import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { cycleKey, frozenDigest } from './examples.ts';
import type { Fresh } from './store-contract.ts';

export function digestContract(fresh: Fresh): void {
  const cycles = () => fresh().store.cycles;

  describe('the published digest', () => {
    it('is frozen once, and says what it said', async () => {
      expect(await cycles().frozenDigest(cycleKey)).toBeUndefined();
      expect(await cycles().freezeDigest(cycleKey, frozenDigest())).toBe('written');
      expect(await cycles().freezeDigest(cycleKey, frozenDigest(2))).toBe('conflict');
      expect(await cycles().frozenDigest(cycleKey)).toEqual(frozenDigest());
    });

    it('is frozen by exactly one of many at once, and the others leave nothing behind', async () => {
      const frozen = await Promise.all(
        Array.from({ length: 4 }, () => fresh().again().cycles.freezeDigest(cycleKey, frozenDigest(2500))),
      );
      expect(frozen.filter((outcome) => outcome === 'written').length).toBe(1);
      const rows = await fresh().tables.Cycles.list({
        partition: 'harbour,wellbeing,2026-03',
        keysOnly: true,
      });
      expect(rows.length).toBe(4);
    });

    it('has what stands beneath it in order of time, each with its event, and once', async () => {
      const by = { contactId: 'c0ffee', name: 'Priya Shah' };
      const correction = (minute: number) => ({
        ...{
          id: `c${minute}`,
          kind: 'correction' as const,
          by,
          text: 'Read “four”.',
          ref: '1.1',
          title: 'Doors',
        },
        at: Temporal.Instant.from(`2026-03-10T09:0${minute}:00Z`),
      });
      const event = { id: 'e', kind: 'corrected' as const, by };
      for (const minute of [2, 1, 1]) {
        const addendum = correction(minute);
        await cycles().addAddendum(cycleKey, addendum, { ...event, at: addendum.at });
      }
      expect(await cycles().addenda(cycleKey)).toEqual([correction(1), correction(2)]);
      expect(await cycles().events(cycleKey)).toHaveLength(2);
    });

    it('may have ten thousand actions in it', async () => {
      const large = frozenDigest(10_000);
      expect(await cycles().freezeDigest(cycleKey, large)).toBe('written');
      expect(await cycles().frozenDigest(cycleKey)).toEqual(large);
    });

    it('is not there while its head is missing, and unreadable when a part is', async () => {
      await cycles().freezeDigest(cycleKey, frozenDigest(2500));
      const table = fresh().tables.Cycles;
      const [head, part] = await table.list({ partition: 'harbour,wellbeing,2026-03' });
      await table.delete(part!.partition, part!.row);
      await expect(cycles().frozenDigest(cycleKey)).rejects.toThrow(/part rows are missing/);
      await table.delete(head!.partition, head!.row);
      expect(await cycles().frozenDigest(cycleKey)).toBeUndefined();
    });
  });
}
