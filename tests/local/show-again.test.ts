import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { boardChannel, chairPersona, leadPersona, ownerPersona } from '../../src/local/personas.ts';
import { contactIdOf } from '../../src/workflow/people/contact-id.ts';
import { showAgain } from '../../src/local/show-again.ts';
import type { ConversationAddress } from '../../src/workflow/people/person.ts';
import { localWorld, turnOf, type LocalWorld } from './local-world.ts';

const startedAt = '2026-11-19T12:00:00Z';
/** Two arrivals so far apart are two. */
const later = () => pause(300);

const channel: ConversationAddress = {
  kind: 'channel',
  conversationId: boardChannel.channelId,
  serviceUrl: 'http://playground.example',
  tenantId: 'local',
  botId: 'board-updates',
};

/** Which message of a chat the ledger holds for the digest's: the one that is drawn again when something is added. */
async function placeOf({ app, cycle }: LocalWorld, to: string): Promise<string | undefined> {
  const rows = await app.store.ledger.ofCycle(cycle);
  return rows.find(
    ({ value: { sections, activity } }) =>
      sections.some(({ kind }) => kind === 'digest') && activity?.conversationId === to,
  )?.value.activity?.activityId;
}

describe('a chat that the Playground has forgotten', () => {
  it('shows the owner their list again, as it stands now, and that card is drawn again from then on', async () => {
    const { app, sent } = await localWorld(startedAt);
    const desk = showAgain(app.desk, app, () => true);
    expect(await desk.installed(turnOf(ownerPersona))).toHaveLength(1);
    await app.tick();
    expect(sent).toHaveLength(1);
    await later();
    expect(await desk.installed(turnOf(ownerPersona))).toEqual([]);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.card).toContain('0 of 8 done');
    const contactId = contactIdOf('local', ownerPersona.email);
    expect((await app.store.ledger.newestCard('local', contactId, 'ashenford'))?.activityId).toBe('2');
  });

  it('shows it once, though the Playground announces every arrival twice', async () => {
    const { app, sent } = await localWorld(startedAt);
    const desk = showAgain(app.desk, app, () => true);
    await desk.installed(turnOf(ownerPersona));
    await app.tick();
    await desk.installed(turnOf(ownerPersona));
    expect(sent).toHaveLength(1);
  });

  it('shows the lead the preview, and the chair the digest', async () => {
    const world = await localWorld(startedAt);
    const { app, cycle, sent } = world;
    const desk = showAgain(app.desk, app, () => true);
    for (const persona of [leadPersona, chairPersona]) await desk.installed(turnOf(persona));
    await world.lead('skip to close');
    await later();
    await desk.installed(turnOf(leadPersona));
    expect(sent.at(-1)).toMatchObject({ to: 'lead', card: expect.stringContaining('Preview of the digest') });

    const data = { programme: cycle.programmeId, cycle: cycle.cycleId, early: 'yes', foreword: 'Thank you.' };
    await app.desk.acted(turnOf(leadPersona), 'digest.publish', data);
    await app.tick();
    await later();
    await desk.installed(turnOf(chairPersona));
    expect(sent.at(-1)).toMatchObject({ to: 'chair', card: expect.stringContaining('Thank you.') });
    expect(await placeOf(world, 'chair')).toBe(String(sent.length));
  });

  it("posts the digest in the board's channel again, where a page was loaded after it was posted", async () => {
    const world = await localWorld(startedAt);
    const { app, cycle, sent } = world;
    const desk = showAgain(app.desk, app, () => true);
    await app.store.channels.save(channel.conversationId, channel);
    await desk.installed(turnOf(chairPersona));
    await world.lead('skip to close');
    const data = { programme: cycle.programmeId, cycle: cycle.cycleId, early: 'yes', foreword: 'Thank you.' };
    await app.desk.acted(turnOf(leadPersona), 'digest.publish', data);
    await app.tick();
    const posts = () => sent.filter(({ to }) => to === 'channel').length;
    expect(posts()).toBe(1);
    await desk.roster?.([], channel);
    expect(posts()).toBe(1);
    await world.lead('skip 1 day');
    await later();
    await desk.installed(turnOf(chairPersona));
    await desk.roster?.([], channel);
    await desk.roster?.([], channel);
    expect(posts()).toBe(2);
    expect(await placeOf(world, 'channel')).toBe(
      String(sent.findLastIndex(({ to }) => to === 'channel') + 1),
    );
  });

  it('is left alone where it is no Playground’s', async () => {
    const { app, sent } = await localWorld(startedAt);
    const desk = showAgain(app.desk, app, () => false);
    await desk.installed(turnOf(ownerPersona));
    await app.tick();
    await later();
    expect(await desk.installed(turnOf(ownerPersona))).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it('says what one can do to somebody who has got nothing yet', async () => {
    const { app, sent } = await localWorld(startedAt);
    const desk = showAgain(app.desk, app, () => true);
    await desk.installed(turnOf(chairPersona));
    await later();
    const [view] = await desk.installed(turnOf(chairPersona));
    expect(view).toMatchObject({ kind: 'notice', view: { title: 'What I can do' } });
    expect(sent).toEqual([]);
  });
});
