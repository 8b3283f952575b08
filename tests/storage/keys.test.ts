import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapePart, instantKey, keyOf, padded, prefixOf } from '../../src/storage/keys.ts';
import { beginningWith } from '../../src/storage/table.ts';
import { Temporal } from '../../src/calendar/temporal.ts';

/** Any text at all: ASCII and its controls often, half characters too. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: fc.constantFrom('~', '2', 'F', ',', '/', '%', 'u', '0', '\ud800', '\udc00') }),
);

describe('a key', () => {
  it('is legal in Azure Tables, whatever its parts hold', () => {
    fc.assert(
      fc.property(fc.array(text), (parts) => {
        const key = keyOf(...parts);
        expect(key).not.toMatch(/[/\\#?'%\p{Cc}\p{Cs}\uFFFE\uFFFF]/u);
        expect(Buffer.from(key, 'utf8').toString('utf8')).toBe(key);
      }),
    );
  });

  it('is different for different parts', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), fc.array(text, { minLength: 1 }), (a, b) => {
        expect(keyOf(...a) === keyOf(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 1000 },
    );
  });

  it('can be turned back into its part, so that no two parts share one', () => {
    fc.assert(
      fc.property(text, (part) => {
        const back = escapePart(part).replace(/~u(.{4})|~(.{2})/g, (_, four?: string, two?: string) =>
          String.fromCharCode(parseInt(four ?? two ?? '', 16)),
        );
        expect(back).toBe(part);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['1.4', '1.4'],
    ['P1-A1-01', 'P1-A1-01'],
    ['a,b', 'a~2Cb'],
    ['50%/2\\3#4?~', '50~25~2F2~5C3~234~3F~7E'],
    ['é 漢😀', '~E9~20漢😀'.replace('~E9', 'é')],
    ['\u0000\u0085\ud800', '~00~85~uD800'],
  ])('writes %j as %s', (part, key) => {
    expect(escapePart(part)).toBe(key);
  });

  it('is found by the prefix of its first parts, and by no other', () => {
    fc.assert(
      fc.property(text, text, text, (first, second, other) => {
        const keys = beginningWith(prefixOf(first)) as { from: string; before: string };
        const isIn = (key: string) => key >= keys.from && key < keys.before;
        expect(isIn(keyOf(first, second))).toBe(true);
        expect(isIn(keyOf(other, second))).toBe(other === first);
      }),
    );
  });

  it('puts numbers and instants into their own order', () => {
    expect(['2', '10', '9'].map((n) => padded(Number(n))).sort()).toEqual(['000002', '000009', '000010']);
    const instants = ['2026-03-02T09:30:00.000000001Z', '2026-03-02T09:30:00.5Z', '2026-03-02T09:30:01Z'];
    const keys = instants.map((iso) => instantKey(Temporal.Instant.from(iso)));
    expect(keys).toEqual([
      '2026-03-02T09:30:00.000Z',
      '2026-03-02T09:30:00.500Z',
      '2026-03-02T09:30:01.000Z',
    ]);
  });
});
