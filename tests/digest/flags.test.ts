import { describe, expect, it } from '@jest/globals';
import { fiveCategory } from '../../src/programme/status-scheme.ts';
import type { RevisedDate, Update } from '../../src/cycle/answer.ts';
import type { Baseline } from '../../src/cycle/baseline.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { dateMovesOf } from '../../src/cycle/date-moves.ts';
import { flagsOf } from '../../src/digest/flags.ts';
import { date, instant } from '../builders/dates.ts';

const today = date('2026-10-20');

function by(day: string): { revisedDate: RevisedDate } {
  return { revisedDate: { kind: 'date', date: date(day) } };
}

function request(baseline: Partial<Baseline>, more: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    ref: '1.1',
    order: 0,
    title: 'Insulate the flats',
    priority: { number: 1, title: 'Warm homes' },
    owners: [],
    asked: true,
    state: 'submitted',
    baseline: { unchangedRuns: 0, narrative: 'Half of it is done.', ...baseline },
    ...more,
  };
}

function answer(more: Partial<Update>): Update {
  return {
    ref: '1.1',
    version: 1,
    kind: 'answer',
    by: { contactId: 'ama', name: 'Ama' },
    at: instant('2026-10-20T09:00:00Z'),
    late: false,
    narrative: 'All doors are hung.',
    ...more,
  };
}

type Case = [string, UpdateRequest, Partial<Update>, string[]];
const slipped = { status: 'minor_slippage' };

const cases: Case[] = [
  ['nothing', request(slipped), { status: 'on_track' }, []],
  [
    'a better status though the promised date has passed',
    request({ ...slipped, ...by('2026-09-30') }),
    { status: 'on_track' },
    ['better-though-late'],
  ],
  [
    'a better status though the printed date has passed',
    request(slipped, { due: { printed: 'Sept 2026', date: date('2026-09-30') } }),
    { status: 'on_track' },
    ['better-though-late'],
  ],
  ['a date that is today', request({ ...slipped, ...by('2026-10-20') }), { status: 'on_track' }, []],
  ['the same status', request({ ...slipped, ...by('2026-09-30') }), slipped, []],
  ['a completion, however late', request({ ...slipped, ...by('2026-09-30') }), { status: 'completed' }, []],
  ['the same words, spaces aside', request({}), { narrative: ' Half of it\n is done. ' }, ['same-words']],
  ['other capitals', request({}), { narrative: 'Half of it is DONE.' }, []],
  ['no narrative at all', request({ narrative: '' }), { narrative: '' }, []],
  ['"no change" the first time', request({}), { kind: 'no-change', narrative: 'Half of it is done.' }, []],
  [
    '"no change" the second time',
    request({ unchangedRuns: 1 }),
    { kind: 'no-change', narrative: 'Half of it is done.' },
    ['unchanged-again'],
  ],
  ['a new date in the past', request({}), by('2026-10-19'), ['date-passed']],
  [
    'a day of knowing in the past',
    request({}),
    { revisedDate: { kind: 'promised', sayBy: date('2026-10-01') } },
    ['date-passed'],
  ],
  ['a date put off once', request(by('2026-11-01')), by('2026-12-01'), []],
  [
    'a date put off for the second time',
    request({ ...by('2026-11-01'), dateMoves: 1 }),
    by('2026-12-01'),
    ['put-off-again'],
  ],
  ['a date that stays after two moves', request({ ...by('2026-11-01'), dateMoves: 2 }), by('2026-11-01'), []],
  [
    'a status kept after a suggestion',
    request(
      {},
      {
        sentBack: [
          {
            version: 1,
            comment: 'Really?',
            suggested: 'minor_slippage',
            by: { contactId: 'priya', name: 'Priya' },
            at: instant('2026-10-19T09:00:00Z'),
            answerBy: date('2026-10-21'),
            ended: 'kept',
          },
        ],
      },
    ),
    { status: 'on_track' },
    ['kept-theirs'],
  ],
];

describe('what speaks against accepting an answer unread', () => {
  it.each(cases)('%s', (_name, asked, given, flags) => {
    expect(flagsOf(fiveCategory, asked, answer(given), today)).toEqual(flags);
  });
});

describe('how often a date has been put off', () => {
  const once = { ...by('2026-11-01'), dateMoves: 1 };

  it.each([
    ['put off: one more', once, by('2026-12-01'), 2],
    ['as it was: as often', once, by('2026-11-01'), 1],
    ['brought forward: from the start', once, by('2026-10-25'), 0],
    ['not promised any more: from the start', once, {}, 0],
    ['for the first time, with no date before', {}, by('2026-12-01'), 0],
    [
      'a day of knowing counts as a date',
      once,
      { revisedDate: { kind: 'promised', sayBy: date('2026-12-24') } },
      2,
    ],
  ] as [string, Partial<Baseline>, Partial<Update>, number][])('%s', (_name, baseline, given, moves) => {
    expect(dateMovesOf(request(baseline), answer(given))).toBe(moves);
  });
});
