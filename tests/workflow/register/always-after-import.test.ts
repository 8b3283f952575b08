import { describe, expect, it } from '@jest/globals';
import { contactIdOf } from '../../../src/workflow/people/contact-id.ts';
import { importRegister } from '../../../src/workflow/register/import-register.ts';
import { theView } from '../../builders/desk-world.ts';
import { contactId, cycleKey, emailOf, type CycleSpec } from '../../builders/open-cycle.ts';
import { ownersFile, registerFile } from '../../builders/register.ts';
import { handoverWorld, type HandoverWorld } from '../lead/handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] }, '1.3': { owners: ['Parks'] } },
};
const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };

interface FileSpec {
  /** Owner → lead contact and deputy, by first name or by address. */
  owners: Record<string, { lead?: string; deputy?: string }>;
  actions?: Record<string, { owner: string; officer?: string }>;
}

/** Imports what the spec has, as a file would give it, but for what is named. Returns the warnings. */
async function reimport({ store }: HandoverWorld, { owners, actions }: FileSpec): Promise<string[]> {
  const planned = actions ?? {
    '1.1': { owner: 'Housing' },
    '1.2': { owner: 'Housing' },
    '1.3': { owner: 'Parks' },
  };
  const person = (role: string, who?: string): Record<string, string> =>
    who === undefined
      ? {}
      : {
          [`${role} contact`]: who.split('@')[0]!.trim().toLowerCase(),
          [`${role} email`]: who.includes('@') ? who : emailOf(who),
        };
  const { warnings, errors } = await importRegister(store, {
    programmeId: cycleKey.programmeId,
    file: registerFile(
      Object.entries(planned).map(([Ref, { owner, officer }]) => ({
        ...{ Ref, Priority: 'Start well', Action: `Action ${Ref}`, Owner: owner },
        ...(officer && { 'Lead officer': officer, 'Lead officer e-mail': emailOf(officer) }),
      })),
      ['Ref', 'Priority', 'Action', 'Owner', 'Lead officer', 'Lead officer e-mail'],
    ),
    owners: ownersFile(
      Object.entries(owners).map(([Owner, { lead, deputy }]) => ({
        Owner,
        ...person('Lead', lead),
        ...person('Deputy', deputy),
        'Reached by': 'teams',
      })),
    ),
    production: false,
  });
  expect(errors).toEqual([]);
  return warnings.map(({ message }) => message);
}

function pass(world: HandoverWorld, from: string, to: string, ref: string) {
  return world.act(from, 'update.passOn', { ref, go: 'yes', to: contactId(to), howLong: 'always' });
}

function replace(world: HandoverWorld, leaver: string, more: Record<string, unknown>) {
  return world.act('priya', 'lead.replace', { filled: 'yes', leaver: contactId(leaver), ...more });
}

/** Maya writes, who is in no register, and is joined to somebody. */
async function joinMaya(world: HandoverWorld, to: string) {
  await world.say('maya', 'hello');
  await world.desk.settled();
  await world.act('priya', 'lead.join', { person: 'aad-maya', to: contactId(to) });
}

async function refsOf(world: HandoverWorld, name: string) {
  return theView(await world.act(name, 'updates.list'), 'list').rows.map(({ ref }) => ref);
}

const ben = { contactName: 'Ben Ode', contactEmail: ' Ben@Council.example ' };
const decided = 'though Priya decided so on Tuesday 20 October 2026.';

