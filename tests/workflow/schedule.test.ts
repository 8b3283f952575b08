import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { addCycle } from '../../src/workflow/add-cycle.ts';
import { schedule } from '../../src/workflow/schedule.ts';
import { chair, lead, leadWorld, type LeadWorld } from './lead-world.ts';

async function lines(world: LeadWorld) {
  const view = await schedule(world.store, world.key, world.clock.now());
  return view!.paragraphs;
}

const actions = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
  { ref: '1.3', owner: 'lou', status: 'completed' },
];

describe('the schedule', () => {
  it('says what is still to come, to how many, and until when', async () => {
    const world = await leadWorld({ actions });
    expect(await lines(world)).toEqual([
      'Wednesday 21 October at 9:30 am: a reminder to 2 contacts with something outstanding.',
      'Friday 23 October at 9:30 am: the summary to the leads.',
      'Monday 26 October at 9:30 am: the reminder on the day to 2 contacts with something outstanding.',
      'Tuesday 27 October at 9:30 am: word that it is overdue to 2 contacts with something outstanding.',
      'Tuesday 27 October at 9:30 am: the summary to the leads.',
      'Thursday 29 October at 5 pm: the cycle closes, and the leads get the preview of the digest.',
      "From Wednesday 11 November 2026: a lead publishes the digest to the board's channel and the chair.",
      'Whoever has nothing outstanding gets nothing.',
    ]);
  });

  it('counts only those who still have something outstanding', async () => {
    const world = await leadWorld({ actions });
    await world.answer('1.1', { status: 'on_track' });
    expect((await lines(world))[0]).toBe(
      'Wednesday 21 October at 9:30 am: a reminder to 1 contact with something outstanding.',
    );
  });

  it('leaves out what has gone', async () => {
    const world = await leadWorld({ actions });
    world.clock.set('2026-10-26T09:30:00Z');
    expect((await lines(world))[0]).toMatch(/^Tuesday 27 October/);
  });

  it('says that the digest goes out by itself where nobody reviews it', async () => {
    const world = await leadWorld({ actions, settings: { review: 'none', leads: [lead], chairs: [chair] } });
    await world.close();
    expect(await lines(world)).toContain(
      "Wednesday 11 November at 9:30 am: the digest is posted to the board's channel and sent to the chair by itself.",
    );
  });
});

describe('when everything is in', () => {
  it('has nothing left but the close and the digest', async () => {
    const world = await leadWorld({ actions: [{ ref: '1.1' }] });
    await world.answer('1.1', { status: 'on_track' });
    expect((await lines(world))[0]).toMatch(/the cycle closes/);
  });
});

describe('before the opening', () => {
  it('has the whole ladder, without numbers of people', async () => {
    const world = await leadWorld({ actions });
    const given = { programmeId: 'hws', cycleId: '2027-02', given: {} };
    await addCycle(world.store, world.clock, { ...given, meeting: Temporal.PlainDate.from('2027-02-25') });
    const view = await schedule(world.store, { ...world.key, cycleId: '2027-02' }, world.clock.now());
    expect(view?.paragraphs[0]).toBe('Thursday 14 January at 9:30 am: the request to contacts.');
    expect(view?.paragraphs.filter((line) => line.endsWith('to deputies.'))).toHaveLength(1);
  });
});
