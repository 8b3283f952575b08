import { describe, expect, it } from '@jest/globals';
import { strangersOf } from '../../../src/workflow/people/strangers.ts';
import { formOf, theView, turnOf } from '../../builders/desk-world.ts';
import {
  contactId,
  cycleKey,
  emailOf,
  openedCycle,
  setState,
  tenantId,
  type CycleSpec,
} from '../../builders/open-cycle.ts';
import { handoverWorld, noticeOf, quietOf, type HandoverWorld } from './handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Parks'] } },
};
const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };

async function strangers(world: HandoverWorld) {
  const { programme, register } = await world.loaded();
  return strangersOf(world.store, programme.value, register);
}

/** Maya writes; she is Ama, from another address. */
async function withMaya() {
  const world = await handoverWorld(spec);
  await world.say('maya', 'hello');
  await world.desk.settled();
  return world;
}

function join(world: HandoverWorld, more: Record<string, unknown> = {}) {
  return world.act('priya', 'lead.join', { person: 'aad-maya', to: contactId('ama'), ...more });
}

describe('somebody who writes and is in no register', () => {
  it('is remembered and shown to the leads, once', async () => {
    const world = await withMaya();
    await world.act('maya', 'updates.list');
    await world.say('ama', 'hello');
    await world.desk.settled();
    expect(await strangers(world)).toEqual([
      {
        aadObjectId: 'aad-maya',
        name: 'Maya',
        email: emailOf('maya'),
        alias: contactId('maya'),
        since: world.clock.now(),
      },
    ]);
  });

  it('comes with the contact who is called the same', async () => {
    const world = await handoverWorld(spec);
    const turn = turnOf('maya');
    await world.desk.said({ ...turn, who: { ...turn.who, name: 'Ama' } }, 'hello');
    await world.desk.settled();
    expect((await strangers(world))[0]?.likely).toBe(contactId('ama'));
    const form = formOf(await world.act('priya', 'lead.join', { person: 'aad-maya' }));
    expect(form.inputs[0]?.value).toBe(contactId('ama'));
  });

  it('is on the overview, with one tap where a contact is called the same', async () => {
    const world = await handoverWorld(spec);
    const turn = turnOf('maya');
    await world.desk.said({ ...turn, who: { ...turn.who, name: 'Ama' } }, 'hello');
    await world.desk.settled();
    const quiet = quietOf(await world.act('priya', 'lead.overview'));
    expect(quiet).toMatchObject([
      {
        text: `Ama (${emailOf('maya')}) has written to me. Not one of your contacts?`,
        button: { title: 'Join to ama', verb: 'lead.join' },
      },
    ]);
    await world.actRaw('priya', 'lead.join', quiet[0]!.button!.data);
    expect((await world.programme()).amendments).toMatchObject([{ contactId: contactId('ama') }]);
    expect(quietOf(await world.act('priya', 'lead.overview'))).toEqual([]);
  });

  it('is not shown any more once a register has them', async () => {
    const world = await withMaya();
    await world.act('priya', 'lead.replace', {
      filled: 'yes',
      leaver: contactId('sam'),
      contactName: 'Maya',
      contactEmail: emailOf('maya'),
    });
    expect(await strangers(world)).toEqual([]);
  });
});

