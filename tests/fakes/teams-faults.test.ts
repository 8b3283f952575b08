import { describe, expect, it } from '@jest/globals';
import { chancesOf } from './every-fault.ts';
import { seededRandom } from './seeded-random.ts';
import { createFaults, type ChanceFault, type Fault } from './teams-faults.ts';
import type { RequestKind, SeenRequest } from './teams-model.ts';

const cut: Fault = { kind: 'cut-before-reading' };
const silence: Fault = { kind: 'silence' };
const half: Fault = { kind: 'half-answer' };

function request(kind: RequestKind = 'send'): SeenRequest {
  return { at: 0, kind, method: 'POST', path: '/', target: 'a:1', authorization: undefined };
}

/** How many of 10,000 sends suffered each fault. */
function struck(faults: readonly ChanceFault[], seed = 1): Record<string, number> {
  const some = createFaults();
  some.byChance(faults, seededRandom(seed));
  const counts: Record<string, number> = {};
  for (let n = 0; n < 10_000; n += 1) {
    const kind = some.take(request())?.kind ?? 'none';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

describe('faults by chance', () => {
  it('strike the share of requests that they are given', () => {
    const counts = struck([{ matcher: 'any', fault: cut, share: 0.2 }]);
    expect(counts['cut-before-reading']).toBeGreaterThan(1_850);
    expect(counts['cut-before-reading']).toBeLessThan(2_150);
  });

  it('are drawn for each by itself, and none comes before another', () => {
    const counts = struck([cut, silence, half].map((fault) => ({ matcher: 'any', fault, share: 0.5 })));
    // One half to the power of three escapes all; the rest is shared out evenly.
    expect(counts['none']).toBeGreaterThan(1_100);
    expect(counts['none']).toBeLessThan(1_400);
    for (const { kind } of [cut, silence, half]) {
      expect(counts[kind]).toBeGreaterThan(2_700);
      expect(counts[kind]).toBeLessThan(3_150);
    }
  });

  it('strike only what they match, always at a share of 1 and never at 0', () => {
    const some = createFaults();
    some.byChance(
      [
        { matcher: 'update', fault: cut, share: 1 },
        { matcher: 'any', fault: silence, share: 0 },
      ],
      seededRandom(1),
    );
    expect(some.take(request('send'))).toBeUndefined();
    expect(some.take(request('update'))).toBe(cut);
  });

  it('are the same again for the same seed, and others for another', () => {
    const faults = chancesOf({ silence: 0.3, 'half-answer': 0.3 });
    expect(struck(faults, 7)).toEqual(struck(faults, 7));
    expect(struck(faults, 7)).not.toEqual(struck(faults, 8));
  });

  it('leave way to one that was asked for, and end when all faults do', () => {
    const some = createFaults();
    some.byChance([{ matcher: 'any', fault: silence, share: 1 }], seededRandom(1));
    some.add('send', cut, 1);
    expect(some.take(request())).toBe(cut);
    expect(some.take(request())).toBe(silence);
    some.clear();
    expect(some.take(request())).toBeUndefined();
  });

  it.each([
    ['a name that is none', { sunshine: 0.2 }, 'There is no fault "sunshine"'],
    ['a share above 1', { silence: 20 }, 'from 0 to 1'],
    ['a share that is no number', { silence: Number.NaN }, 'from 0 to 1'],
  ])('are refused with %s', (_, shares, words) => {
    expect(() => chancesOf(shares)).toThrow(words);
  });
});
