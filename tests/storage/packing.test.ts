import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { limits } from '../../src/storage/limits.ts';
import { chunksOf, pack, packText, packedText, unpack } from '../../src/storage/packing.ts';
import { UnreadableRow } from '../../src/storage/unreadable-row.ts';

const table = { name: 'Cycles' };
const stored = (properties: Record<string, string>) => ({ partition: 'p', row: 'r', etag: 'e', properties });

describe('packing', () => {
  it('gives back any value that JSON can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const same: unknown = JSON.parse(JSON.stringify(value));
        expect(unpack(table, stored(pack(value) as Record<string, string>), z.unknown())).toEqual(same);
      }),
    );
  });

  it('writes no separator that Azurite takes for the end of a line', () => {
    const properties = pack({ text: 'one\u2028two\u2029three' });
    expect(properties['data0']).toBe(String.raw`{"text":"one\u2028two\u2029three"}`);
    expect(unpack(table, stored(properties as Record<string, string>), z.unknown())).toEqual({
      text: 'one\u2028two\u2029three',
    });
  });

  it('splits no character, exceeds no length, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 2, max: 9 }),
        (text, length) => {
          const chunks = chunksOf(text, length);
          expect(chunks.join('')).toBe(text);
          for (const chunk of chunks) {
            expect(chunk.length).toBeLessThanOrEqual(length);
            expect(Buffer.from(chunk, 'utf8').toString('utf8')).toBe(chunk);
          }
        },
      ),
    );
  });

  it('keeps every property within 64 KiB', () => {
    const text = '😀'.repeat(100_000);
    const properties = packText(text);
    expect(Object.keys(properties).length).toBeGreaterThan(6);
    expect(Math.max(...Object.values(properties).map((chunk) => String(chunk).length))).toBeLessThan(
      limits.textCharacters,
    );
    expect(packedText(properties)).toBe(text);
  });

  it('names the row and the field that is wrong, and no value', () => {
    const schema = z.object({ narrative: z.string(), order: z.number() });
    const row = stored(pack({ narrative: 'secret words', order: 'secret too' }) as Record<string, string>);
    expect(() => unpack(table, row, schema)).toThrow(UnreadableRow);
    expect(() => unpack(table, row, schema)).toThrow(
      'Row "r" of partition "p" in table Cycles: not as expected at order (invalid_type).',
    );
  });
});
