import { describe, expect, it } from '@jest/globals';
import { inBatches, insertMissing } from '../../src/storage/batches.ts';
import { memoryTable } from '../../src/storage/memory-table.ts';
import { packText } from '../../src/storage/packing.ts';

describe('batches', () => {
  it('hold at most 100 operations each, in their order', () => {
    const operations = Array.from({ length: 205 }, (_, n) => ({ n }));
    const batches = inBatches(operations);
    expect(batches.map((batch) => batch.length)).toEqual([100, 100, 5]);
    expect(batches.flat()).toEqual(operations);
    expect(inBatches([])).toEqual([]);
  });

  it('keep together what goes together, and count and weigh all of it', () => {
    const pairs = (count: number, text: string) =>
      Array.from({ length: count }, (_, n) => ({
        n,
        both: [{ properties: { text } }, { properties: { text } }],
      }));
    const sizes = (count: number, text: string) =>
      inBatches(pairs(count, text), ({ both }) => both).map((batch) => batch.length);
    expect(sizes(120, '')).toEqual([50, 50, 20]);
    expect(Math.max(...sizes(60, 'x'.repeat(30_000)))).toBeLessThan(25);
  });

  it('hold less than 4 MiB each, however large the rows', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => ({
      row: `r${n}`,
      properties: packText('"é'.repeat(200_000)),
    }));
    const table = memoryTable('T');
    expect((await insertMissing(table, 'p', rows)).size).toBe(30);
    expect((await table.list({})).length).toBe(30);
  });
});
