import { describe, expect, it } from '@jest/globals';
import {
  awaitedSentence,
  barInWords,
  headline,
  movementWords,
  statusLine,
  unconfirmedSentence,
} from '../../src/digest/sentences.ts';
import { fiveCategory, noStatus } from '../../src/programme/status-scheme.ts';
import { digestOf, row, rows } from './digest-input.ts';

const { statuses } = fiveCategory;
const onTrack = statuses.find(({ id }) => id === 'on_track')!;
const mixed = digestOf(
  rows(
    { last: 'completed' },
    { last: 'completed' },
    { last: 'on_track' },
    { answer: { status: 'on_track' } },
    { last: 'significant_delay' },
  ),
);

describe('the headline', () => {
  it('says the figures in one sentence, without the statuses that do not occur', () => {
    expect(headline(mixed, statuses)).toBe(
      'Of 5 actions, 2 are completed, 2 on track and 1 significantly delayed.',
    );
  });

  it('counts in the words of a scheme that a council has written out, where it gives none for counting', () => {
    const stuck = { id: 'significant_delay', label: 'Stuck' };
    expect(headline(digestOf(rows({ last: 'significant_delay' })), [stuck])).toBe('Of 1 action, 1 is stuck.');
    expect(
      headline(digestOf(rows({ last: 'significant_delay' })), [{ ...stuck, counted: 'at a halt' }]),
    ).toBe('Of 1 action, 1 is at a halt.');
  });

  it('says so when an action has no status yet', () => {
    expect(headline(digestOf(rows({ last: 'on_track' }, {})), statuses)).toBe(
      'Of 2 actions, 1 is on track and 1 without a status yet.',
    );
  });

  it('counts the updates in a programme without statuses', () => {
    const digest = digestOf(rows({ answer: {} }, {}), { scheme: noStatus });
    expect(headline(digest, [])).toBe('2 actions: 1 of 2 updates are in.');
  });

  it('reads well when there is nothing to report on', () => {
    expect(headline(digestOf([]), statuses)).toBe('There are no actions to report on.');
  });
});

describe('what nobody confirmed', () => {
  it('is said in a sentence of its own', () => {
    expect(unconfirmedSentence(mixed, statuses)).toBe(
      'As last reported, and not confirmed this time: 1 of 2 on track and 1 of 1 significantly delayed.',
    );
  });

  it('is not mentioned where all was confirmed', () => {
    expect(
      unconfirmedSentence(digestOf([row({ answer: { status: 'on_track' } })]), statuses),
    ).toBeUndefined();
  });

  it('is said in the line of its status', () => {
    expect(statusLine(mixed, onTrack)).toBe('On track 2, of which 1 is as last reported');
    expect(statusLine({ ...mixed, lastReported: 'March 2026' }, onTrack)).toBe(
      'On track 2, of which 1 is as last reported in March 2026',
    );
    expect(statusLine(digestOf([row({ answer: { status: 'on_track' } })]), onTrack)).toBe('On track 1');
  });
});

describe('the other sentences', () => {
  it('say a bar of the chart in words', () => {
    expect(barInWords(mixed, statuses)).toBe(
      '5 actions: 2 completed, 2 on track and 1 significantly delayed',
    );
  });

  it('say which way an action moved', () => {
    const movement = { ref: '1', title: 'Action 1', from: 'on_track', to: 'minor_slippage' };
    expect(movementWords(movement, statuses)).toBe('from on track to minor slippage');
    expect(movementWords({ ...movement, from: null }, statuses)).toBe('now minor slippage');
  });

  it('say how many are awaited without a name, and apart from them who was not reached', () => {
    const requests = rows({ owner: 'housing' }, { owner: 'police' }, { owner: 'schools' });
    expect(awaitedSentence(digestOf(requests))).toBe('Awaited: 3 of 3 owners.');
    expect(awaitedSentence(digestOf(requests, { notReached: new Set(['police']) }))).toBe(
      'Awaited: 2 of 3 owners. 1 more could not be reached.',
    );
  });

  it('say how many a lead has excused', () => {
    const requests = rows({ owner: 'housing' }, { owner: 'police', state: 'excused' });
    expect(awaitedSentence(digestOf(requests))).toBe(
      'Awaited: 1 of 1 owner. 1 update was excused by the programme lead.',
    );
  });
});
