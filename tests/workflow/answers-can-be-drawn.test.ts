import { describe, expect, it } from '@jest/globals';
import { renderViews } from '../../src/cards/render.ts';
import type { ActReply } from '../../src/workflow/desk.ts';
import { setState, type CycleSpec } from '../builders/open-cycle.ts';
import { deskWorld } from '../builders/desk-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' } },
  actions: {
    '1.1': {
      owners: ['Housing'],
      imported: { status: 'on_track', narrative: 'Ten homes.', asOf: 'March 2026' },
    },
    '1.2': { owners: ['Housing'] },
  },
};
const whole = { status: 'on_track', narrative: 'Words.', nextSteps: 'More.' };

/** The verbs and data of every button on a drawn card. */
function buttonsOf(reply: ActReply): { verb: string; data: Record<string, unknown> }[] {
  if (reply.kind !== 'views') throw new Error(reply.message);
  const found: { verb: string; data: Record<string, unknown> }[] = [];
  JSON.stringify(renderViews(reply.views).card, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'verb' in value && 'data' in value) {
      found.push(value as (typeof found)[number]);
    }
    return value;
  });
  return found;
}

describe('the desk’s answers, drawn', () => {
  it('lead through a whole round by their own buttons', async () => {
    const world = await deskWorld(spec);
    const press = async (reply: ActReply, verb: string, typed: Record<string, string> = {}) => {
      const button = buttonsOf(reply).find((one) => one.verb === verb);
      if (!button) throw new Error(`no button ${verb}`);
      return world.actRaw('ama', verb, { ...button.data, ...typed });
    };
    let reply: ActReply = { kind: 'views', views: await world.say('ama', 'my updates') };
    reply = await press(reply, 'update.open');
    reply = await press(reply, 'update.noChange');
    reply = await press(reply, 'update.noChange');
    reply = await press(reply, 'update.open');
    reply = await press(reply, 'update.saveDraft', { narrative: 'Begun.' });
    reply = await press(reply, 'update.submit', { status: 'minor_slippage', narrative: 'Begun.' });
    reply = await press(reply, 'update.submit', whole);
    const updates = await world.store.cycles.updates({
      tenantId: 'tenant-1',
      programmeId: 'strategy',
      cycleId: 'autumn',
    });
    expect(updates.map(({ ref, kind }) => [ref, kind])).toEqual([
      ['1.1', 'no-change'],
      ['1.2', 'answer'],
    ]);
    expect(buttonsOf(reply).length).toBeGreaterThan(0);
  });

  it('fit on a card when two people have each written as much as they may', async () => {
    const world = await deskWorld(spec);
    const text = (letter: string) => ({
      narrative: letter.repeat(4000),
      nextSteps: letter.repeat(2000),
      reason: letter.repeat(2000),
      recoveryAction: letter.repeat(2000),
      outcome: letter.repeat(2000),
      noteToLead: letter.repeat(2000),
    });
    await world.act('ama', 'update.saveDraft', { ref: '1.1', ...text('ä') });
    for (const verb of ['update.saveDraft', 'update.submit', 'update.noChange', 'updates.list']) {
      const reply = await world.act('sam', verb, { ref: '1.1', version: 0, ...text('é') });
      expect(JSON.stringify(buttonsOf(reply))).toContain('update');
    }
    await setState(world.store, 'closed');
    const late = await world.act('ama', 'update.submit', {
      ref: '1.1',
      version: 0,
      status: 'closed',
      ...text('ä'),
    });
    expect(buttonsOf(late).map(({ verb }) => verb)).toContain('update.open');
  });
});
