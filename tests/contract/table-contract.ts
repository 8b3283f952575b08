import { describe, expect, it } from '@jest/globals';
import { beginningWith, type Operation } from '../../src/storage/table.ts';
import type { Fresh } from './store-contract.ts';

function insert(row: string): Operation {
  return { kind: 'insert', row, properties: { data0: row } };
}

export function tableContract(fresh: Fresh): void {
  const table = () => fresh().tables.Cycles;

  describe('a table', () => {
    it('answers a conflict when a row is inserted twice, and keeps the first', async () => {
      const first = await table().insert({ partition: 'p', row: 'r', properties: { data0: 'first' } });
      const second = await table().insert({ partition: 'p', row: 'r', properties: { data0: 'second' } });
      expect([first.kind, second.kind]).toEqual(['written', 'conflict']);
      expect((await table().get('p', 'r'))?.properties['data0']).toBe('first');
    });

    it('replaces a row only while its tag is the newest, and drops the properties it had', async () => {
      await table().insert({ partition: 'p', row: 'r', properties: { data0: 'a', data1: 'b' } });
      const read = await table().get('p', 'r');
      const written = await table().replace(
        { partition: 'p', row: 'r', properties: { data0: 'c' } },
        read!.etag,
      );
      expect(written.kind).toBe('written');
      const stale = await table().replace(
        { partition: 'p', row: 'r', properties: { data0: 'd' } },
        read!.etag,
      );
      expect(stale).toEqual({ kind: 'conflict' });
      const now = await table().get('p', 'r');
      expect(now).toMatchObject({ etag: written.kind === 'written' ? written.etag : '' });
      expect(now?.properties).toMatchObject({ data0: 'c' });
      expect(now?.properties).not.toHaveProperty('data1');
    });

    it('will not replace a row that is gone', async () => {
      const { etag } = (await table().insert({ partition: 'p', row: 'r', properties: {} })) as {
        etag: string;
      };
      expect(await table().delete('p', 'r', etag)).toBe('deleted');
      expect(await table().replace({ partition: 'p', row: 'r', properties: {} }, etag)).toEqual({
        kind: 'conflict',
      });
      expect(await table().delete('p', 'r')).toBe('missing');
    });

    it('deletes nothing when the tag is stale', async () => {
      const { etag } = (await table().insert({ partition: 'p', row: 'r', properties: {} })) as {
        etag: string;
      };
      await table().put({ partition: 'p', row: 'r', properties: { data0: 'newer' } });
      expect(await table().delete('p', 'r', etag)).toBe('conflict');
      expect(await table().get('p', 'r')).toBeDefined();
    });

    it.each<[string, Operation]>([
      ['inserts a row that exists', insert('there')],
      ['replaces with a stale tag', { kind: 'replace', row: 'there', properties: {}, etag: 'W/"stale"' }],
      [
        'replaces a row that is missing',
        { kind: 'replace', row: 'missing', properties: {}, etag: 'W/"stale"' },
      ],
      ['deletes a row that is missing', { kind: 'delete', row: 'missing' }],
    ])('writes nothing of a transaction that %s', async (_, failing) => {
      await table().insert({ partition: 'p', row: 'there', properties: { data0: 'there' } });
      await table().insert({ partition: 'p', row: 'doomed', properties: {} });
      const operations = [insert('new'), { kind: 'delete', row: 'doomed' } as const, failing];
      expect(await table().transaction('p', operations)).toEqual({ kind: 'conflict' });
      const rows = await table().list({ partition: 'p' });
      expect(rows.map(({ row }) => row)).toEqual(['doomed', 'there']);
      expect(rows[1]?.properties['data0']).toBe('there');
    });

    it('gives the tags of a transaction in the order of its operations', async () => {
      await table().insert({ partition: 'p', row: 'gone', properties: {} });
      const old = (await table().insert({ partition: 'p', row: 'old', properties: {} })) as { etag: string };
      const outcome = await table().transaction('p', [
        insert('z'),
        { kind: 'delete', row: 'gone' },
        { kind: 'replace', row: 'old', properties: {}, etag: old.etag },
        { kind: 'put', row: 'a', properties: {} },
      ]);
      const etags = await Promise.all(
        ['z', 'old', 'a'].map(async (row) => (await table().get('p', row))?.etag),
      );
      expect(outcome).toEqual({ kind: 'written', etags: [etags[0], '', etags[1], etags[2]] });
    });

    it.each<[string, Operation[]]>([
      ['more than 100 operations', Array.from({ length: 101 }, (_, n) => insert(`r${n}`))],
      ['the same row twice', [insert('r'), insert('r')]],
      [
        'a text of more than 64 KiB',
        [{ kind: 'insert', row: 'r', properties: { data0: 'x'.repeat(32 * 1024 + 1) } }],
      ],
    ])('refuses %s', async (_, operations) => {
      await expect(table().transaction('p', operations)).rejects.toThrow();
      expect(await table().list({ partition: 'p' })).toEqual([]);
    });

    it('lists more than a page of rows, in order, by ranges of partitions and rows', async () => {
      const rows = Array.from({ length: 1250 }, (_, n) => `row,${String(n).padStart(4, '0')}`);
      for (let start = 0; start < rows.length; start += 100) {
        await table().transaction('a,1', rows.slice(start, start + 100).map(insert));
      }
      await table().insert({ partition: 'a,2', row: 'row,x', properties: {} });
      await table().insert({ partition: 'a,2', row: 'rowdy', properties: {} });
      await table().insert({ partition: 'b,1', row: 'row,x', properties: {} });
      const found = await table().list({ partition: beginningWith('a,'), row: beginningWith('row,') });
      expect(found.map(({ row }) => row)).toEqual([...rows, 'row,x']);
      expect((await table().list({ partition: 'a,1', row: 'row,0007' })).length).toBe(1);
      expect((await table().list({ partition: 'a,2', keysOnly: true }))[0]?.properties).toEqual({});
    });

    it('may be created by many at once, and again', async () => {
      await Promise.all(Array.from({ length: 5 }, () => fresh().again().prepare()));
      await fresh().store.prepare();
    });
  });
}
