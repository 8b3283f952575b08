import { describe, expect, it } from '@jest/globals';
import { realTimer } from '../../../src/outbox/timer.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { renderViews } from '../../../src/cards/render.ts';
import { createDraw } from '../../../src/workflow/messages/draw-message.ts';
import { importRegister } from '../../../src/workflow/register/import-register.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { deskWorld, formOf, theView, type DeskWorld } from '../../builders/desk-world.ts';
import { contactId, cycleKey, emailOf, setState, type CycleSpec } from '../../builders/open-cycle.ts';
import { ownersFile, registerFile } from '../../builders/register.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: {
    '1.1': { owners: ['Housing'] },
    '1.2': { owners: ['Housing'] },
    '1.3': { owners: ['Parks'] },
  },
};
const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };

/** Presses the button of the small form, as the person fills it in. */
function pass(world: DeskWorld, from: string, to: string, more: Record<string, unknown> = {}) {
  return world.act(from, 'update.passOn', { ref: '1.1', go: 'yes', to: contactId(to), ...more });
}

function handBack(world: DeskWorld, by: string, ref = '1.1') {
  return world.act(by, 'update.handBack', { ref });
}

/** Who is asked about an action, by first name. */
async function asked(world: DeskWorld, ref = '1.1') {
  const loaded = (await loadCycle(world.store, cycleKey))!;
  return loaded.contacts.get(loaded.routes.get(ref)?.messaged ?? '')?.name;
}

/** Messages in the ledger: to whom, of which kinds, about what. */
async function messages(world: DeskWorld) {
  const rows = await world.store.ledger.ofCycle(cycleKey);
  return rows.map(({ value: { recipient, sections, refs } }) => [
    recipient.kind === 'board' ? 'board' : recipient.email,
    sections.map(({ kind }) => kind),
    refs,
  ]);
}

async function trail(world: DeskWorld) {
  const events = await world.store.cycles.events(cycleKey);
  return events
    .filter(({ kind }) => kind === 'passed-on' || kind === 'handed-back')
    .map(({ kind, ref, by, contactId: whom }) => [kind, ref, by?.name, whom]);
}

/** The list that somebody's message carries when it is drawn now. */
async function drawn(world: DeskWorld, name: string) {
  const { store, clock } = world;
  const rows = await store.ledger.ofCycle(cycleKey);
  const row = rows.findLast(({ value: { recipient } }) =>
    recipient.kind === 'contact' ? recipient.contactId === contactId(name) : false,
  );
  const render = (views: View[]) => ({ card: { views }, summary: '' });
  const draw = createDraw({ store, clock, timer: realTimer, render });
  const result = await draw(row!.value, (await store.programmes.find(cycleKey.programmeId))!);
  return result.kind === 'message'
    ? theView((result.message.card as { views: View[] }).views, 'list')
    : result.why;
}