describe('what was passed on always', () => {
  it.each([
    ['names somebody new for the owner', { Housing: { lead: 'joy' }, Parks: { lead: 'lee' } }],
    ['does not have the receiver any more', { Housing: { lead: 'ama' }, Parks: { lead: 'joy' } }],
    ['does not have whoever passed it on', { Housing: {}, Parks: { lead: 'lee' } }],
    ['writes the receiver otherwise', { Housing: { lead: 'ama' }, Parks: { lead: ' LEE@Council.Example ' } }],
  ])('holds where the file %s', async (_how, owners) => {
    const world = await handoverWorld(spec);
    await pass(world, 'ama', 'lee', '1.1');
    await reimport(world, { owners });
    expect(await world.asked('1.1')).toBe('lee');
    await world.act('lee', 'update.submit', { ref: '1.1', ...answer });
    expect((await world.store.cycles.updates(cycleKey)).map(({ by }) => by.contactId)).toEqual([
      contactId('lee'),
    ]);
  });

  it('goes on with the receiver at another address, where the file shows that they are the same person, and says so', async () => {
    const world = await handoverWorld(spec);
    await pass(world, 'ama', 'lee', '1.1');
    const warnings = await reimport(world, {
      owners: { Housing: { lead: 'ama' }, Parks: { lead: 'lee@new.example' } },
    });
    expect(warnings).toContain(
      'lee has another address in the file than before, and is taken for the same person: what Ama decided on Tuesday 20 October 2026 goes on with them there.',
    );
    const { register } = await world.loaded();
    expect(register.contacts.map(({ email }) => email)).toEqual([emailOf('ama'), 'lee@new.example']);
    const moved = contactIdOf(cycleKey.tenantId, 'lee@new.example');
    expect((await world.loaded()).routes.get('1.1')?.messaged).toBe(moved);
  });

  it('goes on so in the round that is open, too, where it was for that only', async () => {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.passOn', { ref: '1.1', go: 'yes', to: contactId('lee') });
    const warnings = await reimport(world, {
      owners: { Housing: { lead: 'ama' }, Parks: { lead: 'lee@new.example' } },
    });
    expect(warnings).toContain(
      'lee has another address in the file than before, and is taken for the same person: days away and what was handed over go on with them there.',
    );
    expect((await world.loaded()).routes.get('1.1')?.messaged).toBe(
      contactIdOf(cycleKey.tenantId, 'lee@new.example'),
    );
  });

  it.each([
    [
      'is there under the old address as well',
      { Housing: { deputy: 'lee' }, Parks: { lead: 'lee@new.example' } },
    ],
    ['has another name', { Housing: {}, Parks: { lead: 'l.park@new.example' } }],
    ['answers for another owner', { Housing: { deputy: 'lee@new.example' }, Parks: {} }],
    [
      'could be either of two',
      { Housing: {}, Parks: { lead: 'lee@new.example', deputy: 'lee@other.example' } },
    ],
  ])('stays at the address that it was given to where who has a new one %s', async (_how, owners) => {
    const world = await handoverWorld(spec);
    await pass(world, 'ama', 'lee', '1.1');
    await reimport(world, { owners });
    expect((await world.loaded()).routes.get('1.1')?.messaged).toBe(contactId('lee'));
  });

  it('is asked of somebody whom the file has no more, and whoever imports is told what to do', async () => {
    const world = await handoverWorld(spec);
    await pass(world, 'ama', 'lee', '1.1');
    const warnings = await reimport(world, { owners: { Housing: { lead: 'ama' }, Parks: { lead: 'joy' } } });
    expect(warnings).toContain(
      'lee is not in the file any more, and is asked still, as Ama decided on Tuesday 20 October 2026. If they have another address now, or have left, say “overdue” to the bot and choose “Replace contact”.',
    );
  });

  it('holds where the file names a lead officer, and says so to whoever imports', async () => {
    const world = await handoverWorld(spec);
    await pass(world, 'ama', 'lee', '1.1');
    const warnings = await reimport(world, {
      owners: { Housing: { lead: 'ama' }, Parks: { lead: 'lee' } },
      actions: {
        '1.1': { owner: 'Housing', officer: 'joy' },
        '1.2': { owner: 'Housing' },
        '1.3': { owner: 'Parks' },
      },
    });
    expect(await world.asked('1.1')).toBe('lee');
    expect(warnings).toContain(
      '1.1 is answered by lee, as Ama decided on Tuesday 20 October 2026. That stays, whatever the file says.',
    );
  });

  it('to another owner ends with that owner, and says so to whoever imports', async () => {
    const world = await handoverWorld(spec);
    await world.act('priya', 'lead.reassign', {
      ...{ ref: '1.1', filled: 'yes', toOwner: 'Parks', howLong: 'always' },
    });
    const owners = { Housing: { lead: 'ama' }, Greens: { lead: 'lee' } };
    const actions = {
      '1.1': { owner: 'Housing' },
      '1.2': { owner: 'Housing' },
      '1.3': { owner: 'Greens' },
    };
    expect(await reimport(world, { owners, actions })).toContain(
      `1.1 does not belong to Parks any more, ${decided}`,
    );
  });
});

it('what somebody said is not theirs is not asked of them at the address that a file gives them', async () => {
  const world = await handoverWorld(spec);
  await world.act('ama', 'update.notMine', { ref: '1.1' });
  await reimport(world, {
    owners: { Housing: { lead: 'ama@new.example', deputy: 'sam' }, Parks: { lead: 'lee' } },
  });
  const { requests } = await world.loaded();
  expect(requests.find(({ ref }) => ref === '1.1')?.notMine).toMatchObject({
    contactId: contactIdOf(cycleKey.tenantId, 'ama@new.example'),
  });
});

