import { describe, expect, it } from '@jest/globals';
import type { View } from '../../src/cards/views/view.ts';
import type { ActReply } from '../../src/workflow/desk.ts';
import { chair, lead, leadWorld, owner, secondLead, type LeadWorld } from './lead-world.ts';

async function say(world: LeadWorld, text: string, who = lead) {
  return world.desk.said(await world.actor(who), text);
}

async function press(world: LeadWorld, verb: string, data: unknown, who = lead) {
  const result = await world.desk.acted(await world.actor(who), await world.turn(who), verb, data);
  return result!.reply;
}

function first<K extends View['kind']>(reply: ActReply | View[] | undefined, kind: K) {
  const views = Array.isArray(reply) ? reply : reply?.kind === 'views' ? reply.views : [];
  const [view] = views;
  if (view?.kind !== kind) throw new Error(`Expected ${kind}, got ${JSON.stringify(reply)}`);
  return view as Extract<View, { kind: K }>;
}

const ids = { programme: 'hws', cycle: '2026-11' };

describe('in chat', () => {
  it.each([
    ['overdue', 'overdue'],
    ['OVERDUE please', 'overdue'],
    ['Digest', 'preview'],
    ['digest?', 'preview'],
    [' schedule ', 'schedule'],
    ['new cycle', 'act-form'],
  ] as const)('answers "%s" to a lead', async (text, kind) => {
    const world = await leadWorld();
    expect(first(await say(world, text), kind)).toBeDefined();
  });

  it.each(['my updates', 'overdues', 'what is overdue', ''])('leaves "%s" to others', async (text) => {
    const world = await leadWorld();
    expect(await say(world, text)).toBeUndefined();
  });

  it('refuses an owner without naming anything', async () => {
    const world = await leadWorld();
    const { view } = first(await say(world, 'overdue', owner), 'refusal');
    expect(JSON.stringify(view)).not.toMatch(/hws|Better Lives|Sam/);
  });

  it('leaves a stranger to the other side of the desk', async () => {
    const world = await leadWorld();
    expect(await say(world, 'overdue', 'nobody@elsewhere.example')).toBeUndefined();
  });

  it('takes the open cycle that is due first, and says how to see another programme', async () => {
    const world = await leadWorld();
    await world.addProgramme({ id: 'carers', meeting: '2026-11-12', settings: { title: 'Carers Plan' } });
    const views = await say(world, 'overdue');
    expect(first(views, 'overdue').view.scope.programme).toBe('carers');
    expect(views?.[1]).toMatchObject({
      kind: 'notice',
      view: { title: 'This is Carers Plan', commands: [{ text: 'overdue hws' }] },
    });
  });

  it.each(['overdue hws', 'overdue better lives', 'Overdue HWS 2026-11'])(
    'takes the programme that "%s" names',
    async (text) => {
      const world = await leadWorld();
      await world.addProgramme({ id: 'carers', meeting: '2026-11-12', settings: { title: 'Carers Plan' } });
      expect(first(await say(world, text), 'overdue').view.scope.programme).toBe('hws');
    },
  );

  it('shows nothing of a programme that somebody does not lead, even when it is named', async () => {
    const world = await leadWorld();
    await world.addProgramme({
      id: 'carers',
      settings: { title: 'Carers Plan', leads: ['x@council.example'] },
    });
    expect(first(await say(world, 'digest carers'), 'preview').view.digest.scope.programme).toBe('hws');
  });
});

describe('buttons', () => {
  it('shows the overview and the preview to a lead', async () => {
    const world = await leadWorld();
    expect(first(await press(world, 'lead.overview', { ...ids, page: 1 }), 'overdue').view.scope).toEqual(
      ids,
    );
    expect(first(await press(world, 'digest.preview', ids), 'preview').view.digest.scope).toEqual(ids);
  });

  it.each(['lead.overview', 'digest.preview', 'digest.publish'])(
    'refuses %s to whoever does not lead that programme, and changes nothing',
    async (verb) => {
      const world = await leadWorld();
      await world.close();
      for (const who of [owner, chair, 'nobody@elsewhere.example']) {
        const reply = await press(world, verb, { ...ids, early: 'yes', foreword: 'My words.' }, who);
        const { view } = first(reply, 'refusal');
        expect(view.typed).toEqual([{ label: 'Foreword', text: 'My words.' }]);
        expect(JSON.stringify(view)).not.toMatch(/hws|Better Lives|Priya/i);
      }
      expect(await world.posted()).toEqual([]);
    },
  );

  it('refuses a lead another programme, and a cycle that is not there', async () => {
    const world = await leadWorld();
    await world.addProgramme({ id: 'carers', settings: { leads: ['x@council.example'] } });
    first(await press(world, 'digest.publish', { ...ids, programme: 'carers' }), 'refusal');
    first(await press(world, 'digest.preview', { ...ids, cycle: 'nowhere' }), 'refusal');
  });

  it.each([
    ['lead.overview', { ...ids, page: 'two' }],
    ['lead.overview', { ...ids, page: 0 }],
    ['lead.overview', undefined],
    ['digest.preview', { programme: 'hws' }],
    ['digest.publish', { ...ids, programme: ['hws'] }],
    ['digest.publish', { ...ids, foreword: 7 }],
    ['digest.publish', { ...ids, early: true }],
    ['channel.use', { programme: 'hws' }],
    ['channel.use', 'hws'],
  ])('calls %s with %j malformed', async (verb, data) => {
    const world = await leadWorld();
    expect((await press(world, verb, data)).kind).toBe('malformed');
  });

  it.each(['lead.somethingNew', 'digest.share'])('says of %s that it is not available yet', async (verb) => {
    const world = await leadWorld();
    expect(first(await press(world, verb, ids), 'refusal').view.title).toBe('That is not available yet');
  });

  it('leaves other verbs to others', async () => {
    const world = await leadWorld();
    const actor = await world.actor(lead);
    expect(await world.desk.acted(actor, await world.turn(lead), 'update.open', ids)).toBeUndefined();
  });
});

