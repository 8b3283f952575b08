import { describe, expect, it } from '@jest/globals';
import {
  contactId,
  cycleKey,
  emailOf,
  openNextRound,
  setState,
  type CycleSpec,
} from '../../builders/open-cycle.ts';
import { formOf, theView } from '../../builders/desk-world.ts';
import { handoverWorld, noticeOf, type HandoverWorld } from './handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' }, Unmanned: {} },
  actions: {
    '1.1': { owners: ['Housing', 'Parks'] },
    '1.2': { owners: ['Housing'] },
    '1.3': { owners: ['Parks'] },
  },
};
const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };

/** A second round, with the same dates. */
async function alsoOpen({ store }: HandoverWorld, id: string): Promise<void> {
  await openNextRound(store, id);
  await setState(store, 'open');
}

describe('reassigning', () => {
  it('asks to whom, to which owner, and for how long', async () => {
    const world = await handoverWorld(spec);
    const form = formOf(await world.act('priya', 'lead.reassign', { refs: '1.1,1.2' }));
    expect(form.title).toBe('Who should answer 1.1 and 1.2?');
    expect(form.paragraphs[0]).toBe('1.1 Action 1.1: with ama (Housing)');
    expect(form.inputs.map(({ id }) => id)).toEqual(['to', 'picked', 'toOwner', 'howLong']);
    expect(form.buttons.map(({ verb }) => verb)).toEqual(['lead.reassign', 'lead.overview']);
  });

  it('to a person holds for this cycle, and tells them once who gave it to them', async () => {
    const world = await handoverWorld(spec);
    const reply = await world.act('priya', 'lead.reassign', {
      refs: '1.1,1.2',
      filled: 'yes',
      to: contactId('lee'),
    });
    expect(noticeOf(reply)).toBe(
      '1.1 and 1.2 are with lee now, for this cycle. They get one message about it.',
    );
    expect([await world.asked('1.1'), await world.asked('1.2')]).toEqual(['lee', 'lee']);
    expect(await world.messages()).toEqual([[emailOf('lee'), ['passed-on'], ['1.1', '1.2']]]);
    expect(await world.drawn('lee')).toMatchObject({
      lead: 'Priya has given 1.1 and 1.2 to you, as the programme lead.',
    });
    expect(await world.trail()).toEqual([
      ['reassigned', '1.1', 'Priya', contactId('lee')],
      ['reassigned', '1.2', 'Priya', contactId('lee')],
    ]);
    expect((await world.programme()).amendments).toBeUndefined();
    expect(theView(await world.act('lee', 'update.handBack', { ref: '1.1' }), 'refusal').title).toBe(
      'This cannot be handed back',
    );
  });

  it('to an owner goes to that owner’s contact, and shows under that owner', async () => {
    const world = await handoverWorld(spec);
    await world.act('priya', 'lead.reassign', {
      ref: '1.2',
      filled: 'yes',
      toOwner: 'Parks',
      howLong: 'always',
    });
    expect(await world.asked('1.2')).toBe('lee');
    const { requests } = await world.loaded();
    expect(requests.find(({ ref }) => ref === '1.2')?.owners.map(({ id }) => id)).toEqual(['Parks']);
    expect((await world.programme()).amendments).toMatchObject([
      { kind: 'owner', ref: '1.2', ownerId: 'Parks' },
    ]);
  });

  it('to an owner without a contact comes to the lead, who is not written to about what they did', async () => {
    const world = await handoverWorld(spec);
    await world.act('priya', 'lead.reassign', { ref: '1.2', filled: 'yes', toOwner: 'Unmanned' });
    expect(await world.asked('1.2')).toBe('Programme lead');
    expect(await world.messages()).toEqual([]);
  });

  it('says at the input what is missing or too much', async () => {
    const world = await handoverWorld(spec);
    const nothing = formOf(await world.act('priya', 'lead.reassign', { ref: '1.1', filled: 'yes' }));
    expect(nothing.inputs[0]?.problem).toBe('Please choose a person or an owner.');
    const both = { ref: '1.1', filled: 'yes', to: contactId('lee'), toOwner: 'Parks' };
    const form = formOf(await world.act('priya', 'lead.reassign', both));
    expect(form.inputs.find(({ id }) => id === 'toOwner')).toMatchObject({
      value: 'Parks',
      problem: 'Please choose a person or an owner, not both.',
    });
    expect(await world.asked('1.1')).toBe('ama');
  });

  it('of what is answered, or with them already, says so and does the rest', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.submit', { ref: '1.1', ...answer });
    const reply = await world.act('priya', 'lead.reassign', {
      refs: '1.1,1.2,1.3',
      filled: 'yes',
      to: contactId('lee'),
    });
    expect(noticeOf(reply)?.split('\n')).toEqual([
      '1.2 is with lee now, for this cycle. They get one message about it.',
      'Not done for 1.1: it is answered already.',
      'Not done for 1.3: lee has it already.',
    ]);
  });

  it.each([
    ['a person', { to: contactId('lee') }, 'lee'],
    ['an owner', { toOwner: 'Parks' }, 'Parks'],
    ['an owner without a contact', { toOwner: 'Unmanned' }, 'Unmanned'],
  ])('to %s for good is done once, whoever of the leads is quicker', async (_whom, whom, name) => {
    const world = await handoverWorld({ ...spec, leads: ['priya', 'tom'] });
    const data = { ref: '1.2', filled: 'yes', howLong: 'always', ...whom };
    await world.act('tom', 'lead.reassign', data);
    const before = [await world.messages(), await world.trail(), await world.programme()];
    const reply = await world.act('priya', 'lead.reassign', data);
    expect(noticeOf(reply)).toBe(`Not done for 1.2: Tom gave it to ${name} at 10:15 am.`);
    const again = await world.act('tom', 'lead.reassign', data);
    expect(noticeOf(again)).toBe(`Not done for 1.2: ${name} has it already.`);
    expect([await world.messages(), await world.trail(), await world.programme()]).toEqual(before);
  });

  it.each(['published', 'cancelled'] as const)(
    'for good is in the trail of the round from whose card it was done, also where that is %s, and settles a doubt',
    async (state) => {
      const world = await handoverWorld(spec);
      await world.act('ama', 'update.notMine', { ref: '1.2' });
      await setState(world.store, state);
      world.clock.advance({ minutes: 1 });
      const data = { refs: '1.2', filled: 'yes', to: contactId('lee'), howLong: 'always' };
      await world.act('priya', 'lead.reassign', data);
      const events = await world.store.cycles.events(cycleKey);
      expect(events.at(-1)).toMatchObject({
        ...{ kind: 'reassigned', ref: '1.2', by: { name: 'Priya' }, detail: 'for good' },
        ...{ contactId: contactId('lee'), at: world.clock.now() },
      });
      expect((await world.loaded()).requests.filter(({ notMine }) => notMine)).toEqual([]);
      expect(await world.messages()).toEqual([]);
    },
  );

  it('for good what the imported register alone gives them is settled for later imports', async () => {
    const world = await handoverWorld(spec);
    const data = { ref: '1.2', filled: 'yes', howLong: 'always', toOwner: 'Housing' };
    await world.act('priya', 'lead.reassign', data);
    expect((await world.programme()).amendments).toMatchObject([{ kind: 'owner', ownerId: 'Housing' }]);
  });

  it('for good leaves alone what was given to somebody else in another round that is open', async () => {
    const world = await handoverWorld(spec);
    await alsoOpen(world, 'winter');
    const given = { refs: '1.1', filled: 'yes', toOwner: 'Parks' };
    await world.act('priya', 'lead.reassign', { ...given, cycle: 'winter' });
    const always = { refs: '1.1,1.2', filled: 'yes', to: contactId('sam'), howLong: 'always' };
    await world.act('priya', 'lead.reassign', always);
    expect([await world.asked('1.1'), await world.asked('1.2')]).toEqual(['sam', 'sam']);
    expect([await world.asked('1.1', 'winter'), await world.asked('1.2', 'winter')]).toEqual(['lee', 'sam']);
  });

  it('for good takes the owner whom a request was given to along into no other round', async () => {
    const world = await handoverWorld(spec);
    await alsoOpen(world, 'winter');
    await world.act('priya', 'lead.reassign', { refs: '1.2', filled: 'yes', toOwner: 'Parks' });
    const inWinter = { cycle: 'winter', refs: '1.2', filled: 'yes', to: contactId('lee') };
    await world.act('priya', 'lead.reassign', inWinter);
    const always = { refs: '1.2', filled: 'yes', to: contactId('sam'), howLong: 'always' };
    await world.act('priya', 'lead.reassign', always);
    const { cycles } = await world.programme();
    const last = cycles.map(({ handovers }) => handovers?.at(-1));
    expect(last).toMatchObject([{ ownerId: 'Parks' }, { contactId: contactId('sam') }]);
    expect(last[1]).not.toHaveProperty('ownerId');
  });

  it('for good is drawn again on the card of whoever loses it in another round', async () => {
    const world = await handoverWorld(spec);
    await world.say('ama', 'help');
    await openNextRound(world.store, 'winter');
    await world.deliver();
    await setState(world.store, 'open');
    const always = { refs: '1.2', filled: 'yes', to: contactId('lee'), howLong: 'always' };
    await world.act('priya', 'lead.reassign', always);
    await world.desk.settled();
    expect(world.redrawn.map(({ activityId }) => activityId)).toEqual(['card-chat-ama']);
  });

  it('is for leads only', async () => {
    const world = await handoverWorld(spec);
    for (const verb of ['lead.reassign', 'lead.notMine', 'lead.replace']) {
      const reply = await world.act('ama', verb, {
        ref: '1.1',
        filled: 'yes',
        keep: 'yes',
        to: contactId('lee'),
      });
      expect(theView(reply, 'refusal').title).toBe('This is for the programme lead');
    }
    expect(await world.asked('1.1')).toBe('ama');
  });
});

