import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { digestJson } from '../../src/digest/digest-json.ts';
import { digestOf, row, rows } from './digest-input.ts';

const day = Temporal.PlainDate.from('2027-01-15');

describe('what digest --json prints', () => {
  it('has exactly the keys that others rely on', () => {
    const digest = digestOf(
      rows({ last: 'on_track', answer: { status: 'minor_slippage', reason: 'Rain.' } }, { owner: 'police' }),
    );
    const counts = { completed: 0, on_track: 0, minor_slippage: 1, significant_delay: 0, closed: 0, none: 1 };
    const unconfirmed = { ...counts, minor_slippage: 0 };
    expect(JSON.parse(JSON.stringify(digestJson(digest, { type: 'AdaptiveCard' })))).toEqual({
      programme: 'hws',
      cycle: '2026-q4',
      asOf: '2026-10-29T17:00:00Z',
      total: 2,
      counts,
      unconfirmed,
      byPriority: [{ number: 1, title: 'Warm homes', total: 2, counts, unconfirmed }],
      movement: [{ ref: '1', from: 'on_track', to: 'minor_slippage' }],
      exceptions: [
        {
          ref: '1',
          title: 'Action 1',
          owners: ['Housing'],
          status: 'minor_slippage',
          reason: 'Rain.',
          recoveryAction: null,
          revisedDate: null,
        },
      ],
      participation: { asked: 2, answered: 1, noUpdate: ['Police'] },
      measures: [],
      card: { type: 'AdaptiveCard' },
    });
  });

  it.each([
    ['2027-01-15', { kind: 'date' as const, date: day }],
    ['not yet known; will say by 2027-01-15', { kind: 'promised' as const, sayBy: day }],
  ])('writes a revised date as %s', (words, revisedDate) => {
    const digest = digestOf([row({ answer: { status: 'significant_delay', revisedDate } })]);
    expect(digestJson(digest, {}).exceptions[0]?.revisedDate).toBe(words);
  });
});
