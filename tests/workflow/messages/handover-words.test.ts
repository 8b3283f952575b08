import { describe, expect, it } from '@jest/globals';
import { leadLine } from '../../../src/workflow/messages/message-words.ts';
import { contactId, type CycleSpec } from '../../builders/open-cycle.ts';
import { handoverWorld } from '../lead/handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] } },
};
const toLee = { to: contactId('lee'), filled: 'yes', go: 'yes' };

describe('whoever is asked in another’s place about what was handed over', () => {
  it('as the deputy is not told that it was passed on to them', async () => {
    const world = await handoverWorld(spec);
    await world.act('sam', 'updates.list');
    await world.act('ama', 'update.passOn', { ref: '1.1', ...toLee });
    await world.deliver();
    world.clock.advance({ minutes: 3 });
    await world.deliver();
    const list = await world.drawn('sam');
    expect(list).toMatchObject({
      lead: expect.stringContaining('We could not reach lee, so we ask you as the deputy.'),
    });
    expect(list).not.toMatchObject({ lead: expect.stringContaining('passed 1.1 on to you') });
  });

  it('while they are away is not told so either, nor that they take over', async () => {
    const world = await handoverWorld(spec);
    const away = { awayFrom: '2026-10-20', awayTo: '2026-10-23', to: contactId('sam'), go: 'yes' };
    await world.act('lee', 'me.away.save', away);
    world.clock.advance({ minutes: 3 });
    await world.act('ama', 'update.passOn', { ref: '1.1', ...toLee });
    await world.act('priya', 'lead.replace', { leaver: contactId('ama'), ...toLee });
    const list = await world.drawn('sam');
    expect(list).toMatchObject({ lead: expect.stringContaining('has asked you to stand in.') });
    expect(list).not.toMatchObject({ lead: expect.stringMatching(/on to you|You take over/) });
  });

  it('is told whose place they take, also where something else was passed on to them', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.passOn', { ref: '1.1', ...toLee });
    const about = { reader: contactId('lee'), asDeputy: false, refs: ['1.1', '1.2'], asker: 'Priya' };
    expect(leadLine(['passed-on'], { ...about, loaded: await world.loaded(), insteadOf: ['Ama'] })).toMatch(
      /passed 1\.1 on to you; you can hand it back\. We could not reach Ama, so we ask you as the deputy\./,
    );
  });
});