describe('passing a request on', () => {
  it('asks to whom and for how long, with the people of the same owner first, and nobody oneself', async () => {
    const world = await deskWorld(spec);
    const form = formOf(await world.act('ama', 'update.passOn', { ref: '1.1' }));
    const to = form.inputs.find(({ id }) => id === 'to');
    expect(to?.kind === 'choice' && to.choices.map(({ title }) => title)).toEqual([
      'sam (Housing)',
      'lee (Parks)',
    ]);
    expect(form.inputs.map(({ id }) => id)).toEqual(['to', 'picked', 'howLong']);
    expect(await asked(world)).toBe('ama');
  });

  it('says of whoever no card reaches that they have to be told, before it is done and after', async () => {
    const world = await deskWorld({ ...spec, byEmail: ['lee'] });
    const form = formOf(await world.act('ama', 'update.passOn', { ref: '1.1' }));
    const to = form.inputs.find(({ id }) => id === 'to');
    expect(to?.kind === 'choice' && to.choices.map(({ title }) => title)).toEqual([
      'sam (Housing)',
      'lee, by e-mail only (Parks)',
    ]);
    const hint = 'Whoever is marked “by e-mail only” gets no card from me: please tell them yourself.';
    expect(form.paragraphs).toContain(hint);
    const list = theView(await pass(world, 'ama', 'lee'), 'list');
    expect(list.notice).toBe(
      'lee answers 1.1. I cannot send them a card: please tell them, and what they say can be recorded by the programme lead.',
    );
    const reachable = formOf(await (await deskWorld(spec)).act('ama', 'update.passOn', { ref: '1.1' }));
    expect(reachable.paragraphs).not.toContain(hint);
  });

  it('makes it the receiver’s to answer, tells them once who passed it on, and leaves a trail', async () => {
    const world = await deskWorld(spec);
    const list = theView(await pass(world, 'ama', 'lee'), 'list');
    expect(list.notice).toBe('lee answers 1.1, and can hand it back to you.');
    expect(list.rows.find(({ ref }) => ref === '1.1')).toMatchObject({
      kind: 'shared',
      state: 'You passed it on to lee',
    });
    expect(await asked(world)).toBe('lee');
    expect(await messages(world)).toEqual([[emailOf('lee'), ['passed-on'], ['1.1']]]);
    expect(await trail(world)).toEqual([['passed-on', '1.1', 'Ama', contactId('lee')]]);
    expect(await drawn(world, 'lee')).toMatchObject({
      lead: 'Ama has passed 1.1 on to you; you can hand it back.',
    });
    const theirs = theView(await world.act('lee', 'updates.list'), 'list');
    expect(theirs.rows.map(({ ref, state }) => [ref, state])).toEqual([
      ['1.1', 'No update yet; passed on by Ama'],
      ['1.3', 'No update yet'],
    ]);
    expect(
      theView(await world.act('lee', 'update.submit', { ref: '1.1', ...answer }), 'list').receipt?.ref,
    ).toBe('1.1');
  });

  it('hands all of it on in one message', async () => {
    const world = await deskWorld(spec);
    const form = formOf(await world.act('ama', 'update.passOn'));
    expect(form.inputs[0]).toMatchObject({ id: 'refs', value: '1.1,1.2' });
    await world.act('ama', 'update.passOn', { go: 'yes', refs: '1.1,1.2', to: contactId('lee') });
    expect(await messages(world)).toEqual([[emailOf('lee'), ['passed-on'], ['1.1', '1.2']]]);
    expect([await asked(world, '1.1'), await asked(world, '1.2')]).toEqual(['lee', 'lee']);
  });

  it('fits onto a card for somebody with hundreds of actions and colleagues', async () => {
    const owners = Array.from({ length: 120 }, (_, n) => [`Team ${n}`, { lead: `person-${n}` }] as const);
    const actions = Array.from({ length: 300 }, (_, n) => {
      const title = `Open one more walk-in clinic in the north of the town, with parking, number ${n}`;
      return [`${n}.1`, { owners: ['Team 0'], title }] as [string, { owners: string[]; title: string }];
    });
    const world = await deskWorld({
      owners: Object.fromEntries(owners),
      actions: Object.fromEntries(actions),
    });
    for (const verb of ['update.passOn', 'update.notMine']) {
      const reply = await world.act('person-0', verb);
      const { card } = renderViews(reply.kind === 'views' ? reply.views : []);
      expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(25_000);
    }
    const byName = { go: 'yes', refs: '0.1', colleague: 'Person-119' };
    await world.act('person-0', 'update.passOn', byName);
    expect(await asked(world, '0.1')).toBe('person-119');
  });

  it('pressed twice tells the receiver once', async () => {
    const world = await deskWorld(spec);
    await pass(world, 'ama', 'lee');
    expect(theView(await pass(world, 'ama', 'lee'), 'list').notice).toBe('You have passed 1.1 on already.');
    expect((await messages(world)).length).toBe(1);
    expect((await trail(world)).length).toBe(1);
  });

  it.each(['1.3', undefined])(
    'of several pressed twice leaves %s alone, which nobody chose',
    async (left) => {
      const { '1.3': third, ...two } = spec.actions;
      const actions = left === undefined ? two : { ...two, '1.3': { ...third, owners: ['Housing'] } };
      const world = await deskWorld({ ...spec, actions });
      const several = { go: 'yes', refs: '1.1,1.2', to: contactId('lee') };
      await world.act('ama', 'update.passOn', several);
      const list = theView(await world.act('ama', 'update.passOn', several), 'list');
      expect(list.notice).toBe('You have passed 1.1 and 1.2 on already.');
      expect(await messages(world)).toEqual([[emailOf('lee'), ['passed-on'], ['1.1', '1.2']]]);
      if (left !== undefined) expect(await asked(world, left)).toBe('ama');
    },
  );

  it('of what was answered meanwhile asks again, and does not take what is left', async () => {
    const world = await deskWorld({ ...spec, actions: { ...spec.actions, '1.3': { owners: ['Housing'] } } });
    await world.act('ama', 'update.submit', { ref: '1.1', ...answer });
    await world.act('ama', 'update.submit', { ref: '1.2', ...answer });
    const several = { go: 'yes', refs: '1.1,1.2', to: contactId('lee') };
    const form = formOf(await world.act('ama', 'update.passOn', several));
    expect(form.inputs[0]).toMatchObject({ id: 'refs', problem: 'Please choose at least one.' });
    expect(await asked(world, '1.3')).toBe('ama');
  });

  it('keeps the draft with the request, and what was typed and not saved becomes one', async () => {
    const world = await deskWorld(spec);
    const form = formOf(await world.act('ama', 'update.passOn', { ref: '1.1', narrative: 'Half a roof.' }));
    expect(form.notice).toBe('What you typed is saved as a draft, and goes with it.');
    await pass(world, 'ama', 'lee');
    const theirs = theView(await world.act('lee', 'update.open', { ref: '1.1' }), 'form');
    expect(theirs.values['narrative']).toBe('Half a roof.');
    expect(theirs.draft).toContain('Draft saved by Ama');
  });

  it('says at the input what is missing, and keeps what was chosen', async () => {
    const world = await deskWorld(spec);
    const nobody = formOf(
      await world.act('ama', 'update.passOn', { ref: '1.1', go: 'yes', howLong: 'always' }),
    );
    expect(nobody.inputs.map(({ id, value, problem }) => [id, value, problem])).toEqual([
      ['to', '', 'Please choose somebody.'],
      ['picked', '', undefined],
      ['howLong', 'always', undefined],
    ]);
    const nothing = formOf(
      await world.act('ama', 'update.passOn', { go: 'yes', to: contactId('lee'), refs: '' }),
    );
    expect(nothing.inputs[0]?.problem).toBe('Please choose at least one.');
    expect(nothing.inputs[1]?.value).toBe(contactId('lee'));
  });

  it.each([
    ['oneself', 'ama'],
    ['somebody unknown', 'nobody'],
  ])('to %s is refused at the input, and changes nothing', async (_whom, to) => {
    const world = await deskWorld(spec);
    const form = formOf(await pass(world, 'ama', to));
    expect(form.inputs[0]?.problem).toBe('Please choose somebody else from the list.');
    expect([await asked(world), await messages(world), await trail(world)]).toEqual(['ama', [], []]);
  });

  it('to whoever has it already changes nothing', async () => {
    const world = await deskWorld(spec);
    formOf(await pass(world, 'sam', 'ama'));
    expect([await asked(world), await messages(world)]).toEqual(['ama', []]);
  });

  it('of somebody else’s request is refused, and names nothing', async () => {
    const world = await deskWorld(spec);
    const refusal = theView(
      await world.act('ama', 'update.passOn', { ref: '1.3', go: 'yes', to: contactId('sam') }),
      'refusal',
    );
    expect(refusal.title).toBe('This is not on your list');
    expect(await asked(world, '1.3')).toBe('lee');
  });

  it('after the answer is for next time only', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.submit', { ref: '1.1', ...answer });
    const form = formOf(await pass(world, 'ama', 'lee'));
    expect(form.inputs.at(-1)?.problem).toBe(
      'For this time that cannot be done: it is answered already. From next time on it can.',
    );
    theView(await pass(world, 'ama', 'lee', { howLong: 'always' }), 'list');
    expect(await asked(world)).toBe('lee');
    expect(await messages(world)).toEqual([]);
  });

  it('after the close is for next time only', async () => {
    const world = await deskWorld(spec);
    await setState(world.store, 'closed');
    expect(formOf(await pass(world, 'ama', 'lee')).inputs.at(-1)?.problem).toContain('this round has closed');
    expect(theView(await world.act('ama', 'update.passOn'), 'refusal').title).toBe(
      'There is nothing to pass on',
    );
    theView(await pass(world, 'ama', 'lee', { howLong: 'always' }), 'list');
    expect(await messages(world)).toEqual([]);
  });

  it('always survives a re-import, and this time does not reach the next register', async () => {
    const world = await deskWorld(spec);
    await pass(world, 'ama', 'lee', { howLong: 'always' });
    await pass(world, 'ama', 'lee', { ref: '1.2' });
    const action = (ref: string, Owner: string) => ({
      Ref: ref,
      Priority: 'Start well',
      Action: `Action ${ref}`,
      Owner,
    });
    const imported = await importRegister(world.store, {
      programmeId: cycleKey.programmeId,
      file: registerFile([action('1.1', 'Housing'), action('1.2', 'Housing'), action('1.3', 'Parks')]),
      owners: ownersFile([
        {
          Owner: 'Housing',
          'Lead contact': 'ama',
          'Lead email': emailOf('ama'),
          'Deputy contact': 'sam',
          'Deputy email': emailOf('sam'),
          'Reached by': 'teams',
        },
        { Owner: 'Parks', 'Lead contact': 'lee', 'Lead email': emailOf('lee'), 'Reached by': 'teams' },
      ]),
      production: false,
    });
    expect(imported.errors).toEqual([]);
    const programme = (await world.store.programmes.find(cycleKey.programmeId))!;
    const value = {
      ...programme.value,
      cycles: programme.value.cycles.map(({ handovers: _, ...rest }) => rest),
    };
    await world.store.programmes.replace({ ...programme, value });
    expect([await asked(world, '1.1'), await asked(world, '1.2')]).toEqual(['lee', 'ama']);
  });
});