describe('a leaver’s successor', () => {
  it('keeps the place that a file leaves empty', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'ama', ben);
    await reimport(world, { owners: { Housing: { deputy: 'sam' }, Parks: { lead: 'lee' } } });
    expect([await world.asked('1.1'), await world.asked('1.2')]).toEqual(['Ben Ode', 'Ben Ode']);
  });

  it('keeps the actions that the leaver wrote themselves, where a file names nobody for them', async () => {
    const world = await handoverWorld({
      ...spec,
      actions: { ...spec.actions, '1.3': { owners: ['Parks'], leadOfficer: 'ama' } },
    });
    await replace(world, 'ama', ben);
    await reimport(world, { owners: { Housing: { deputy: 'sam' }, Parks: { lead: 'lee' } } });
    expect(await world.asked('1.3')).toBe('Ben Ode');
  });

  it('of a successor keeps it, too', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'ama', ben);
    world.clock.advance({ minutes: 5 });
    await replace(world, 'ben', { contactName: 'Eve Hall', contactEmail: emailOf('eve') });
    await reimport(world, { owners: { Housing: {}, Parks: { lead: 'lee' } } });
    expect(await world.asked('1.1')).toBe('Eve Hall');
  });

  it('gives it up to whom the file names, and whoever imports is told', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'ama', ben);
    const warnings = await reimport(world, {
      owners: { Housing: { lead: 'a.okoro@council.example' }, Parks: { lead: 'lee' } },
    });
    expect(warnings).toContain(`Ben Ode does not answer for Housing any more, ${decided}`);
    expect(await world.asked('1.1')).toBe('a.okoro');
  });

  it('is the same person whom the register has, however their address is written', async () => {
    const world = await handoverWorld(spec);
    await replace(world, 'ama', { contactName: 'Lee', contactEmail: ' LEE@Council.Example ' });
    expect(await world.asked('1.1')).toBe('lee');
    expect((await world.loaded()).register.contacts.length).toBe(2);
  });
});

describe('an address that was joined', () => {
  it('holds after an import that has the contact still', async () => {
    const world = await handoverWorld(spec);
    await joinMaya(world, 'ama');
    await reimport(world, { owners: { Housing: { lead: 'ama' }, Parks: { lead: 'lee' } } });
    expect(await refsOf(world, 'maya')).toEqual(['1.1', '1.2']);
  });

  it('that a later file has as somebody’s own means one person, who gets one message', async () => {
    const world = await handoverWorld(spec);
    await joinMaya(world, 'ama');
    await reimport(world, { owners: { Housing: { lead: 'ama' }, Parks: { lead: 'maya' } } });
    expect([await world.asked('1.1'), await world.asked('1.3')]).toEqual(['ama', 'ama']);
    expect(await refsOf(world, 'maya')).toEqual(['1.1', '1.2', '1.3']);
    world.clock.set('2026-10-21T08:30:00Z');
    expect((await world.deliver()).filter((chat) => chat === 'chat-maya')).toEqual(['chat-maya']);
  });

  it('that has taken the place of the former one in the file is that person’s only one', async () => {
    const world = await handoverWorld(spec);
    await joinMaya(world, 'ama');
    await reimport(world, { owners: { Housing: { lead: 'maya' }, Parks: { lead: 'lee' } } });
    expect(await refsOf(world, 'maya')).toEqual(['1.1', '1.2']);
  });

  it('ends with the contact whom a file has no more, and whoever imports is told', async () => {
    const world = await handoverWorld(spec);
    await joinMaya(world, 'ama');
    const warnings = await reimport(world, { owners: { Housing: { lead: 'joy' }, Parks: { lead: 'lee' } } });
    expect(warnings).toContain(
      `ama is not known by the address that was joined to them any more, ${decided}`,
    );
    expect(await world.asked('1.1')).toBe('joy');
  });

  it('is known in another programme, too, from the import on that brings the contact into it', async () => {
    const world = await handoverWorld(spec);
    await joinMaya(world, 'ama');
    const { errors } = await importRegister(world.store, {
      programmeId: 'other',
      file: registerFile([{ Priority: 'Roads', Action: 'Mend the bridge', Owner: 'Highways' }]),
      owners: ownersFile([{ Owner: 'Highways', 'Lead contact': 'Ama', 'Lead email': emailOf('ama') }]),
      settings: { title: 'Roads', tenantId: cycleKey.tenantId },
      production: false,
    });
    expect(errors).toEqual([]);
    const { amendments } = (await world.store.programmes.find('other'))!.value;
    expect(amendments).toMatchObject([
      { kind: 'address', contactId: contactId('ama'), alias: contactId('maya') },
    ]);
  });

  it('makes no lead of anybody', async () => {
    const world = await handoverWorld({ ...spec, owners: { ...spec.owners, Leads: { lead: 'priya' } } });
    await joinMaya(world, 'priya');
    expect((await world.programme()).amendments).toBeUndefined();
    expect(theView(await world.act('maya', 'lead.overview'), 'refusal').title).toBe('You are not on my list');
  });
});
