import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../../src/calendar/temporal.ts';
import type { CycleState } from '../../../src/cycle/cycle.ts';
import type { ActorProgramme } from '../../../src/workflow/people/actor.ts';
import { chooseCycle } from '../../../src/workflow/rounds/choose-cycle.ts';
import { programmeSettings } from '../../builders/settings.ts';

/** A programme whose cycles are named after their deadlines. */
function led(id: string, title: string, cycles: Record<string, CycleState>): ActorProgramme {
  const closeAt = Temporal.PlainTime.from('17:00');
  return {
    programme: {
      id,
      tenantId: 'local',
      settings: programmeSettings({ title }),
      cycles: Object.entries(cycles).map(([deadline, state]) => {
        const day = Temporal.PlainDate.from(deadline);
        const dates = { meeting: day, opens: day, deadline: day, closes: day, clearance: day, final: day };
        return { id: deadline, state, dates: { ...dates, publish: day, closeAt } };
      }),
    },
    register: { version: 'v1', actions: [], owners: [], contacts: [] },
    isLead: true,
    isChair: false,
    contactIds: ['c0ffee'],
  };
}

function choose(words: string, ...of: ActorProgramme[]): string | undefined {
  const chosen = chooseCycle(of, words);
  return chosen && `${chosen.of.programme.id} ${chosen.cycle.id}`;
}

const hws = led('hws', 'Better Lives', { '2026-06-01': 'published', '2026-10-26': 'open' });
const carers = led('carers', 'Carers Plan', { '2026-10-19': 'open', '2027-01-18': 'scheduled' });

describe('the cycle that a lead means', () => {
  it('is the open one that is due first', () => {
    expect(choose('', hws, carers)).toBe('carers 2026-10-19');
  });

  it.each<[string, Record<string, CycleState>, string]>([
    ['open before closed', { '2026-01-01': 'closed', '2026-02-01': 'open' }, '2026-02-01'],
    ['closed before published', { '2026-01-01': 'closed', '2026-02-01': 'published' }, '2026-01-01'],
    ['published before scheduled', { '2026-01-01': 'scheduled', '2026-02-01': 'published' }, '2026-02-01'],
    ['of two published, the later', { '2026-01-01': 'published', '2026-02-01': 'published' }, '2026-02-01'],
    ['of two scheduled, the sooner', { '2026-02-01': 'scheduled', '2026-01-01': 'scheduled' }, '2026-01-01'],
  ])('is %s', (_rule, cycles, expected) => {
    expect(choose('', led('p', 'Plan', cycles))).toBe(`p ${expected}`);
  });

  it.each([
    ['hws', 'hws 2026-10-26'],
    ['better lives', 'hws 2026-10-26'],
    ['2026-06-01', 'hws 2026-06-01'],
    ['carers 2027-01-18', 'carers 2027-01-18'],
    ['for me, please', 'carers 2026-10-19'],
  ])('is named by "%s"', (words, expected) => {
    expect(choose(words, hws, carers)).toBe(expected);
  });

  it('is none where there is none', () => {
    expect(choose('', led('p', 'Plan', {}))).toBeUndefined();
  });
});
