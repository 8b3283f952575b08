import { describe, expect, it } from '@jest/globals';
import { newsIn, type NewsInput, type NewsTime } from '../../src/cycle/news.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { instant } from '../builders/dates.ts';

const sam = { contactId: 'sam', name: 'Sam Lee' };
const priya = { contactId: 'priya', name: 'Priya Raman' };
const dev = { id: 'dev', name: 'Dev Nair', email: 'dev@council.example', reachedBy: 'teams' as const };
const time = { since: instant('2026-10-20T08:30:00Z'), until: instant('2026-10-21T08:30:00Z') };
const inTime = instant('2026-10-20T15:00:00Z');

function request(rest: Partial<UpdateRequest>): UpdateRequest {
  return {
    ref: '1.4',
    order: 0,
    title: 'Mend the roofs',
    priority: { number: 1, title: 'Warm homes' },
    owners: [],
    asked: true,
    state: 'requested',
    baseline: { unchangedRuns: 0 },
    ...rest,
  };
}

function news(input: Partial<NewsInput>, when: NewsTime = time) {
  return newsIn({ requests: [request({})], missed: [], amendments: [], leads: ['priya'], ...input }, when);
}

function late(at: string, rest: Partial<UpdateRequest> = {}): UpdateRequest {
  const answer = {
    ref: '1.4',
    version: 1,
    kind: 'answer' as const,
    by: sam,
    at: instant(at),
    late: true,
    narrative: 'Half is done.',
  };
  return request({ late: answer, versions: 1, ...rest });
}

describe('what counts as news for the leads', () => {
  it('is that somebody says a request is not theirs, until it is decided', () => {
    const notMine = { contactId: 'sam', by: sam, at: inTime, suggestion: 'Housing' };
    expect(news({ requests: [request({ notMine })] })).toEqual([
      { kind: 'not-mine', ref: '1.4', by: sam, suggestion: 'Housing' },
    ]);
    expect(news({ requests: [request({ notMine, state: 'submitted' })] })).toEqual([]);
    expect(news({ requests: [request({})] })).toEqual([]);
  });

  it('is that somebody cannot be reached about what is still outstanding', () => {
    const missed = [{ contactId: 'sam', refs: ['1.4', '1.5'], why: 'not installed', at: inTime }];
    const both = [request({}), request({ ref: '1.5', state: 'submitted' })];
    expect(news({ requests: both, missed })).toEqual([
      { kind: 'not-reached', contactId: 'sam', refs: ['1.4'], why: 'not installed' },
    ]);
    expect(news({ requests: [request({ state: 'submitted' })], missed })).toEqual([]);
  });

  it('is an answer after the close, until it is decided on', () => {
    expect(news({ requests: [late('2026-10-20T15:00:00Z')] })).toEqual([
      { kind: 'late', ref: '1.4', by: sam },
    ]);
    const lateDecision = { version: 1, kind: 'kept' as const, by: priya, at: inTime };
    expect(news({ requests: [late('2026-10-20T15:00:00Z', { lateDecision })] })).toEqual([]);
  });

  it('is what has been passed on for good, though not by a lead', () => {
    const officer = (by: typeof sam) => [
      { kind: 'officer' as const, ref: '1.4', contact: dev, by, at: inTime },
    ];
    expect(news({ amendments: officer(sam) })).toEqual([
      { kind: 'passed-on', ref: '1.4', by: sam, to: 'Dev Nair' },
    ]);
    expect(news({ amendments: officer(priya) })).toEqual([]);
  });

  it.each([
    ['before it', '2026-10-20T08:30:00Z', 0],
    ['just after its beginning', '2026-10-20T08:30:01Z', 1],
    ['at its end', '2026-10-21T08:30:00Z', 1],
    ['after it', '2026-10-21T08:30:01Z', 0],
  ])('is of the time since the leads were told last: %s', (_, at, count) => {
    expect(news({ requests: [late(at)] })).toHaveLength(count);
  });

  it('is all that there was, where they were never told', () => {
    expect(news({ requests: [late('2026-10-01T09:00:00Z')] }, { ...time, since: undefined })).toHaveLength(1);
  });
});
