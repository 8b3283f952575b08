import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { publishedLimits, type Limits } from './teams-limits.ts';

/** What the limits say to requests of one conversation at these moments. */
function refusals(limits: Limits, times: readonly number[], conversation = 'a:1'): (number | undefined)[] {
  return times.map((at) => limits.refusal(conversation, at));
}

function times(count: number, everyMs: number, from = 0): number[] {
  return Array.from({ length: count }, (_, index) => from + index * everyMs);
}

describe('the limits of one conversation', () => {
  it.each([
    ['7 in a second', times(7, 0), 999, 1],
    ['8 in two seconds', times(8, 150), 1_999, 1],
    ['60 in 30 seconds', times(60, 400), 29_999, 1],
    ['1,800 in an hour', times(1_800, 1_000), 3_599_999, 1],
  ])('let %s through and no more, until the first is that old', (_, within, lastRefused, wait) => {
    const limits = publishedLimits();
    expect(refusals(limits, within)).toEqual(within.map(() => undefined));
    expect(limits.refusal('a:1', lastRefused)).toBe(wait);
    expect(limits.refusal('a:1', lastRefused + 1)).toBeUndefined();
  });

  it('say in whole seconds how long to wait', () => {
    const limits = publishedLimits();
    refusals(limits, times(60, 400));
    expect(limits.refusal('a:1', 24_000)).toBe(6);
  });

  it('do not count what was refused', () => {
    const limits = publishedLimits();
    refusals(limits, times(7, 0));
    refusals(limits, times(100, 1, 100));
    expect(limits.refusal('a:1', 1_000)).toBeUndefined();
  });

  it('are those of one conversation, and not of another', () => {
    const limits = publishedLimits();
    refusals(limits, times(7, 0), 'a:1');
    expect(limits.refusal('a:2', 0)).toBeUndefined();
    expect(limits.refusal(undefined, 0)).toBeUndefined();
  });
});

describe('the limit of a tenant', () => {
  it('lets 50 through in a second, to whomever', () => {
    const limits = publishedLimits();
    const said = times(51, 0).map((at, index) => limits.refusal(`a:${index}`, at));
    expect(said).toEqual([...times(50, 0).map(() => undefined), 1]);
    expect(limits.refusal(undefined, 999)).toBe(1);
    expect(limits.refusal(undefined, 1_000)).toBeUndefined();
  });

  it('is never passed in any rolling second, and holds nobody up who keeps to it', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 60, maxLength: 400 });
    fc.assert(
      fc.property(gaps, (between) => {
        const limits = publishedLimits();
        const through: number[] = [];
        let at = 0;
        for (const [index, gap] of between.entries()) {
          at += gap;
          const inTheLastSecond = through.filter((one) => one > at - 1_000).length;
          const refused = limits.refusal(`a:${index}`, at) !== undefined;
          expect(refused).toBe(inTheLastSecond >= 50);
          if (!refused) through.push(at);
        }
      }),
    );
  });
});
