import { describe, expect, it } from '@jest/globals';
import { groupCommit } from '../../src/storage/group-commit.ts';
import { memoryTable } from '../../src/storage/memory-table.ts';
import { RefusedByStorage } from '../../src/storage/refused.ts';
import type { Operation, Table } from '../../src/storage/table.ts';

/** A table that counts its transactions, and refuses whatever holds a poisoned row. */
function counting(): { table: Table; transactions: string[][] } {
  const table = memoryTable('Things');
  const transactions: string[][] = [];
  return {
    transactions,
    table: {
      ...table,
      async transaction(partition, operations) {
        transactions.push(operations.map(({ row }) => row));
        if (operations.some(({ row }) => row === 'poison')) throw new RefusedByStorage('no');
        return table.transaction(partition, operations);
      },
    },
  };
}

const insert = (row: string): Operation => ({ kind: 'insert', row, properties: { a: 'b' } });

describe('a group commit', () => {
  it('writes what is asked for at one moment in one transaction, and tells each its own tags', async () => {
    const { table, transactions } = counting();
    const commit = groupCommit(table);
    const outcomes = await Promise.all([
      commit('p', [insert('a'), insert('b')]),
      commit('p', [insert('c')]),
      commit('q', [insert('a')]),
    ]);
    expect(transactions).toEqual([['a', 'b', 'c'], ['a']]);
    const c = await table.get('p', 'c');
    expect(outcomes[1]).toEqual({ kind: 'written', etags: [c?.etag] });
  });

  it('tells only the one at fault of a conflict or a refusal, and writes the others', async () => {
    const { table } = counting();
    await table.insert({ partition: 'p', row: 'there', properties: { a: 'b' } });
    const commit = groupCommit(table);
    const outcomes = await Promise.allSettled([
      commit('p', [insert('a')]),
      commit('p', [insert('there'), insert('x')]),
      commit('p', [insert('poison')]),
      commit('p', [insert('b')]),
    ]);
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value.kind : 'refused'))).toEqual([
      'written',
      'conflict',
      'refused',
      'written',
    ]);
    expect(await table.get('p', 'x')).toBeUndefined();
  });

  it('never puts a row twice into one transaction, nor more than a hundred operations', async () => {
    const { table, transactions } = counting();
    const commit = groupCommit(table);
    const put = (row: string): Operation => ({ kind: 'put', row, properties: { a: 'b' } });
    await Promise.all([
      ...Array.from({ length: 250 }, (_, n) => commit('p', [put(`r${n}`)])),
      commit('p', [put('r0')]),
      commit('p', [put('r0')]),
    ]);
    expect(Math.max(...transactions.map((rows) => rows.length))).toBe(100);
    for (const rows of transactions) expect(new Set(rows).size).toBe(rows.length);
    expect(transactions.flat()).toHaveLength(252);
  });
});
