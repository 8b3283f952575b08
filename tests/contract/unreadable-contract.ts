import { describe, expect, it } from '@jest/globals';
import { shardOf } from '../../src/storage/shard-of.ts';
import type { UnreadableRow } from '../../src/storage/unreadable-row.ts';
import type { TableName } from '../../src/storage/store.ts';
import { cycleKey, delivery, draft, drafted, instant, programme, request } from './examples.ts';
import type { Fresh } from './store-contract.ts';

const words = 'the-words-somebody-typed';

export function unreadableContract(fresh: Fresh): void {
  /** Spoils a row as a hand in Storage Explorer might. */
  async function spoil(name: TableName, row: string, text = `{"narrative":"${words}"`): Promise<void> {
    const table = fresh().tables[name];
    const stored = (await table.list({})).find((one) => one.row === row)!;
    await table.put({ ...stored, properties: { data0: text } });
  }

  describe('a row that does not parse', () => {
    it.each([
      ['not JSON', `{"narrative":"${words}"`],
      ['of another shape', JSON.stringify({ ref: 7, title: words })],
      ['empty', ''],
    ])('is named by table and keys, and not by what it says: %s', async (_, text) => {
      await fresh().store.cycles.open(cycleKey, [request()]);
      await spoil('Cycles', 'request,1.1', text);
      const error = await fresh()
        .store.cycles.request(cycleKey, '1.1')
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: 'UnreadableRow',
        location: {
          table: 'Cycles',
          partition: 'harbour,wellbeing,2026-03',
          row: 'request,1.1',
        },
      });
      expect(String(error)).not.toContain(words);
      expect(String(error)).toContain('request,1.1');
    });

    it('refuses a list that figures are made from, and names every such row', async () => {
      await fresh().store.cycles.open(cycleKey, [
        request(),
        request({ ref: '1.2' }),
        request({ ref: '1.3' }),
      ]);
      await fresh().store.cycles.saveDraft(cycleKey, draft(), undefined, drafted);
      for (const row of ['request,1.1', 'request,1.3', 'draft,1.1']) await spoil('Cycles', row);
      await expect(fresh().store.cycles.requests(cycleKey)).rejects.toMatchObject({
        name: 'UnreadableRows',
        rows: [{ location: { row: 'request,1.1' } }, { location: { row: 'request,1.3' } }],
      });
      await expect(fresh().store.cycles.drafts(cycleKey)).rejects.toThrow('draft,1.1');
    });

    it('is told, and does not stop the programmes, messages and moments of others', async () => {
      const told: UnreadableRow[] = [];
      const { store } = fresh();
      const reporting = fresh().again({ report: (row) => told.push(row) });
      const now = instant('2026-03-02T09:30:00Z');
      for (const programmeId of ['a', 'b']) {
        await store.programmes.insert(programme({ id: programmeId }));
        await store.ledger.insertMissing([delivery({ programmeId })]);
        await store.agenda.add({ ...cycleKey, programmeId, due: now });
      }
      await spoil('Programmes', 'programme,a');
      await spoil('Deliveries', 'message,a,2026-03,c0ffee0000000001,2026-03-02');
      await spoil('Agenda', '2026-03-02T09:30:00.000Z,harbour,a,2026-03');
      const shard = { tenantId: 'harbour', shard: shardOf('c0ffee0000000001') };
      expect((await reporting.programmes.list()).map(({ value }) => value.id)).toEqual(['b']);
      expect((await reporting.ledger.inShard(shard)).map(({ value }) => value.programmeId)).toEqual(['b']);
      expect((await reporting.agenda.due(now)).map(({ programmeId }) => programmeId)).toEqual(['b']);
      expect(told.map(({ location }) => location.table)).toEqual(['Programmes', 'Deliveries', 'Agenda']);
      await expect(store.programmes.list()).rejects.toThrow('programme,a');
      await expect(reporting.ledger.ofCycle({ ...cycleKey, programmeId: 'a' })).rejects.toThrow('message,a');
    });

    it('leaves a cycle’s other messages to whoever takes note of it', async () => {
      const { store } = fresh();
      const other = 'c0ffee0000000002';
      const to = { kind: 'contact', contactId: other, email: 'b@council.example', by: 'teams' } as const;
      const readable = delivery({ key: `wellbeing,2026-03,${other},2026-03-02`, recipient: to });
      await store.ledger.insertMissing([delivery(), readable]);
      await spoil('Deliveries', 'message,wellbeing,2026-03,c0ffee0000000001,2026-03-02');
      const told: { key: string; problem: string }[] = [];
      const rows = await store.ledger.ofCycle(cycleKey, (row) => told.push(row));
      expect(rows.map(({ value }) => value.key)).toEqual([readable.key]);
      expect(told.map(({ key }) => key)).toEqual(['wellbeing,2026-03,c0ffee0000000001,2026-03-02']);
      expect(told[0]?.problem).not.toContain(words);
    });
  });
}