describe('passing on what is theirs only while a colleague is away', () => {
  const away = { awayFrom: '2026-10-20', awayTo: '2026-10-21', to: contactId('lee') };

  it('is for this time only: always is neither offered nor done', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'me.away.save', away);
    const offer = formOf(await world.act('lee', 'update.passOn', { ref: '1.1' })).inputs.at(-1);
    expect(offer?.kind === 'choice' && offer.choices.map(({ value }) => value)).toEqual(['once']);
    const refused = formOf(await pass(world, 'lee', 'sam', { howLong: 'always' }));
    expect(refused.inputs.at(-1)).toMatchObject({
      value: 'once',
      problem: 'You answer 1.1 only while a colleague is away, so this time is all that you can pass on.',
    });
    const stored = await world.store.programmes.find(cycleKey.programmeId);
    expect([await asked(world), stored?.value.amendments]).toEqual(['ama', undefined]);
    theView(await pass(world, 'lee', 'sam', { howLong: 'once' }), 'list');
    expect(await asked(world)).toBe('sam');
  });

  it('goes back to the colleague, and not to whoever stood in', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'me.away.save', away);
    await pass(world, 'lee', 'sam');
    world.clock.set('2026-10-22T10:00:00Z');
    const form = theView(await world.act('sam', 'update.open', { ref: '1.1' }), 'form');
    expect(form.ways).toContainEqual({ title: 'Hand back to ama', verb: 'update.handBack' });
    const list = theView(await handBack(world, 'sam'), 'list');
    expect(list.notice).toBe('ama has 1.1 again, and is told that you handed it back.');
    expect(await asked(world)).toBe('ama');
  });
});

