import { describe, expect, it } from '@jest/globals';
import { owed } from '../../src/cycle/owed.ts';
import { instant } from '../builders/dates.ts';
import { planState } from '../builders/plan-state.ts';

describe('what is owed', () => {
  /** How often the ladder is looked at, where so many requests are asked again. */
  function looks(many: number): number {
    const actions = Array.from({ length: 20 }, (_, n) => ({ ref: `1.${n}`, owners: [`owner-${n}`] }));
    const usual = planState({ actions });
    const askedAgain = { by: { contactId: 'priya', name: 'Priya' }, at: instant('2026-05-20T10:00:00Z') };
    const requests = usual.requests.map((one, n) => (n < many ? { ...one, askedAgain } : one));
    let count = 0;
    owed({
      ...{ ...usual, requests },
      get rungs() {
        count += 1;
        return usual.rungs;
      },
    });
    return count;
  }

  it('has everybody’s days worked out once, however many requests are asked again', () => {
    expect(looks(0)).toBe(0);
    expect(looks(1)).toBeGreaterThan(0);
    expect(looks(20)).toBe(looks(1));
  });
});