describe('the lead’s decision on what is said not to be theirs', () => {
  it('shows what was said and proposes whom they named', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.notMine', { ref: '1.1', to: contactId('lee') });
    const form = formOf(await world.act('priya', 'lead.notMine'));
    expect(form.paragraphs).toEqual([
      '1.1 Action 1.1: with ama (Housing). Ama says that it is not theirs, and suggests: lee',
    ]);
    expect(form.inputs[0]?.value).toBe(contactId('lee'));
    expect(form.buttons.map(({ title }) => title)).toEqual([
      'Reassign',
      'Keep it with Ama',
      'Back to the overview',
    ]);
  });

  it('gives it to somebody, and then nothing is in doubt', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.notMine', { ref: '1.1' });
    const form = formOf(await world.act('priya', 'lead.notMine', { ref: '1.1' }));
    await world.actRaw('priya', 'lead.reassign', { ...form.buttons[0]!.data, to: contactId('lee') });
    expect(await world.asked('1.1')).toBe('lee');
    const { requests } = await world.loaded();
    expect(requests.find(({ ref }) => ref === '1.1')?.notMine).toBeUndefined();
    expect((await world.messages()).map(([to]) => to)).toEqual([emailOf('lee')]);
  });

  it('keeps it with them: it is on their list again, and no message is sent', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.notMine', { ref: '1.1' });
    const form = formOf(await world.act('priya', 'lead.notMine', { ref: '1.1' }));
    world.clock.advance({ minutes: 5 });
    const reply = await world.actRaw('priya', 'lead.notMine', form.buttons[1]!.data);
    expect(noticeOf(reply)).toBe('1.1 stays with Ama, and is asked about as usual.');
    const list = theView(await world.act('ama', 'updates.list'), 'list');
    expect(list.rows.map(({ ref, kind }) => [ref, kind])).toContainEqual(['1.1', 'outstanding']);
    expect(await world.messages()).toEqual([]);
    expect((await world.trail()).at(-1)).toEqual(['kept-theirs', '1.1', 'Priya', contactId('ama')]);
    const again = await world.actRaw('priya', 'lead.notMine', form.buttons[1]!.data);
    expect(noticeOf(again)).toBe('Nobody says any more that it is not theirs.');
  });
});
