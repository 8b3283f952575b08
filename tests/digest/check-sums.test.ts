import { describe, expect, it } from '@jest/globals';
import { checkSums } from '../../src/digest/check-sums.ts';
import type { Digest } from '../../src/digest/digest.ts';
import { fiveCategory } from '../../src/programme/status-scheme.ts';
import { digestOf, rows } from './digest-input.ts';

const requests = rows(
  { last: 'completed' },
  { last: 'on_track', answer: { status: 'minor_slippage' } },
  { last: 'significant_delay', owner: 'police' },
);
const right = digestOf(requests);

describe('the second count', () => {
  it('agrees with figures that are right', () => {
    expect(checkSums(right, requests, fiveCategory)).toEqual([]);
  });

  it.each<[string, Partial<Digest>]>([
    ['a total', { total: 4 }],
    ['a status', { counts: { ...right.counts, completed: 2, minor_slippage: 0 } }],
    ['an unconfirmed status', { unconfirmed: { ...right.unconfirmed, significant_delay: 0 } }],
    ['a priority', { byPriority: right.byPriority.map((priority) => ({ ...priority, total: 2 })) }],
    ['a priority that is left out', { byPriority: [] }],
    ['an exception that is left out', { exceptions: right.exceptions.slice(1) }],
    ['a movement that is left out', { movement: [] }],
    ['the owners', { participation: { ...right.participation, answered: 2 } }],
    ['the answers', { participation: { ...right.participation, requestsAnswered: 2 } }],
    ['a completion that is made up', { completed: [{ ref: '1', title: '', owners: [], outcome: null }] }],
  ])('finds %s that is wrong', (_what, wrong) => {
    expect(checkSums({ ...right, ...wrong }, requests, fiveCategory)).not.toEqual([]);
  });

  it('says in words what disagrees', () => {
    expect(checkSums({ ...right, total: 4 }, requests, fiveCategory)).toEqual([
      'Actions in all: the digest says 4, the rows say 3.',
    ]);
  });

  it('finds that a row has changed since', () => {
    const [first, ...others] = requests;
    const changed = [{ ...first!, state: 'retired' as const }, ...others];
    expect(checkSums(right, changed, fiveCategory)).toContain(
      'Actions in all: the digest says 3, the rows say 2.',
    );
  });
});
