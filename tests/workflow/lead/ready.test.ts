import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { elementsOf, sizeOf } from '../../../src/cards/check-card.ts';
import type { CardElement } from '../../../src/cards/card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import type { ReadyView } from '../../../src/cards/views/ready.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { tick } from '../../../src/outbox/tick.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import type { ActResult } from '../../../src/workflow/act-result.ts';
import { addCycle } from '../../../src/workflow/rounds/add-cycle.ts';
import { createLeadDesk } from '../../../src/workflow/lead-desk.ts';
import { lead, leadWorld, type ActionSpec, type LeadWorld } from '../lead-world.ts';
import { viewOf } from './lead-press.ts';

const ids = { programme: 'hws', cycle: '2027-02' };
const key = { tenantId: 'local', programmeId: 'hws', cycleId: '2027-02' };
const specs: ActionSpec[] = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
  { ref: '1.3', owner: 'ama' },
  { ref: '1.4', owner: '' },
];

/** A second round, for a meeting on 25 February 2027, that opens on 14 January. Sam has met the bot; Ama has not. */
async function world(actions = specs) {
  const on = await leadWorld({ actions });
  const meeting = Temporal.PlainDate.from('2027-02-25');
  await addCycle(on.store, on.clock, { programmeId: 'hws', cycleId: '2027-02', meeting, given: {} });
  await on.actor('sam@council.example');
  await on.store.people.upsert({ tenantId: 'local', aadObjectId: 'aad-sam@council.example' }, (current) => ({
    ...current!,
    email: 'sam@council.example',
  }));
  on.clock.set('2027-01-12T10:00:00Z');
  return on;
}

async function press(on: LeadWorld, verb: string, data: object = {}, desk = on.desk): Promise<ActResult> {
  return (await desk.acted(await on.actor(lead), await on.turn(lead), verb, { ...ids, ...data }))!;
}

function section({ sections }: ReadyView, id: string) {
  return sections.find((one) => one.id === id);
}

async function stateOf(on: LeadWorld) {
  return (await on.store.programmes.find('hws'))!.value.cycles.find(({ id }) => id === '2027-02')!;
}

describe('ready to open?', () => {
  it('is answered in chat for the next round that waits', async () => {
    const on = await world();
    const [view] = (await on.desk.said(await on.actor(lead), 'ready')) ?? [];
    expect(view?.kind === 'ready' && view.view.scope).toEqual(ids);
  });

  it('offers a new round where none waits', async () => {
    const on = await leadWorld({ actions: specs });
    const [view] = (await on.desk.said(await on.actor(lead), 'ready')) ?? [];
    expect(view?.kind === 'notice' && view.view.commands).toEqual([
      { title: 'New round', text: 'new round' },
    ]);
  });

  it('shows the dates with their warnings', async () => {
    const view = viewOf(await press(await world(), 'lead.ready'), 'ready');
    expect(section(view, 'dates')?.line).toMatch(
      /^It opens on Thursday 14 January at 9:30 am\. Updates are due/,
    );
    expect(section(view, 'dates')?.fine).toBe(section(view, 'dates')?.items.length === 0);
  });

  it('says who can be reached and how, and gives a text for those who have never met the bot', async () => {
    const view = viewOf(await press(await world(), 'lead.ready'), 'ready');
    expect(section(view, 'reach')?.items).toEqual([
      'Contact ama: has never met me',
      'Contact priya: in Teams',
      'Contact sam: in Teams',
    ]);
    expect(section(view, 'never-met')?.items).toEqual(['Contact ama, ama@council.example']);
    expect(view.forward).toMatch(/Please add the Board Updates app/);
  });

  it('names the actions without an owner or a status', async () => {
    const on = await world();
    const view = viewOf(await press(on, 'lead.ready'), 'ready');
    expect(section(view, 'no-owner')).toMatchObject({ fine: false, items: ['1.4 Action 1.4'] });
    expect(section(view, 'no-status')).toMatchObject({ fine: true, items: [] });
  });

  it('says which channel, and what was learnt of who can read it when it was chosen', async () => {
    const on = await world();
    const unknown = viewOf(await press(on, 'lead.ready'), 'ready');
    expect(section(unknown, 'channel')?.line).toMatch(/Who can read it is not known/);
    const data = { programme: 'hws', channelId: '19:new@thread.tacv2' };
    await on.desk.acted(await on.actor(lead), await on.channelTurn(lead), 'channel.use', data);
    const known = viewOf(await press(on, 'lead.ready'), 'ready');
    expect(section(known, 'channel')?.line).toBe(
      'The digest is posted in “Board papers”. When it was chosen, on Tuesday 12 January 2027: 12 people can read it, and 2 of them are guests from outside the organisation.',
    );
  });

  it('is in pages under the limit of a card with 500 actions', async () => {
    const many = Array.from({ length: 500 }, (_, n) => ({
      ref: `1.${n + 1}`,
      owner: n < 250 ? `person-${n}` : '',
    }));
    const on = await world(many);
    for (const page of [1, 13]) {
      const view = viewOf(await press(on, 'lead.ready', { page }), 'ready');
      expect(section(view, 'no-owner')?.items).toHaveLength(250);
      expect(sizeOf(renderViews([{ kind: 'ready', view }]).card)).toBeLessThan(25_000);
    }
  });

  it('is past where the round has opened', async () => {
    const on = await world();
    const past = await press(on, 'lead.ready', { cycle: '2026-11' });
    expect(viewOf(past, 'schedule').notice).toMatch(/has opened already/);
  });
});

