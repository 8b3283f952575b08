import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { openingRequests } from '../../src/cycle/opening.ts';
import type { Answer, Update } from '../../src/cycle/answer.ts';
import type { Baseline } from '../../src/cycle/baseline.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import type { ImportedAnswer, Register } from '../../src/programme/register.ts';
import { fiveCategory } from '../../src/programme/status-scheme.ts';
import { instant } from '../builders/dates.ts';
import { row } from '../digest/digest-input.ts';

const by = { contactId: 'c0ffee', name: 'Priya Shah' };
const question = {
  text: 'Who pays from April?',
  by,
  at: instant('2026-11-20T09:00:00Z'),
  meeting: Temporal.PlainDate.from('2026-11-19'),
};

/** The request that the next cycle opens with, after this one. */
function next(request: UpdateRequest, imported?: ImportedAnswer): UpdateRequest {
  const register: Register = {
    version: 'v1',
    owners: [],
    contacts: [],
    actions: [
      {
        ...{ ref: '1.1', refAssigned: false, order: 0, title: 'Warm homes', owners: [] },
        priority: { number: 1, title: 'Homes' },
        ...(imported && { imported }),
      },
    ],
  };
  const earlier = new Map([['1.1', { cycleId: '2026-11', request }]]);
  const [opened] = openingRequests(register, fiveCategory, earlier, 'Europe/London');
  return opened!;
}

function said(answer: Partial<Answer>, rest: Partial<Update> = {}): Update {
  return {
    ...{ ref: '1.1', version: 1, kind: 'answer', by, late: false, narrative: 'Half is done.' },
    at: instant('2026-10-20T09:00:00Z'),
    ...answer,
    ...rest,
  };
}

const promised = (date: string): Answer['revisedDate'] => ({
  kind: 'date',
  date: Temporal.PlainDate.from(date),
});

describe('what the next cycle starts from', () => {
  it.each(['noted', 'kept', undefined] as const)(
    'is the answer that came after the close, where a lead has decided: %s',
    (kind) => {
      const late = said({ status: 'minor_slippage', reason: 'Rain.' }, { version: 2, late: true });
      const decided = kind && { lateDecision: { version: 2, kind, by, at: late.at } };
      const request = { ...row(), answer: said({ status: 'on_track' }), late, ...decided };
      expect(next(request).baseline).toMatchObject({
        status: 'minor_slippage',
        reason: 'Rain.',
        cycleId: '2026-11',
      });
    },
  );

  it('is the answer that was counted, where an older one came late', () => {
    const late = said({ status: 'minor_slippage' }, { late: true });
    const request = { ...row(), late, answer: said({ status: 'completed' }, { version: 2 }) };
    expect(next(request).baseline.status).toBe('completed');
  });

  it('keeps back what was not for publication', () => {
    const request = { ...row(), answer: said({ status: 'on_track', notForPublication: 'A family.' }) };
    expect(next(request).baseline.notForPublication).toBe('A family.');
  });

  it('holds nothing of the note to the lead', () => {
    const request = { ...row(), answer: said({ status: 'on_track', noteToLead: 'Between us.' }) };
    expect(JSON.stringify(next(request).baseline)).not.toContain('Between us');
  });
});

describe('a promised date', () => {
  const baseline: Partial<Baseline> = { revisedDate: promised('2026-12-01')!, dateMoves: 1 };
  it.each([
    ['put off again', '2027-03-01', 2],
    ['left as it is', '2026-12-01', 1],
  ])('counts how often it was put off: %s', (_name, date, moves) => {
    const request = { ...row({ baseline }), answer: said({ revisedDate: promised(date)! }) };
    expect(next(request).baseline.dateMoves).toBe(moves);
  });
});

describe('off track', () => {
  it.each<[string, Partial<Baseline>, string]>([
    ['this time, where it was on track', { status: 'on_track', asOf: 'March 2026' }, 'October 2026'],
    ['what was last reported', { status: 'significant_delay', asOf: 'March 2026' }, 'March 2026'],
    [
      'the first of several reports running',
      { status: 'significant_delay', asOf: 'June 2026', offTrackSince: 'March 2026' },
      'March 2026',
    ],
  ])('is so since %s', (_name, baseline, since) => {
    const request = { ...row({ baseline }), answer: said({ status: 'minor_slippage' }) };
    expect(next(request).baseline.offTrackSince).toBe(since);
  });

  it('is over once it is on track', () => {
    const baseline = { status: 'minor_slippage', offTrackSince: 'March 2026' };
    const request = { ...row({ baseline }), answer: said({ status: 'on_track' }) };
    expect(next(request).baseline.offTrackSince).toBeUndefined();
  });
});

describe('what the board asked', () => {
  it('opens the next request, also where the action is finished', () => {
    const request = { ...row(), answer: said({ status: 'completed' }), boardAsked: question };
    expect(next(request)).toMatchObject({ asked: true, baseline: { boardAsked: question } });
  });

  it('opens it although nobody has ever answered', () => {
    const opened = next({ ...row(), boardAsked: question }, { status: 'on_track', asOf: 'March 2026' });
    expect(opened.baseline).toMatchObject({ status: 'on_track', boardAsked: question });
  });

  it('is asked again until it is answered', () => {
    const request = row({ baseline: { boardAsked: question, cycleId: '2026-06' } });
    expect(next(request).baseline.boardAsked).toEqual(question);
    expect(next({ ...request, answer: said({}) }).baseline.boardAsked).toBeUndefined();
  });
});
