import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../../src/calendar/temporal.ts';
import type { UpdateRequest } from '../../../src/cycle/request.ts';
import { cycleStatus } from '../../../src/workflow/rounds/cycle-status.ts';
import { leadWorld, type LeadWorld } from '../lead-world.ts';

const by = { contactId: 'priya', name: 'Priya Raman' };

async function change(world: LeadWorld, ref: string, some: Partial<UpdateRequest>) {
  const stored = (await world.store.cycles.request(world.key, ref))!;
  await world.store.cycles.replaceRequests(world.key, [{ ...stored, value: { ...stored.value, ...some } }]);
}

describe('how a cycle stands', () => {
  it('counts what a lead has excused, sent back or given more time, over all and by owner', async () => {
    const world = await leadWorld({
      actions: ['1.1', '1.2', '1.3']
        .map((ref) => ({ ref, owner: 'sam' }))
        .concat({ ref: '2.1', owner: 'jo' }),
    });
    const at = world.clock.now();
    const day = Temporal.PlainDate.from('2026-10-28');
    const answer = {
      ref: '1.2',
      version: 1,
      kind: 'answer' as const,
      by,
      at,
      late: false,
      narrative: 'Half.',
    };
    await change(world, '1.1', { state: 'excused', excused: { reason: 'On hold.', by, at } });
    await change(world, '1.2', {
      state: 'returned',
      returned: { answer, comment: 'Why?', by, at, answerBy: day },
    });
    await change(world, '1.3', { extended: { to: day, by, at } });
    const status = await cycleStatus(world.store, world.key, at);
    expect(status).toMatchObject({ requests: 3, outstanding: 3, excused: 1, returned: 1, extended: 1 });
    expect(status?.owners).toMatchObject([
      { owner: "Sam's team", requests: 2, outstanding: ['1.2', '1.3'], excused: 1, returned: 1, extended: 1 },
      { owner: "Jo's team", requests: 1, excused: 0, returned: 0, extended: 0 },
    ]);
  });
});
