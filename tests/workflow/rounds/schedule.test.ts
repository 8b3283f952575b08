import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { sizeOf } from '../../../src/cards/check-card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import type { ScheduleLine } from '../../../src/cards/views/schedule.ts';
import { addCycle } from '../../../src/workflow/rounds/add-cycle.ts';
import { schedule } from '../../../src/workflow/rounds/schedule.ts';
import { chair, lead, leadWorld, type LeadWorld } from '../lead-world.ts';

async function view(world: LeadWorld, key = world.key) {
  const found = await schedule(world.store, key, world.clock.now());
  return found!;
}

function told({ when, what, to }: ScheduleLine): string {
  return `${when}: ${what} to ${to}`;
}

const actions = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
  { ref: '1.3', owner: 'lou', status: 'completed' },
];

describe('the schedule', () => {
  it('says what is still to come, to how many, and until when', async () => {
    const world = await leadWorld({ actions });
    const { toCome, dates } = await view(world);
    expect(toCome.map(told)).toEqual([
      'Wednesday 21 October at 9:30 am: a reminder to 2 recipients',
      'Friday 23 October at 9:30 am: the summary for the leads to 2 recipients',
      'Monday 26 October at 9:30 am: the reminder on the day to 2 recipients',
      'Tuesday 27 October at 9:30 am: the summary for the leads to 2 recipients',
      'Tuesday 27 October at 9:30 am: word that it is overdue to 2 recipients',
      'Thursday 29 October at 5 pm: the preview of the digest, as the round closes to 2 recipients',
    ]);
    expect(dates).toContainEqual({ title: 'Deadline', value: 'Monday 26 October 2026, 5 pm' });
  });

  it('names whom each of it is for', async () => {
    const { toCome } = await view(await leadWorld({ actions }));
    expect(toCome[0]?.names).toEqual(['Contact ama', 'Contact sam']);
  });

  it('counts only those who still have something outstanding', async () => {
    const world = await leadWorld({ actions });
    await world.answer('1.1', { status: 'on_track' });
    expect((await view(world)).toCome[0]?.names).toEqual(['Contact ama']);
  });

  it('says what has gone, to whom, and who was not reached', async () => {
    const world = await leadWorld({ actions });
    await world.delivered('sam@council.example', ['1.1'], 'request');
    await world.delivered('ama@council.example', ['1.2'], 'request', { state: 'unreachable' });
    const { gone } = await view(world);
    expect(gone).toEqual([
      {
        when: 'Thursday 8 October',
        what: 'the request',
        to: '2 recipients; 1 not reached',
        names: expect.arrayContaining(['Contact sam', 'Contact ama (not reached)']) as unknown as string[],
      },
    ]);
  });

  it('has what a lead’s act has put in for later, but nothing while the round is paused', async () => {
    const world = await leadWorld({ actions });
    world.clock.set('2026-10-08T21:00:00Z');
    await world.outbox.put(world.key, [
      {
        recipient: { kind: 'contact', contactId: 'x', email: 'sam@council.example', by: 'teams' },
        sections: [{ rung: 'nudge,1', kind: 'nudge' }],
        refs: ['1.1'],
        at: Temporal.Instant.from('2026-10-09T08:30:00Z'),
      },
    ]);
    expect((await view(world)).toCome[0]).toMatchObject({
      when: 'Friday 9 October at 9:30 am',
      what: 'a nudge',
    });
    await world.pause();
    const paused = await view(world);
    expect(paused.toCome).toEqual([]);
    expect(paused.standing[0]).toMatch(/^Paused since Thursday 8 October at 10 pm/);
  });

  it('leaves out of what is to come what has fallen due', async () => {
    const world = await leadWorld({ actions });
    world.clock.set('2026-10-26T09:30:00Z');
    expect((await view(world)).toCome[0]?.when).toMatch(/^Tuesday 27 October/);
  });

  it('says that the digest goes out by itself where nobody reviews it', async () => {
    const world = await leadWorld({ actions, settings: { review: 'none', leads: [lead], chairs: [chair] } });
    await world.close();
    expect((await view(world)).standing).toEqual([
      'On Wednesday 11 November 2026 the digest goes to the board’s channel and the chair by itself.',
    ]);
    expect((await view(world)).toCome.map(told)).toEqual([
      'Wednesday 11 November at 9:30 am: the digest to 2 recipients',
    ]);
  });

  it('has only the close left when everything is in', async () => {
    const world = await leadWorld({ actions: [{ ref: '1.1' }] });
    await world.answer('1.1', { status: 'on_track' });
    expect((await view(world)).toCome.map(({ what }) => what)).toEqual([
      'the preview of the digest, as the round closes',
    ]);
  });

  it('has the whole ladder before the opening, with whom it would ask today', async () => {
    const world = await leadWorld({ actions });
    const given = { programmeId: 'hws', cycleId: '2027-02', given: {} };
    await addCycle(world.store, world.clock, { ...given, meeting: Temporal.PlainDate.from('2027-02-25') });
    const { toCome, buttons } = await view(world, { ...world.key, cycleId: '2027-02' });
    expect(told(toCome[0]!)).toBe('Thursday 14 January at 9:30 am: the request to 2 recipients');
    expect(buttons.map(({ verb }) => verb)).toContain('lead.ready');
  });

  it('stays under the limit of a card with 500 people to write to', async () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ ref: `1.${n + 1}`, owner: `person-number-${n}` }));
    const world = await leadWorld({ actions: many });
    const { card } = renderViews([{ kind: 'schedule', view: await view(world) }]);
    expect(sizeOf(card)).toBeLessThan(25_000);
  });
});
