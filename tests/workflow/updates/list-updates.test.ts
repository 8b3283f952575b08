import { describe, expect, it } from '@jest/globals';
import { listPage } from '../../../src/cards/list-pages.ts';
import { cycleKey, openedCycle, setState, type CycleSpec } from '../../builders/open-cycle.ts';
import { deskWorld, theView } from '../../builders/desk-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: {
    '1.1': { owners: ['Housing', 'Parks'] },
    '1.2': { owners: ['Housing'], leadOfficer: 'noor' },
    '1.3': { owners: ['Housing'], imported: { status: 'completed', narrative: 'Built.' } },
    '2.1': { owners: ['Parks'], imported: { status: 'on_track', narrative: 'Growing.' } },
    '3.1': {},
  },
};

describe('a person’s list', () => {
  it.each([
    ['ama', { outstanding: ['1.1'], finished: ['1.3'], shared: ['1.2'], total: 1 }],
    ['sam', { outstanding: ['1.1', '1.2'], finished: ['1.3'], shared: [], total: 2 }],
    ['lee', { outstanding: ['2.1'], finished: [], shared: ['1.1'], total: 1 }],
    ['noor', { outstanding: ['1.2'], finished: [], shared: [], total: 1 }],
    ['priya', { outstanding: ['3.1'], finished: [], shared: [], total: 1 }],
  ])(
    'holds what %s is asked for, what of theirs was finished before, and what they may add to',
    async (name, expected) => {
      const world = await deskWorld(spec);
      const list = theView(await world.say(name, 'my updates'), 'list');
      const refs = (kind: string) => list.rows.filter((row) => row.kind === kind).map(({ ref }) => ref);
      const [outstanding, finished, shared] = ['outstanding', 'finished', 'shared'].map(refs);
      expect({ outstanding, finished, shared, total: list.total }).toEqual(expected);
    },
  );

  it('says for what, by when, and where each action stood', async () => {
    const world = await deskWorld(spec);
    const list = theView(await world.say('lee', 'my updates'), 'list');
    expect(list).toMatchObject({
      headline: 'Your updates for the Health and Wellbeing Board on Thursday 19 November',
      programmeTitle: 'Better Lives Strategy',
      deadline: 'By 5 pm on Monday 26 October',
      done: 0,
      page: 1,
    });
    expect(list.rows).toEqual([
      {
        ref: '2.1',
        title: 'Action 2.1',
        lastStatus: { label: 'On track', tone: 'good' },
        state: 'No update yet',
        version: 0,
        kind: 'outstanding',
      },
      {
        ref: '1.1',
        title: 'Action 1.1',
        state: 'Shared with you; Housing answers first',
        version: 0,
        kind: 'shared',
      },
    ]);
  });

  it('says after the deadline what is still possible', async () => {
    const world = await deskWorld(spec);
    world.clock.set('2026-10-27T09:00:00Z');
    expect(theView(await world.say('lee', 'my updates'), 'list').deadline).toBe(
      'The deadline was 5 pm on Monday 26 October. An update sent by 5 pm on Thursday 29 October is still in ' +
        'time for the papers of Wednesday 11 November',
    );
  });

  it.each(['closed', 'published'] as const)(
    'lists what is missing as late once the round is %s',
    async (state) => {
      const world = await deskWorld(spec);
      await setState(world.store, state);
      const list = theView(await world.say('lee', 'my updates'), 'list');
      expect(list.rows[0]).toMatchObject({ ref: '2.1', kind: 'late', state: 'Not sent before the close' });
      await world.act('lee', 'update.submit', {
        ref: '2.1',
        version: 0,
        status: 'completed',
        outcome: 'Grown.',
      });
      expect(theView(await world.say('lee', 'my updates'), 'notice').title).toBe(
        'Nothing is waiting for you',
      );
    },
  );

  it('says when the next round opens while there is none', async () => {
    const world = await deskWorld({ ...spec, state: 'scheduled' });
    expect(theView(await world.say('lee', 'my updates'), 'notice').paragraphs).toContain(
      'For the Health and Wellbeing Board: The round opens on Thursday 8 October 2026. You will get a message then.',
    );
  });

  it.each([
    ['waiting', 'on_track'],
    ['finished', 'completed'],
  ])('reaches every action that is %s by its pages, and shows the last for one beyond', async (_, status) => {
    const refs = Array.from({ length: 47 }, (_ref, index) => `4.${index + 1}`);
    const world = await deskWorld({
      owners: { Housing: { lead: 'ama' } },
      actions: Object.fromEntries(refs.map((ref) => [ref, { owners: ['Housing'], imported: { status } }])),
    });
    const page = async (wanted: number) => {
      const { rows, page: asked } = theView(await world.act('ama', 'updates.list', { page: wanted }), 'list');
      return listPage(rows, asked);
    };
    const first = await page(1);
    const pages = await Promise.all(Array.from({ length: first.pages }, (_page, index) => page(index + 1)));
    expect(pages.flatMap(({ waiting, folded }) => [...waiting, ...folded]).map(({ ref }) => ref)).toEqual(
      refs,
    );
    expect(await page(99)).toEqual(pages.at(-1));
  });

  it('shows one round, and a button for each other that waits', async () => {
    const world = await deskWorld(spec);
    const second = { ...spec, programmeId: 'second', settings: { title: 'Second Strategy' } };
    await openedCycle(second, world.store);
    const views = await world.say('lee', 'my updates');
    expect(theView(views, 'list').scope.programme).toBe('second');
    const [button] = theView(views, 'notice').commands;
    expect(button).toEqual({ title: 'Better Lives Strategy', text: 'my updates for strategy autumn' });
    const other = await world.say('lee', button!.text);
    expect(theView(other, 'list').scope).toEqual({ programme: 'strategy', cycle: cycleKey.cycleId });
  });

  it('is refused for a round in which the person is nobody', async () => {
    const world = await deskWorld(spec);
    const others: CycleSpec = {
      owners: { X: { lead: 'zed' } },
      actions: { '9.1': { owners: ['X'] } },
      leads: ['zed'],
    };
    await openedCycle({ ...others, programmeId: 'second' }, world.store);
    const reply = await world.act('lee', 'updates.list', { programme: 'second' });
    expect(theView(reply, 'refusal').title).toBe('This is not on your list');
  });
});