describe('somebody who is a contact of two programmes', () => {
  const second = { programme: 'other', cycle: 'spring' };

  async function withTwo(owners: CycleSpec['owners'], leads = ['omar']) {
    const world = await withMaya();
    const ids = { programmeId: 'other', cycleId: 'spring' };
    await openedCycle(
      { ...ids, leads, owners, actions: { '7.1': { owners: Object.keys(owners) } } },
      world.store,
    );
    return world;
  }

  async function addressesIn(world: HandoverWorld, programmeId: string) {
    const { amendments = [] } = (await world.store.programmes.find(programmeId))!.value;
    return amendments.map((one) => [one.kind, 'contactId' in one && one.contactId, one.by.name]);
  }
  const mayaIsAma = [['address', contactId('ama'), 'Priya']];

  it('is known in both once a lead of one of them has joined their address', async () => {
    const world = await withTwo({ Roads: { lead: 'ama' } });
    await join(world);
    expect(await addressesIn(world, 'other')).toEqual(mayaIsAma);
    const list = theView(await world.act('maya', 'updates.list', second), 'list');
    expect(list.rows.map(({ ref }) => ref)).toEqual(['7.1']);
  });

  it('is known in both, also where the first try was stopped after one and the lead presses again', async () => {
    const world = await withTwo({ Roads: { lead: 'ama' } });
    const { programmes } = world.store;
    let written = 0;
    world.store.programmes = {
      ...programmes,
      replace: async (row) => {
        if ((written += 1) === 2) throw new Error('The store is away.');
        return programmes.replace(row);
      },
    };
    await expect(join(world)).rejects.toThrow('The store is away.');
    world.store.programmes = programmes;
    await join(world);
    expect(await addressesIn(world, 'other')).toEqual(mayaIsAma);
    expect(await addressesIn(world, cycleKey.programmeId)).toEqual(mayaIsAma);
  });

  it('costs a programme that does not have the contact one read', async () => {
    const world = await withTwo({ Roads: { lead: 'lee' } });
    const { programmes } = world.store;
    const found: string[] = [];
    world.store.programmes = {
      ...programmes,
      find: async (id) => {
        found.push(id);
        return programmes.find(id);
      },
    };
    await join(world);
    expect(found.filter((id) => id === 'other')).toEqual(['other']);
  });

  it('is no lead of the other by that', async () => {
    const world = await withTwo({ Roads: { lead: 'ama' } }, ['ama']);
    await join(world);
    expect(await addressesIn(world, 'other')).toEqual([]);
    const reply = await world.act('maya', 'lead.overview', second);
    expect(theView(reply, 'refusal').title).toBe('This is for the programme lead');
  });

  it('is joined once where a lead of each does so at once, and the second is told by whom', async () => {
    const world = await withTwo({ Roads: { lead: 'eve' } });
    quicker(world, () =>
      world.act('omar', 'lead.join', { ...second, person: 'aad-maya', to: contactId('eve') }),
    );
    expect(noticeOf(await join(world))).toBe(
      'Nothing was changed: Omar has joined them to a contact of another programme already.',
    );
    expect(await addressesIn(world, cycleKey.programmeId)).toEqual([]);
    expect(await addressesIn(world, 'other')).toEqual([['address', contactId('eve'), 'Omar']]);
  });
});

