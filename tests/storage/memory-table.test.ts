import { describe, expect, it } from '@jest/globals';
import { memoryTable } from '../../src/storage/memory-table.ts';
import type { Operation, Properties } from '../../src/storage/table.ts';

function texts(count: number, text: string): Properties {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`data${n}`, text]));
}

function insert(row: string, properties: Properties): Operation {
  return { kind: 'insert', row, properties };
}

/** What Azure refuses and Azurite lets pass; what both refuse is in the contract. */
describe('the table in memory', () => {
  it.each(['/', '\\', '#', '?', '\t', '\u0085'])('refuses the key character %j', async (character) => {
    const table = memoryTable('T');
    await expect(table.insert({ partition: `a${character}`, row: 'r', properties: {} })).rejects.toThrow(
      /illegal/,
    );
    await expect(table.insert({ partition: 'a', row: `r${character}`, properties: {} })).rejects.toThrow(
      /illegal/,
    );
  });

  it('refuses a key that is too long', async () => {
    const long = { partition: 'p', row: 'r'.repeat(513), properties: {} };
    await expect(memoryTable('T').insert(long)).rejects.toThrow(/too long/);
  });

  it('refuses a row of more than 1 MiB, at two bytes a character', async () => {
    const table = memoryTable('T');
    await expect(
      table.insert({ partition: 'p', row: 'r', properties: texts(17, 'x'.repeat(32_000)) }),
    ).rejects.toThrow(/1 MiB/);
    await table.insert({ partition: 'p', row: 'r', properties: texts(16, 'x'.repeat(32_000)) });
  });

  it('refuses more than 252 properties, and text that ends within a character', async () => {
    const table = memoryTable('T');
    await expect(table.insert({ partition: 'p', row: 'r', properties: texts(253, '') })).rejects.toThrow(
      /252/,
    );
    await expect(
      table.insert({ partition: 'p', row: 'r', properties: { data0: 'x\ud83d' } }),
    ).rejects.toThrow(/within a character/);
  });

  it('refuses a transaction of 4 MiB', async () => {
    const rows = Array.from({ length: 10 }, (_, n) => insert(`r${n}`, texts(14, 'x'.repeat(32_000))));
    await expect(memoryTable('T').transaction('p', rows)).rejects.toThrow(/4 MiB/);
  });

  it('gives rows out by value: changing what was read changes nothing stored', async () => {
    const table = memoryTable('T');
    await table.insert({ partition: 'p', row: 'r', properties: { data0: 'a' } });
    const read = await table.get('p', 'r');
    read!.properties['data0'] = 'b';
    expect((await table.get('p', 'r'))?.properties['data0']).toBe('a');
  });
});
