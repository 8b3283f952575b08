import { describe, expect, it } from '@jest/globals';
import type { AgendaEntry } from '../../src/outbox/ports.ts';
import { openAgenda } from '../../src/storage/agenda.ts';
import type { Table } from '../../src/storage/table.ts';
import { countedTables } from '../bench/counted-tables.ts';
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

    it('unpacks no row that is still to come', async () => {
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

    it('adds and removes many at once, whatever is there and whatever is gone', async () => {
      const entries = Array.from({ length: 130 }, (_, n) => entry('2026-03-02T09:30:00Z', { shard: `${n}` }));
      const [first, second] = entries as [AgendaEntry, AgendaEntry];
      await agenda().add(first);
      await agenda().add(...entries, second, entry('2026-03-03T09:30:00Z'));
      expect(await agenda().due(first.due)).toHaveLength(130);
      await agenda().remove(first);
      await agenda().remove(...entries);
      expect(await agenda().due(first.due)).toEqual([]);
      expect(await agenda().due(instant('2026-03-03T09:30:00Z'))).toHaveLength(1);
      await agenda().add();
      await agenda().remove();
    });

    it('asks and reads as little when nothing is due, whether one entry or many are to come', async () => {
      const counted = countedTables(fresh().tables);
      const own = openAgenda(counted.tables.Agenda);
      const asked: unknown[] = [];
      for (const many of [1, 500]) {
        const entries = Array.from({ length: many }, (_, n) =>
          entry('2026-03-09T09:30:00Z', { programmeId: `p${n}` }),
        );
        await own.add(...entries);
        await own.due(instant('2026-03-02T09:30:00Z'));
        counted.reset();
        for (const minute of ['31', '32', '45']) {
          expect(await own.due(instant(`2026-03-02T09:${minute}:00Z`))).toEqual([]);
        }
        asked.push(counted.counts());
      }
      expect(asked[0]).toMatchObject({ roundTrips: 3, rowsRead: 3, calls: { get: 3, list: 0 } });
      expect(asked[1]).toEqual(asked[0]);
    });

    it('gives what another process adds for a time in which nothing was due', async () => {
      await agenda().add(entry('2026-03-02T10:00:00Z'));
      expect(await agenda().due(instant('2026-03-02T09:30:00Z'))).toEqual([]);
      const sooner = entry('2026-03-02T09:40:00Z', { shard: '07' });
      await fresh().again().agenda.add(sooner);
      expect(await agenda().due(instant('2026-03-02T09:39:00Z'))).toEqual([]);
      expect(await agenda().due(sooner.due)).toEqual([sooner]);
    });

    it('gives what another process adds just while it looks', async () => {
      const added = entry('2026-03-02T09:40:00Z');
      const table = fresh().tables.Agenda;
      const looking = openAgenda({
        ...table,
        async list(range) {
          const rows = await table.list(range);
          await agenda().add(added);
          return rows;
        },
      });
      expect(await looking.due(instant('2026-03-02T09:30:00Z'))).toEqual([]);
      expect(await agenda().due(added.due)).toEqual([added]);
    });

    it('keeps giving an entry until it is removed', async () => {
      const one = entry('2026-03-02T09:30:00Z');
      await agenda().add(one);
      for (const minute of ['30', '31', '55']) {
        expect(await agenda().due(instant(`2026-03-02T09:${minute}:00Z`))).toEqual([one]);
      }
    });

    it('gives an entry within the hour whose writer stopped before it could say so', async () => {
      const one = entry('2026-03-02T09:40:00Z');
      expect(await agenda().due(instant('2026-03-02T09:30:00Z'))).toEqual([]);
      const table = fresh().tables.Agenda;
      const stopping = openAgenda({ ...table, get: () => Promise.reject(new Error('the process is gone')) });
      await expect(stopping.add(one)).rejects.toThrow('gone');
      expect(await agenda().due(instant('2026-03-02T10:30:00Z'))).toEqual([one]);
    });

    it('looks for itself when the clock went back, or jumped ahead', async () => {
      const one = entry('2026-03-02T09:40:00Z');
      expect(await agenda().due(instant('2026-03-05T09:30:00Z'))).toEqual([]);
      await unseen(one);
      expect(await agenda().due(instant('2026-03-02T09:41:00Z'))).toEqual([one]);
      await agenda().remove(one);
      expect(await agenda().due(instant('2026-03-02T09:42:00Z'))).toEqual([]);
      await unseen(one);
      expect(await agenda().due(instant('2026-03-05T09:42:00Z'))).toEqual([one]);
    });

    it.each([
      ['is lost', (table: Table) => table.delete('lull', 'lull')],
      [
        'cannot be read',
        (table: Table) => table.put({ partition: 'lull', row: 'lull', properties: { data0: '{' } }),
      ],
    ])('looks for itself when what says that nothing is due %s', async (_, spoil) => {
      const one = entry('2026-03-02T09:30:00Z');
      expect(await agenda().due(one.due)).toEqual([]);
      await unseen(one);
      await spoil(fresh().tables.Agenda);
      expect(await agenda().due(one.due)).toEqual([one]);
      await agenda().remove(one);
      expect(await agenda().due(one.due)).toEqual([]);
    });
  });

  /** Puts an entry in as a writer does that stops before it has said so. */
  async function unseen(one: AgendaEntry): Promise<void> {
    const { Agenda } = fresh().tables;
    const put = { partition: 'lull', row: 'lull' };
    const lull = await Agenda.get(put.partition, put.row);
    await agenda().add(one);
    if (lull) await Agenda.put({ ...put, properties: lull.properties });
  }
}