describe('a sample', () => {
  it('is a message in the lead’s chat: the card of whoever is asked about most, and its buttons act on nothing', async () => {
    const on = await world();
    const sent: { where: string; views: View[] }[] = [];
    const { store, outbox, clock } = on;
    const desk = createLeadDesk({
      store,
      outbox,
      clock,
      send: async ({ conversationId: where }, views) => sent.push({ where, views }),
    });
    const { notice } = viewOf(await press(on, 'lead.sample', {}, desk), 'ready');
    expect(notice).toBe('The sample is in this chat, as a message of its own.');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.where).toBe(`a:${lead}`);
    const [view] = sent[0]!.views;
    expect(view?.kind === 'sample' && view.view.list.rows.map(({ ref }) => ref)).toEqual(['1.2', '1.3']);
    const { card } = renderViews(sent[0]!.views);
    const acts = elementsOf(card as CardElement).filter(({ type }) => type === 'Action.Execute');
    expect(acts.length).toBeGreaterThan(0);
    for (const { verb, data } of acts) {
      expect({ verb, data }).toEqual({ verb: 'lead.sample', data: { ...ids, pressed: 'yes' } });
    }
    expect(JSON.stringify(card)).toContain('This is a sample: Contact ama will see this.');
  });

  it('says that nothing was done when a button on it is pressed, and sends nothing more', async () => {
    const on = await world();
    const { store, outbox, clock } = on;
    const sent: unknown[] = [];
    const desk = createLeadDesk({ store, outbox, clock, send: async (_where, views) => sent.push(views) });
    expect(viewOf(await press(on, 'lead.sample', { pressed: 'yes' }, desk), 'sample').notice).toBe(
      'Nothing was done.',
    );
    expect(sent).toEqual([]);
  });
});

describe('opening', () => {
  async function plan(on: LeadWorld) {
    const { store, log, clock } = on;
    await tick({ store, log, shardOf, publish: async () => undefined }, clock.now());
    return (await store.ledger.ofCycle(key)).map(({ value }) => ({
      to: value.recipient.kind === 'contact' ? value.recipient.email.split('@')[0] : 'board',
      rungs: value.sections.map(({ rung }) => rung),
      notBefore: value.notBefore?.toString(),
    }));
  }

  it('asks first before its day, and then the requests go within the hours of sending', async () => {
    const on = await world();
    const ask = viewOf(await press(on, 'lead.open'), 'act-form');
    expect((await stateOf(on)).state).toBe('scheduled');
    const { notice } = viewOf(await press(on, 'lead.open', ask.buttons[0]?.data), 'schedule');
    expect(notice).toBe('The round is open. The requests go now.');
    expect(await stateOf(on)).toMatchObject({ state: 'open' });
    const planned = await plan(on);
    expect(planned.map(({ to, rungs }) => [to, rungs])).toEqual(
      expect.arrayContaining([
        ['sam', ['request']],
        ['ama', ['request']],
      ]),
    );
    expect(planned.every(({ notBefore }) => notBefore === '2027-01-12T10:00:00Z')).toBe(true);
  });

  it('waits for the next send time at night', async () => {
    const on = await world();
    on.clock.set('2027-01-12T22:00:00Z');
    const { notice } = viewOf(await press(on, 'lead.open', { confirm: 'yes' }), 'schedule');
    expect(notice).toBe('The round is open. The requests go on Wednesday 13 January at 9:30 am.');
    expect(await plan(on)).toEqual([]);
    on.clock.set('2027-01-13T09:30:00Z');
    expect((await plan(on)).length).toBeGreaterThan(0);
  });

  it('is refused too close to the deadline', async () => {
    const on = await world();
    on.clock.set('2027-02-03T10:00:00Z');
    const { notice } = viewOf(await press(on, 'lead.open', { confirm: 'yes' }), 'ready');
    expect(notice).toMatch(/please change the dates first/);
    expect((await stateOf(on)).state).toBe('scheduled');
  });

  it('is done once', async () => {
    const on = await world();
    await press(on, 'lead.open', { confirm: 'yes' });
    const again = viewOf(await press(on, 'lead.open', { confirm: 'yes' }), 'schedule');
    expect(again.notice).toMatch(/has opened already/);
  });
});
