import { describe, expect, it } from '@jest/globals';
import { channelTurnOf, turnOf } from '../../builders/desk-world.ts';
import { cycleKey, type CycleSpec } from '../../builders/open-cycle.ts';
import { handoverWorld } from '../lead/handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama' }, Parks: { lead: 'priya' } },
  actions: { '1.1': { owners: ['Housing'] } },
};

describe('somebody whom Teams gives no name', () => {
  it.each([
    { who: 'priya', verb: 'lead.excuse', data: { refs: '1.1', filled: 'yes', whyExcused: 'Moved.' } },
    { who: 'priya', verb: 'lead.pause', data: { confirm: 'yes' } },
    { who: 'priya', verb: 'channel.use', data: { channelId: 'c' } },
    { who: 'ama', verb: 'update.saveDraft', data: { ref: '1.1', version: 0, narrative: 'Half a roof.' } },
    { who: 'ama', verb: 'update.notMine', data: { ref: '1.1' } },
    { who: 'ama', verb: 'me.away.save', data: { awayFrom: '2026-10-21', awayTo: '2026-10-23' } },
  ])('is called by $verb what the programme calls them', async ({ who, verb, data }) => {
    const { desk, store } = await handoverWorld(spec);
    const turn = verb === 'channel.use' ? channelTurnOf(who) : turnOf(who);
    const { programmeId: programme, cycleId: cycle } = cycleKey;
    await desk.acted({ ...turn, who: { ...turn.who, name: '' } }, verb, { programme, cycle, ...data });
    expect((await store.cycles.events(cycleKey)).at(-1)?.by?.name).toBe(who);
  });
});