describe('where a tenant has several programmes, somebody in no register', () => {
  const other: CycleSpec = {
    ...{ programmeId: 'other', cycleId: 'spring', leads: ['omar'] },
    owners: { Roads: { lead: 'maya-jo' } },
    actions: { '1.1': { owners: ['Roads'] } },
  };

  async function quietFor(world: HandoverWorld, lead: 'priya' | 'omar'): Promise<string[]> {
    const ids = lead === 'omar' ? { programme: 'other', cycle: 'spring' } : {};
    return quietOf(await world.act(lead, 'lead.overview', ids)).map(({ text }) => text);
  }

  async function afterWriting(name: string): Promise<HandoverWorld> {
    const world = await handoverWorld(spec);
    await openedCycle(other, world.store);
    const turn = turnOf('maya');
    await world.desk.said({ ...turn, who: { ...turn.who, name } }, 'hello');
    await world.desk.settled();
    return world;
  }

  it('is shown to the leads of that programme only which has a contact of the same name', async () => {
    const world = await afterWriting('Maya-Jo');
    expect(await quietFor(world, 'omar')).toEqual([expect.stringContaining(emailOf('maya'))]);
    expect(await quietFor(world, 'priya')).toEqual([]);
    const reply = await world.act('priya', 'lead.join', { person: 'aad-maya', to: contactId('ama') });
    expect(noticeOf(reply)).toContain('Nothing was changed');
  });

  it('is shown to each programme’s leads until they are joined in one', async () => {
    const world = await afterWriting('Maya');
    expect(await quietFor(world, 'omar')).toHaveLength(1);
    await join(world);
    expect(await quietFor(world, 'omar')).toEqual([]);
  });

  it('is not shown again where a lead says that they are not one of theirs, and elsewhere still', async () => {
    const world = await afterWriting('Maya');
    const [line] = quietOf(await world.act('priya', 'lead.overview'));
    expect(line?.other?.title).toBe('Not ours');
    const reply = await world.actRaw('priya', line!.other!.verb, line!.other!.data);
    expect(noticeOf(reply)).toMatch(/^Maya is not shown to the leads of .* any more\.$/);
    expect(await quietFor(world, 'priya')).toEqual([]);
    expect(await quietFor(world, 'omar')).toHaveLength(1);
    expect(await world.trail()).toContainEqual(['dismissed', undefined, 'Priya', contactId('maya')]);
  });

  it('is shown again at once where that was pressed by mistake, also after a second tap', async () => {
    const world = await afterWriting('Maya');
    const before = quietOf(await world.act('priya', 'lead.overview'));
    await world.act('priya', 'lead.dismiss', { person: 'aad-maya' });
    const [undo] = quietOf(await world.act('priya', 'lead.dismiss', { person: 'aad-maya' }));
    expect(undo).toMatchObject({
      text: `Not ours: Maya (${emailOf('maya')}).`,
      button: { title: 'Undo', verb: 'lead.showAgain' },
    });
    const reply = await world.actRaw('priya', undo!.button!.verb, undo!.button!.data);
    expect(noticeOf(reply)).toMatch(/^Maya is shown to the leads of .* again\.$/);
    expect(quietOf(reply)).toEqual(before);
    expect(await quietFor(world, 'omar')).toHaveLength(1);
    expect(await world.trail()).toContainEqual(['shown-again', undefined, 'Priya', contactId('maya')]);
  });

  it('is shown to the others once the leads of their namesake say that they are not one of theirs', async () => {
    const world = await afterWriting('Maya-Jo');
    expect(await quietFor(world, 'priya')).toEqual([]);
    const ids = { programme: 'other', cycle: 'spring' };
    await world.act('omar', 'lead.dismiss', { ...ids, person: 'aad-maya' });
    expect(await quietFor(world, 'priya')).toEqual([expect.stringContaining(emailOf('maya'))]);
    expect(await quietFor(world, 'omar')).toEqual([]);
  });

  it('costs an overview no more than one short read once they are dismissed', async () => {
    const world = await afterWriting('Maya');
    await world.act('priya', 'lead.dismiss', { person: 'aad-maya' });
    const { programme, register } = await world.loaded();
    const registers = { ...world.store.registers, read: () => Promise.reject(new Error('not needed')) };
    expect(await strangersOf({ ...world.store, registers }, programme.value, register)).toEqual([]);
  });

  it('cannot be joined where another lead has dismissed them, who is named', async () => {
    const two = await handoverWorld({ ...spec, leads: ['priya', 'tom'] });
    await two.say('maya', 'hello');
    await two.desk.settled();
    const [line] = quietOf(await two.act('priya', 'lead.overview'));
    two.clock.advance({ minutes: 1 });
    await two.act('tom', 'lead.dismiss', { person: 'aad-maya' });
    const notice = noticeOf(await two.actRaw('priya', 'lead.join', line!.button!.data));
    expect(notice).toContain('or were dismissed. Nothing was changed.');
    expect(notice).toContain('Tom said that somebody who wrote is not one of yours');
  });
});

/** Somebody else does something between what is read for the next joining of Maya and its first write. */
function quicker({ store }: HandoverWorld, act: () => Promise<unknown>) {
  const { people } = store;
  store.people = {
    ...people,
    upsert: async (who, change) => {
      if (who.aadObjectId === 'aad-maya' && store.people !== people) {
        store.people = people;
        await act();
      }
      return people.upsert(who, change);
    },
  };
}

