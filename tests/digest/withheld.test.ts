import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { checkSums } from '../../src/digest/check-sums.ts';
import { digestJson } from '../../src/digest/digest-json.ts';
import { fiveCategory } from '../../src/programme/status-scheme.ts';
import { digestOf, row, rows } from './digest-input.ts';

const secret = 'Secret words.';
const texts = { narrative: secret, nextSteps: secret, reason: secret, recoveryAction: secret };
const withheld = { ...texts, outcome: secret, noteToLead: secret, notForPublication: secret };
const by = { contactId: 'c0ffee', name: 'Priya Shah' };
const boardAsked = {
  ...{ text: 'Why?', by, at: Temporal.Instant.from('2026-06-20T09:00:00Z') },
  meeting: Temporal.PlainDate.from('2026-06-18'),
};

const requests = rows(
  { answer: { ...withheld, status: 'significant_delay' } },
  { last: 'on_track', answer: { ...withheld, status: 'completed' }, baseline: { boardAsked } },
  // Nobody answered; what was last known was not for publication either.
  { last: 'minor_slippage', baseline: withheld },
  {
    last: 'minor_slippage',
    baseline: withheld,
    answer: { ...withheld, status: 'minor_slippage', kind: 'no-change' },
  },
);

describe('what its owner keeps from being published', () => {
  const digest = digestOf(requests);

  it('is nowhere in the digest, nor in what the command line prints', () => {
    expect(JSON.stringify(digest)).not.toContain(secret);
    expect(JSON.stringify(digestJson(digest, {}))).not.toContain(secret);
    expect(checkSums(digest, requests, fiveCategory)).toEqual([]);
  });

  it('is counted by its status as usual, and said to be withheld', () => {
    expect(digest.counts).toMatchObject({ significant_delay: 1, completed: 1, minor_slippage: 2 });
    expect(digest.exceptions.map((one) => one.withheld)).toEqual([true, true, true]);
    expect(digest.completed).toEqual([
      { ref: '2', title: 'Action 2', owners: ['Housing'], outcome: null, withheld: true },
    ]);
    expect(digest.boardAsked).toMatchObject([{ question: 'Why?', answer: null, withheld: true }]);
  });

  it('is published again where a later answer may be', () => {
    const open = row({ baseline: withheld, answer: { status: 'minor_slippage', reason: 'Rain.' } });
    expect(digestOf([open]).exceptions).toMatchObject([{ reason: 'Rain.' }]);
  });

  it('stops a digest that holds it all the same', () => {
    const [first, ...others] = digest.exceptions;
    const leaking = { ...digest, exceptions: [{ ...first!, reason: secret }, ...others] };
    expect(checkSums(leaking, requests, fiveCategory)).toEqual([
      '1: it is not for publication, and the digest holds its words.',
    ]);
  });
});

describe('what the board asked', () => {
  it('stands with what the owner says now, and is awaited without an answer', () => {
    const asked = { baseline: { boardAsked } };
    const digest = digestOf(
      rows({ ...asked, answer: { narrative: 'Because of the rain.' } }, asked, { answer: {} }),
    );
    expect(digest.boardAsked?.map(({ ref, answer }) => [ref, answer])).toEqual([
      ['1', 'Because of the rain.'],
      ['2', null],
    ]);
  });
});
