import { describe, expect, it } from '@jest/globals';
import type { View } from '../../../src/cards/views/view.ts';
import { lead, leadWorld, owner, secondLead, type LeadWorld } from '../lead-world.ts';

const channelId = '19:new@thread.tacv2';

async function mention(world: LeadWorld, text: string, who = lead, audience = {}) {
  return world.desk.mentioned(await world.actor(who), await world.channelTurn(who, audience), text);
}

async function accept(world: LeadWorld, data: object, who = lead, audience = {}) {
  const turn = await world.channelTurn(who, audience);
  const reply = (await world.desk.acted(await world.actor(who), turn, 'channel.use', data))?.reply;
  return reply?.kind === 'views' ? reply.views[0] : undefined;
}

function notice(views: View[] | undefined) {
  const [view] = views ?? [];
  if (view?.kind !== 'notice') throw new Error(`Expected a notice, got ${JSON.stringify(views)}`);
  return view.view;
}

async function boardOf(world: LeadWorld, programme = 'hws') {
  return (await world.store.programmes.find(programme))?.value.settings.board;
}

describe('use this channel', () => {
  it('says who would see it and asks first; nothing is changed yet', async () => {
    const world = await leadWorld();
    const view = notice(await mention(world, 'use this channel'));
    expect(view.paragraphs.join(' ')).toContain('"Board papers"');
    expect(view.paragraphs).toContain(
      '12 people can read it, and 2 of them are guests from outside the organisation.',
    );
    expect(view.confirm).toEqual({
      title: 'Use this channel',
      verb: 'channel.use',
      data: { programme: 'hws', channelId },
    });
    expect((await boardOf(world))?.channelId).toBe('19:papers@thread.tacv2');
  });

  it('stores the channel and its address on yes', async () => {
    const world = await leadWorld({ settings: { board: { name: 'Board' } } });
    expect(await accept(world, { programme: 'hws', channelId })).toMatchObject({ kind: 'notice' });
    expect(await boardOf(world)).toEqual({ name: 'Board', channelId, teamId: '19:team@thread.tacv2' });
    expect(await world.store.channels.find('local', channelId)).toMatchObject({
      kind: 'channel',
      conversationId: channelId,
    });
  });

  const theirs = { programme: 'hws', channelId: '19:theirs@thread.tacv2' };
  const inTheirs = { channelId: theirs.channelId };

  it('asks again where another lead has chosen another channel since, and replaces it once that is seen', async () => {
    const world = await leadWorld();
    const asked = notice(await mention(world, 'use this channel')).confirm!.data;
    await accept(world, theirs, secondLead, inTheirs);
    const again = notice([(await accept(world, asked))!]);
    expect(again.paragraphs).toContain(
      'They are posted in another channel now, as tom chose on Thursday 8 October at 10 am; with a yes they are posted here instead.',
    );
    expect((await boardOf(world))?.channelId).toBe(theirs.channelId);
    await accept(world, again.confirm!.data);
    expect((await boardOf(world))?.channelId).toBe(channelId);
  });

  it('says who chose this very channel before, and notes it once', async () => {
    const world = await leadWorld();
    const data = { programme: 'hws', channelId };
    await accept(world, data, secondLead);
    const events = await world.store.cycles.events(world.key);
    const view = notice([(await accept(world, data))!]);
    expect(view.paragraphs).toEqual([
      'They are posted here already, as tom chose on Thursday 8 October at 10 am.',
    ]);
    expect(await world.store.cycles.events(world.key)).toEqual(events);
    expect(notice(await mention(world, 'use this channel')).paragraphs).toContain(view.paragraphs[0]);
  });

  it('lets a published digest follow that found no channel', async () => {
    const world = await leadWorld();
    await world.close();
    await world.outbox.put(world.key, [
      { recipient: { kind: 'board' }, sections: [{ rung: 'digest', kind: 'digest' }], refs: [] },
    ]);
    const [post] = await world.store.ledger.ofCycle(world.key);
    await world.store.ledger.replace({ ...post!, value: { ...post!.value, state: 'unreachable' } });
    await accept(world, { programme: 'hws', channelId });
    const [again] = await world.store.ledger.ofCycle(world.key);
    expect(again?.value.state).toBe('planned');
  });

  it('shows everybody in the channel that it was accepted', async () => {
    const world = await leadWorld();
    const card = { conversationId: channelId, activityId: '17', serviceUrl: 'https://smba.example/' };
    const turn = { ...(await world.channelTurn(lead)), card };
    await world.desk.acted(await world.actor(lead), turn, 'channel.use', { programme: 'hws', channelId });
    expect(world.redrawn).toEqual([card]);
  });

  it('refuses whoever does not lead the programme, asked or pressed', async () => {
    const world = await leadWorld();
    expect(await mention(world, 'use this channel', owner)).toMatchObject([{ kind: 'refusal' }]);
    expect(await accept(world, { programme: 'hws', channelId }, owner)).toMatchObject({ kind: 'refusal' });
    expect((await boardOf(world))?.channelId).toBe('19:papers@thread.tacv2');
    expect(await world.store.channels.find('local', channelId)).toBeUndefined();
  });

  it('refuses a yes from another channel than the one that was asked about, or from a chat', async () => {
    const world = await leadWorld();
    const data = { programme: 'hws', channelId: '19:elsewhere@thread.tacv2' };
    expect(await accept(world, data)).toMatchObject({ kind: 'refusal' });
    const actor = await world.actor(lead);
    const result = await world.desk.acted(actor, await world.turn(lead), 'channel.use', {
      programme: 'hws',
      channelId,
    });
    expect(result?.reply).toMatchObject({ views: [{ kind: 'refusal' }] });
    expect((await boardOf(world))?.channelId).toBe('19:papers@thread.tacv2');
  });

  it('asks a lead of several which programme is meant', async () => {
    const world = await leadWorld();
    await world.addProgramme({ id: 'carers', settings: { title: 'Carers Plan' } });
    const view = notice(await mention(world, 'Use this channel'));
    expect(view.confirm).toBeUndefined();
    expect(view.paragraphs).toContain('For Carers Plan: use this channel carers');
    expect(notice(await mention(world, 'use this channel carers')).confirm?.data).toMatchObject({
      programme: 'carers',
    });
  });

  it('keeps a change that somebody else made to the programme meanwhile', async () => {
    const world = await leadWorld();
    await Promise.all([accept(world, { programme: 'hws', channelId }), world.close()]);
    expect((await boardOf(world))?.channelId).toBe(channelId);
    expect((await world.loaded()).cycle.state).toBe('closed');
  });

  it('leaves any other mention to others', async () => {
    const world = await leadWorld();
    expect(await mention(world, 'hello')).toBeUndefined();
  });

  it('says so when nobody from outside can read it', async () => {
    const world = await leadWorld();
    const view = notice(await mention(world, 'use this channel', lead, { guests: 0, members: 1 }));
    expect(view.paragraphs).toContain('1 person can read it. None of them is a guest.');
  });
});