describe('Publish', () => {
  async function closedWorld(): Promise<LeadWorld> {
    const world = await leadWorld();
    await world.close();
    world.clock.set('2026-11-11T10:00:00Z');
    return world;
  }

  it('publishes with the foreword, and shows where it goes', async () => {
    const world = await closedWorld();
    const reply = await press(world, 'digest.publish', { ...ids, foreword: ' A good quarter. ' });
    const { view } = first(reply, 'preview');
    expect(view.notice).toMatch(
      /^Published\. It goes to the channel of the Health and Wellbeing Board and 1 chair/,
    );
    expect(view.publish).toBeUndefined();
    expect(view.digest.foreword).toBe('A good quarter.');
    expect(await world.posted()).toEqual(['board', chair]);
  });

  it('draws the pressed card again once it is done, and not while something is to be put right', async () => {
    const world = await closedWorld();
    const card = { conversationId: 'a:1', activityId: '17', serviceUrl: 'https://smba.example/' };
    const turn = { ...(await world.turn(lead)), card };
    const actor = await world.actor(lead);
    await world.desk.acted(actor, turn, 'digest.publish', { ...ids, foreword: 'x'.repeat(2001) });
    expect(world.redrawn).toEqual([]);
    await world.desk.acted(actor, turn, 'digest.publish', ids);
    expect(world.redrawn).toEqual([card]);
  });

  it('shows the second lead what the first did', async () => {
    const world = await closedWorld();
    await press(world, 'digest.publish', { ...ids, foreword: 'First.' });
    const reply = await press(world, 'digest.publish', { ...ids, foreword: 'Second.' }, secondLead);
    const { view } = first(reply, 'preview');
    expect(view.notice).toBe(
      'priya published this digest already, on Wednesday 11 November at 10 am. Nothing was changed.',
    );
    expect(view.digest.foreword).toBe('First.');
  });

  it('gives the second lead their foreword back, and the first none', async () => {
    const world = await closedWorld();
    const given = async (who: string, verb: string, foreword: string) => {
      const reply = await press(world, verb, { ...ids, foreword }, who);
      return reply.kind === 'views'
        ? reply.views.flatMap((one) => (one.kind === 'refusal' ? (one.view.typed ?? []) : []))
        : [];
    };
    expect(await given(lead, 'digest.publish', 'First.')).toEqual([]);
    expect(await given(lead, 'digest.publish', 'First.')).toEqual([]);
    const second = [{ label: 'Foreword', text: 'Second.' }];
    expect(await given(secondLead, 'digest.publish', 'Second.')).toEqual(second);
    expect(await given(secondLead, 'digest.preview', 'Second.')).toEqual(second);
  });

  it('is done in the lead’s own chat only, and so is all that names people', async () => {
    const world = await closedWorld();
    const turn = await world.channelTurn(lead);
    for (const verb of ['digest.publish', 'digest.preview', 'lead.overview']) {
      const result = await world.desk.acted(await world.actor(lead), turn, verb, {
        ...ids,
        foreword: 'Mine.',
      });
      expect(first(result?.reply, 'refusal').view).toMatchObject({
        title: 'Please do this in your own chat',
        typed: [{ label: 'Foreword', text: 'Mine.' }],
      });
    }
    expect(world.redrawn).toEqual([]);
    expect(await world.posted()).toEqual([]);
  });

  it('asks for an explicit choice before the publication date, and keeps the foreword', async () => {
    const world = await closedWorld();
    world.clock.set('2026-11-09T10:00:00Z');
    const { view } = first(await press(world, 'digest.publish', { ...ids, foreword: 'Mine.' }), 'preview');
    expect(view.notice).toMatch(/^The publication date is Wednesday 11 November\./);
    expect(view.publish?.early).toBeDefined();
    expect(view.digest.foreword).toBe('Mine.');
    expect(await world.posted()).toEqual([]);
    await press(world, 'digest.publish', { ...ids, early: 'yes' });
    expect(await world.posted()).toEqual(['board', chair]);
  });

  it('gives a foreword back that is too long, and publishes nothing', async () => {
    const world = await closedWorld();
    const foreword = 'x'.repeat(2001);
    const { view } = first(await press(world, 'digest.publish', { ...ids, foreword }), 'preview');
    expect(view.notice).toMatch(/shorten the foreword by 1 character:/);
    expect(view.digest.foreword).toBe(foreword);
    expect(await world.posted()).toEqual([]);
    await press(world, 'digest.publish', { ...ids, foreword: 'x'.repeat(2000) });
    expect(await world.posted()).toEqual(['board', chair]);
  });

  it('says that the cycle is still open', async () => {
    const world = await leadWorld();
    const { view } = first(await press(world, 'digest.publish', { ...ids, foreword: 'Mine.' }), 'preview');
    expect(view.notice).toMatch(/the cycle closes on Thursday 29 October\. Nothing was published/);
    expect(view.digest.foreword).toBe('Mine.');
  });
});