describe('handing back', () => {
  it('goes to whoever passed it on, and tells them with one message', async () => {
    const world = await deskWorld(spec);
    await pass(world, 'ama', 'lee');
    world.clock.advance({ minutes: 5 });
    const form = theView(await world.act('lee', 'update.open', { ref: '1.1' }), 'form');
    expect(form.ways).toContainEqual({ title: 'Hand back to Ama', verb: 'update.handBack' });
    const list = theView(await handBack(world, 'lee'), 'list');
    expect(list.notice).toBe('Ama has 1.1 again, and is told that you handed it back.');
    expect(await asked(world)).toBe('ama');
    expect((await messages(world)).filter(([to]) => to === emailOf('ama'))).toEqual([
      [emailOf('ama'), ['passed-on'], ['1.1']],
    ]);
    expect(await drawn(world, 'ama')).toMatchObject({ lead: 'Lee has handed 1.1 back to you.' });
    expect(await trail(world)).toEqual([
      ['passed-on', '1.1', 'Ama', contactId('lee')],
      ['handed-back', '1.1', 'Lee', contactId('ama')],
    ]);
  });

  it('leaves the receiver’s message unsaid, where it had not gone', async () => {
    const world = await deskWorld(spec);
    await pass(world, 'ama', 'sam', { ref: '1.1' });
    await world.act('sam', 'update.passOn', { ref: '1.1', go: 'yes', to: contactId('lee') });
    world.clock.advance({ minutes: 5 });
    await handBack(world, 'lee');
    await world.act('lee', 'update.submit', { ref: '1.3', ...answer });
    expect(await drawn(world, 'lee')).toBe('nothing is outstanding any more');
  });

  it('takes back what was passed on for good', async () => {
    const world = await deskWorld(spec);
    await pass(world, 'ama', 'lee', { howLong: 'always' });
    world.clock.advance({ minutes: 5 });
    await handBack(world, 'lee');
    const { amendments } = (await world.store.programmes.find(cycleKey.programmeId))!.value;
    expect(amendments).toEqual([]);
    expect(await asked(world)).toBe('ama');
  });

  it('goes back along a chain, one step at a time', async () => {
    const world = await deskWorld(spec);
    await pass(world, 'ama', 'sam');
    world.clock.advance({ minutes: 5 });
    await pass(world, 'sam', 'lee');
    const holders = [await asked(world)];
    for (const name of ['lee', 'sam']) {
      world.clock.advance({ minutes: 5 });
      await handBack(world, name);
      holders.push(await asked(world));
    }
    expect(holders).toEqual(['lee', 'sam', 'ama']);
    world.clock.advance({ minutes: 5 });
    expect(theView(await handBack(world, 'ama'), 'refusal').title).toBe('This cannot be handed back');
  });

  it('ends a loop: whoever gets their own request back can hand it back, and it is asked of one person only', async () => {
    const world = await deskWorld(spec);
    await pass(world, 'ama', 'lee');
    world.clock.advance({ minutes: 5 });
    await pass(world, 'lee', 'ama');
    expect(await asked(world)).toBe('ama');
    world.clock.advance({ minutes: 5 });
    await handBack(world, 'ama');
    expect(await asked(world)).toBe('lee');
    world.clock.advance({ minutes: 5 });
    await handBack(world, 'lee');
    expect(await asked(world)).toBe('ama');
  });

  it('is not for whoever has it for another reason, and not for others', async () => {
    const world = await deskWorld(spec);
    expect(theView(await handBack(world, 'ama'), 'refusal').title).toBe('This cannot be handed back');
    expect(theView(await handBack(world, 'lee'), 'refusal').title).toBe('This is not on your list');
    expect(theView(await pass(world, 'lee', 'sam'), 'refusal').title).toBe('This is not on your list');
    await pass(world, 'ama', 'lee');
    expect(theView(await handBack(world, 'ama'), 'refusal').title).toBe('This is not on your list');
    expect(theView(await handBack(world, 'sam'), 'refusal').title).toBe('This cannot be handed back');
    expect(await asked(world)).toBe('lee');
  });
});
