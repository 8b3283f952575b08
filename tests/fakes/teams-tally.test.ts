import { describe, expect, it } from '@jest/globals';
import type { RequestKind, Seen, SeenRequest } from './teams-model.ts';
import { createTally } from './teams-tally.ts';

function request(at: number, kind: RequestKind = 'send', outcome: Partial<SeenRequest> = {}): SeenRequest {
  return { at, kind, method: 'POST', path: '/', target: 'a:1', authorization: undefined, ...outcome };
}

function seen(by: string[], kind: Seen['kind'] = 'message'): Seen {
  return { at: 0, kind, by, conversationId: 'a:1', activityId: '1' };
}

describe('the busiest second', () => {
  it.each([
    ['nothing came', [], 0],
    ['all at once', [5, 5, 5], 3],
    ['a second apart', [0, 1_000, 2_000], 1],
    ['just within a second', [0, 999, 1_000], 2],
    ['across the turn of a second', [900, 950, 1_800, 1_850, 1_950], 4],
    ['a burst long ago', [0, 1, 2, 3, 60_000, 60_001], 4],
  ])('%s', (_, times, most) => {
    const tally = createTally();
    for (const at of times) tally.arrived(request(at));
    expect(tally.report().busiestSecond).toBe(most);
  });
});

describe('a report', () => {
  it('counts requests by kind, answers by status, faults, and what each person saw', () => {
    const tally = createTally();
    const outcomes: [SeenRequest, Seen | undefined][] = [
      [request(10, 'create', { status: 201 }), undefined],
      [request(20, 'send', { status: 429 }), undefined],
      [request(30, 'send', { fault: 'silence', stored: '1' }), seen(['ama'])],
      [request(40, 'send', { status: 201, stored: '1' }), seen(['ama', 'ben'])],
      [request(50, 'update', { status: 200, stored: '1' }), seen(['ama'], 'update')],
    ];
    for (const [one, saw] of outcomes) {
      tally.arrived(one);
      tally.done(one, saw);
    }
    expect(tally.report()).toEqual({
      requests: 5,
      byKind: { create: 1, send: 3, update: 1 },
      byStatus: { 200: 1, 201: 2, 429: 1, none: 1 },
      throttled: 1,
      faults: { silence: 1 },
      busiestSecond: 5,
      firstAt: 10,
      lastAt: 50,
      seenBy: { ama: 2, ben: 1 },
    });
  });
});
