import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { checkSums } from '../../src/digest/check-sums.ts';
import type { Counts } from '../../src/digest/digest.ts';
import { fiveCategory } from '../../src/programme/status-scheme.ts';
import { someRequests } from './arbitrary-requests.ts';
import { digestOf, update } from './digest-input.ts';

const sum = (counts: Counts) => Object.values(counts).reduce((a, b) => a + b, 0);
const submitted = (request: UpdateRequest): UpdateRequest => ({
  ...request,
  state: 'submitted',
  answer: update(request.ref, { status: 'on_track' }, false),
});

describe('for any rows', () => {
  it('the total is the sum of the statuses, and of the priorities', () => {
    fc.assert(
      fc.property(someRequests, (requests) => {
        const digest = digestOf(requests);
        expect(sum(digest.counts)).toBe(digest.total);
        for (const priority of digest.byPriority) expect(sum(priority.counts)).toBe(priority.total);
        for (const status of Object.keys(digest.counts)) {
          const over = digest.byPriority.reduce((n, { counts }) => n + (counts[status] ?? 0), 0);
          expect(over).toBe(digest.counts[status]);
        }
      }),
    );
  });

  it('no more is unconfirmed than there is', () => {
    fc.assert(
      fc.property(someRequests, (requests) => {
        const { counts, unconfirmed } = digestOf(requests);
        for (const status of Object.keys(counts)) {
          expect(unconfirmed[status]).toBeLessThanOrEqual(counts[status] ?? 0);
        }
      }),
    );
  });

  it('the order in which the rows are read does not matter', () => {
    fc.assert(
      fc.property(
        someRequests.chain((requests) =>
          fc.tuple(
            fc.constant(requests),
            fc.shuffledSubarray(requests, { minLength: requests.length, maxLength: requests.length }),
          ),
        ),
        ([requests, shuffled]) => expect(digestOf(shuffled)).toEqual(digestOf(requests)),
      ),
    );
  });

  it('what was given after the close changes nothing', () => {
    fc.assert(
      fc.property(someRequests, (requests) => {
        const without = requests.map(({ late: _late, ...request }) => request);
        expect(digestOf(requests)).toEqual(digestOf(without));
      }),
    );
  });

  it('one more answer never makes participation worse', () => {
    fc.assert(
      fc.property(someRequests, fc.nat(), (requests, choice) => {
        const waiting = requests.filter(({ asked, state }) => asked && state === 'requested');
        const next = waiting[choice % Math.max(1, waiting.length)];
        fc.pre(next !== undefined);
        const before = digestOf(requests).participation;
        const after = digestOf(
          requests.map((request) => (request === next ? submitted(request) : request)),
        ).participation;
        expect(after.asked).toBe(before.asked);
        expect(after.answered).toBeGreaterThanOrEqual(before.answered);
        expect(after.requestsAnswered).toBe(before.requestsAnswered + 1);
        expect(before.noUpdate).toEqual(expect.arrayContaining(after.noUpdate));
      }),
    );
  });

  it('every owner asked has answered, is awaited, or was not reached', () => {
    const owners = fc.subarray(['', 'housing', 'police', 'transport', 'schools']);
    fc.assert(
      fc.property(someRequests, owners, (requests, notReached) => {
        const { participation } = digestOf(requests, { notReached: new Set(notReached) });
        const { asked, answered, noUpdate } = participation;
        expect(answered + noUpdate.length + participation.notReached.length).toBe(asked);
      }),
    );
  });

  it('a second count of the rows agrees', () => {
    fc.assert(
      fc.property(someRequests, (requests) =>
        expect(checkSums(digestOf(requests), requests, fiveCategory)).toEqual([]),
      ),
    );
  });
});