describe('joining an address to a contact', () => {
  it('is done once where two leads join it to two contacts at once, and the second is told by whom', async () => {
    const world = await handoverWorld({ ...spec, leads: ['priya', 'tom'] });
    await world.say('maya', 'hello');
    await world.desk.settled();
    quicker(world, () => world.act('tom', 'lead.join', { person: 'aad-maya', to: contactId('sam') }));
    expect(noticeOf(await join(world))).toBe('Nothing was changed: Tom has joined them to sam already.');
    const { register } = await world.loaded();
    const joined = register.contacts.filter(({ aliases }) => aliases?.includes(contactId('maya')));
    expect(joined.map(({ name }) => name)).toEqual(['sam']);
  });

  it('makes them the same person in one tap', async () => {
    const world = await withMaya();
    expect(noticeOf(await join(world))).toBe(
      `Maya (${emailOf('maya')}) is ama from now on, and is written to there.`,
    );
    expect(await strangers(world)).toEqual([]);
    const list = theView(await world.say('maya', 'my updates'), 'list');
    expect(list.rows.map(({ ref, kind }) => [ref, kind])).toEqual([['1.1', 'outstanding']]);
    await world.act('maya', 'update.submit', { ref: '1.1', ...answer });
    const [update] = await world.store.cycles.updates(cycleKey);
    expect(update?.by).toEqual({ contactId: contactId('ama'), name: 'Maya' });
    expect(await world.trail()).toContainEqual(['joined', undefined, 'Priya', contactId('ama')]);
    const theirs = theView(await world.act('ama', 'updates.list'), 'list');
    expect(theirs.rows[0]?.state).toContain('Sent by you');
  });

  it('is in the trail also between rounds, when the last one is published', async () => {
    const world = await withMaya();
    await setState(world.store, 'published');
    await join(world);
    expect(await world.trail()).toContainEqual(['joined', undefined, 'Priya', contactId('ama')]);
  });

  it('has what could not reach the contact sent to where they were met', async () => {
    const world = await withMaya();
    expect(await world.deliver()).toEqual([]);
    await join(world);
    world.clock.advance({ minutes: 1 });
    expect(await world.deliver()).toEqual(['chat-maya']);
    const rows = (await world.store.ledger.ofCycle(cycleKey)).map(({ value }) => value);
    expect(rows.find(({ state }) => state === 'sent')?.recipient).toMatchObject({
      contactId: contactId('ama'),
      email: emailOf('maya'),
    });
    const card = await world.store.ledger.newestCard(tenantId, contactId('ama'), cycleKey.programmeId);
    expect(card?.activityId).toBe('card-chat-maya');
  });

  it('writes to the address that was joined, also where the former one could be reached', async () => {
    const world = await withMaya();
    await world.say('ama', 'hello');
    await join(world);
    world.clock.advance({ minutes: 1 });
    expect(await world.deliver()).toEqual(['chat-maya']);
  });

  it('has the card of the contact drawn again for what they do from either address', async () => {
    const world = await withMaya();
    await join(world);
    world.clock.advance({ minutes: 1 });
    await world.deliver();
    await world.act('sam', 'update.submit', { ref: '1.1', ...answer });
    await world.desk.settled();
    expect(world.redrawn.map(({ activityId }) => activityId)).toContain('card-chat-maya');
  });

  it.each([
    ['in their own chat', 'chat-maya', (world: HandoverWorld) => world.say('maya', 'hello')],
    [
      'with a team',
      '',
      (world: HandoverWorld) =>
        world.desk.roster(
          [{ who: turnOf('maya').who, profile: { email: emailOf('maya') }, userMri: '29:maya' }],
          { ...turnOf('maya').where, kind: 'channel', conversationId: '19:team' },
        ),
    ],
  ])('has what waited sent when they come %s by that address', async (_how, chat, come) => {
    const world = await handoverWorld(spec);
    const stored = (await world.store.programmes.find(cycleKey.programmeId))!;
    const amendment = {
      kind: 'address' as const,
      contactId: contactId('ama'),
      email: emailOf('maya'),
      alias: contactId('maya'),
      by: { contactId: contactId('priya'), name: 'Priya' },
      at: world.clock.now(),
    };
    await world.store.programmes.replace({ ...stored, value: { ...stored.value, amendments: [amendment] } });
    expect(await world.deliver()).toEqual([]);
    await come(world);
    world.clock.advance({ minutes: 1 });
    expect(await world.deliver()).toEqual([chat]);
  });

  it('refuses leads, strangers to the bot, and a second time', async () => {
    const world = await withMaya();
    const lead = formOf(await join(world, { to: contactId('priya') }));
    expect(lead.inputs[0]?.problem).toBe('Please choose somebody else from the list.');
    expect(noticeOf(await join(world, { person: 'aad-nobody' }))).toContain('Nothing was changed');
    await join(world);
    expect(noticeOf(await join(world))).toContain('among the contacts already');
    expect((await world.programme()).amendments?.length).toBe(1);
  });

  it('is for leads only', async () => {
    const world = await withMaya();
    const reply = await world.act('ama', 'lead.join', { person: 'aad-maya', to: contactId('ama') });
    expect(theView(reply, 'refusal').title).toBe('This is for the programme lead');
    expect((await strangers(world)).length).toBe(1);
  });
});
