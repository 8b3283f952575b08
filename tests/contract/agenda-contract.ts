import { describe, expect, it } from '@jest/globals';
import type { AgendaEntry } from '../../src/outbox/ports.ts';
import { awkward, cycleKey, instant } from './examples.ts';
import type { Fresh } from './store-contract.ts';

function entry(due: string, changes: Partial<AgendaEntry> = {}): AgendaEntry {
  return { ...cycleKey, due: instant(due), ...changes };
}

export function agendaContract(fresh: Fresh): void {
  const agenda = () => fresh().store.agenda;

  describe('the agenda', () => {
    it('gives what is due, oldest first, to the millisecond, over the days', async () => {
      const entries = [
        entry('2026-03-02T09:30:00.001Z'),
        entry('2026-03-02T09:30:00Z', { shard: '07' }),
        entry('2026-03-01T23:59:59.999Z'),
        entry('2025-12-31T10:00:00Z', { programmeId: awkward }),
        entry('2026-03-02T09:30:00Z'),
        entry('2026-03-03T00:00:00Z'),
      ];
      for (const one of entries) await agenda().add(one);
      const due = await agenda().due(instant('2026-03-02T09:30:00Z'));
      expect(due).toEqual([entries[3], entries[2], entries[4], entries[1]]);
    });

    it('reads no row that is still to come', async () => {
      const table = fresh().tables.Agenda;
      await agenda().add(entry('2026-03-02T09:30:00Z'));
      for (const due of ['2026-03-02T09:30:00.001Z', '2026-03-03T00:00:00.000Z']) {
        await table.insert({ partition: due.slice(0, 10), row: `${due},x`, properties: { data0: '{' } });
      }
      expect((await agenda().due(instant('2026-03-02T09:30:00Z'))).length).toBe(1);
    });

    it('adds an entry once, and removes it without complaint', async () => {
      const one = entry('2026-03-02T09:30:00Z');
      await agenda().add(one);
      await fresh().again().agenda.add(one);
      expect((await agenda().due(one.due)).length).toBe(1);
      await agenda().remove(one);
      await agenda().remove(one);
      expect(await agenda().due(one.due)).toEqual([]);
    });

    it('tells one cycle’s entries, soonest first', async () => {
      await agenda().add(entry('2026-04-02T09:30:00Z'));
      await agenda().add(entry('2026-03-02T09:30:00Z', { shard: '03' }));
      await agenda().add(entry('2026-03-02T09:30:00Z', { cycleId: 'other' }));
      const upcoming = await agenda().upcoming(cycleKey);
      expect(upcoming).toEqual([
        entry('2026-03-02T09:30:00Z', { shard: '03' }),
        entry('2026-04-02T09:30:00Z'),
      ]);
    });
  });
}
