import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderViews } from '../../../src/cards/render.ts';
import { absenceOn } from '../../../src/programme/absence.ts';
import { importRegister } from '../../../src/workflow/register/import-register.ts';
import { date } from '../../builders/dates.ts';
import { formOf, theView, turnOf } from '../../builders/desk-world.ts';
import { contactId, cycleKey, emailOf, tenantId, type CycleSpec } from '../../builders/open-cycle.ts';
import { ownersFile, registerFile } from '../../builders/register.ts';
import { handoverWorld, noticeOf, type HandoverWorld } from '../lead/handover-world.ts';
import { lead, leadWorld } from '../lead-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] }, '1.3': { owners: ['Parks'] } },
};
const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };
const noApp =
  'They do not have this app in Teams yet, so I cannot write to them. If they are in the list, choose them there; otherwise ask them to add me and say hello.';

/** A cycle in which Ben has said hello, who is in no register. */
async function withBen() {
  const world = await handoverWorld(spec);
  await world.say('ben', 'hello');
  await world.desk.settled();
  return world;
}

function pass(world: HandoverWorld, picked: unknown, more: Record<string, unknown> = {}) {
  return world.act('ama', 'update.passOn', { ref: '1.1', go: 'yes', picked, ...more });
}

/** What is wrong with whoever was chosen, by input. */
function problemsIn(reply: Parameters<typeof formOf>[0]) {
  return formOf(reply).inputs.flatMap(({ id, problem }) => (problem === undefined ? [] : [[id, problem]]));
}

describe('the people picker', () => {
  it.each([
    ['passing on', 'ama', 'update.passOn', { ref: '1.1' }],
    ['being away', 'ama', 'me.away', {}],
    ['reassigning', 'priya', 'lead.reassign', { refs: '1.1' }],
    ['replacing a contact', 'priya', 'lead.replace', { owners: 'Housing' }],
  ])('stands beside the list for %s, in a real tenant', async (_act, who, verb, data) => {
    const world = await handoverWorld(spec);
    const reply = await world.act(who, verb, data);
    expect(formOf(reply).inputs.map(({ id, kind }) => [id, kind])).toEqual(
      expect.arrayContaining([
        ['to', 'choice'],
        ['picked', 'person'],
      ]),
    );
    const { card } = renderViews(reply.kind === 'views' ? reply.views : []);
    expect(JSON.stringify(card)).toContain(
      '"choices":[],"choices.data":{"type":"Data.Query","dataset":"graph.microsoft.com/users"}',
    );
  });

  it('is not there in local mode, which has no directory to search', async () => {
    const world = await leadWorld();
    const reply = await world.desk.acted(await world.actor(lead), await world.turn(lead), 'lead.reassign', {
      programme: world.key.programmeId,
      cycle: world.key.cycleId,
      refs: '1.1',
    });
    expect(formOf(reply!.reply).inputs.map(({ id }) => id)).toEqual(['to', 'toOwner', 'howLong']);
  });

  it('is not there for the contact to whom an address is joined', async () => {
    const world = await withBen();
    const form = formOf(await world.act('priya', 'lead.join', { person: 'aad-ben' }));
    expect(form.inputs.map(({ id }) => id)).toEqual(['to']);
  });
});

describe('a contact who was picked', () => {
  it('is the same as one chosen from the list', async () => {
    const world = await handoverWorld(spec);
    await world.say('lee', 'hello');
    await pass(world, 'aad-lee');
    expect(await world.asked('1.1')).toBe('lee');
    expect(await world.messages()).toEqual([[emailOf('lee'), ['passed-on'], ['1.1']]]);
    expect((await world.programme()).amendments).toBeUndefined();
  });

  it('goes before what stands in the list', async () => {
    const world = await handoverWorld(spec);
    await world.say('lee', 'hello');
    await pass(world, 'aad-lee', { to: contactId('sam') });
    expect(await world.asked('1.1')).toBe('lee');
  });

  it('is known by an address that was joined, too', async () => {
    const world = await withBen();
    await world.act('priya', 'lead.join', { person: 'aad-ben', to: contactId('lee') });
    await pass(world, 'aad-ben');
    expect(await world.asked('1.1')).toBe('lee');
  });
});

describe('a lead or a chair who was picked', () => {
  it.each([
    ['lead', 'priya'],
    ['chair', 'cleo'],
  ])('is the same person by a second address: the %s', async (_what, name) => {
    const world = await handoverWorld({ ...spec, chairs: ['cleo'] });
    const profile = async () => ({ email: 'another@council.example', upn: emailOf(name) });
    await world.desk.said({ ...turnOf(name), profile }, 'hello');
    await world.desk.settled();
    const called = turnOf(name).who.name;
    const list = theView(await pass(world, `aad-${name}`, { howLong: 'always' }), 'list');
    expect(list.notice).toContain(`${called} answers 1.1 from now on`);
    const { routes, register } = await world.loaded();
    expect(routes.get('1.1')?.messaged).toBe(contactId(name));
    expect(register.contacts.filter((one) => one.name === called)).toHaveLength(1);
    expect(await world.messages()).toEqual([[emailOf(name), ['passed-on'], ['1.1']]]);
    const own = theView(await world.act(name, 'updates.list'), 'list');
    expect(own.rows.map(({ ref }) => ref)).toEqual(['1.1']);
  });
});

describe('somebody in no register who was picked', () => {
  it('gets the request, as a contact from now on, and can hand it back', async () => {
    const world = await withBen();
    const list = theView(await pass(world, 'aad-ben'), 'list');
    expect(list.notice).toBe('Ben answers 1.1, and can hand it back to you.');
    expect(await world.messages()).toEqual([[emailOf('ben'), ['passed-on'], ['1.1']]]);
    expect((await world.programme()).amendments).toMatchObject([
      { kind: 'colleague', contact: { id: contactId('ben'), email: emailOf('ben') }, by: { name: 'Ama' } },
    ]);
    world.clock.advance({ minutes: 5 });
    await world.act('ben', 'update.handBack', { ref: '1.1' });
    expect(await world.asked('1.1')).toBe('ama');
  });

  it('answers it, and keeps it over an import where it was passed on always', async () => {
    const world = await withBen();
    await pass(world, 'aad-ben', { howLong: 'always' });
    await importRegister(world.store, {
      programmeId: cycleKey.programmeId,
      file: registerFile(
        ['1.1', '1.2'].map((Ref) => ({
          Ref,
          Priority: 'Start well',
          Action: `Action ${Ref}`,
          Owner: 'Housing',
        })),
      ),
      owners: ownersFile([
        { Owner: 'Housing', 'Lead contact': 'ama', 'Lead email': emailOf('ama'), 'Reached by': 'teams' },
      ]),
      production: false,
      retire: true,
    });
    expect([await world.asked('1.1'), await world.asked('1.2')]).toEqual(['Ben', 'ama']);
    await world.act('ben', 'update.submit', { ref: '1.1', ...answer });
    expect((await world.store.cycles.updates(cycleKey)).map(({ by }) => by.contactId)).toEqual([
      contactId('ben'),
    ]);
  });

  it('is given a request by a lead, and takes the place of a leaver', async () => {
    const world = await withBen();
    await world.act('priya', 'lead.reassign', { refs: '1.3', filled: 'yes', picked: 'aad-ben' });
    expect(await world.asked('1.3')).toBe('Ben');
    const reply = await world.act('priya', 'lead.replace', {
      filled: 'yes',
      leaver: contactId('ama'),
      picked: 'aad-ben',
    });
    expect(noticeOf(reply)).toContain('Ben has taken the place of ama');
    expect([await world.asked('1.1'), await world.asked('1.2')]).toEqual(['Ben', 'Ben']);
  });

  it('stands in for somebody who is away', async () => {
    const world = await withBen();
    const form = formOf(
      await world.act('ama', 'me.away.save', {
        awayFrom: '2026-10-20',
        awayTo: '2026-10-23',
        to: 'nobody',
        picked: 'aad-ben',
      }),
    );
    expect(form.paragraphs[0]).toBe('You are away until Friday 23 October; Ben stands in.');
    const { absences = [] } = await world.programme();
    expect(absenceOn(absences, contactId('ama'), date('2026-10-21'))?.standIn).toBe(contactId('ben'));
    const list = theView(await world.act('ben', 'updates.list'), 'list');
    expect(list.rows.map(({ ref }) => ref)).toEqual(['1.1', '1.2']);
  });

  it('who has removed the app is refused, since nothing would reach them', async () => {
    const world = await withBen();
    await world.desk.uninstalled(turnOf('ben'));
    expect(problemsIn(await pass(world, 'aad-ben'))).toEqual([['picked', noApp]]);
    expect(await world.asked('1.1')).toBe('ama');
  });
});

describe('an id that was picked', () => {
  it('of somebody whom the bot has not met is refused with what to do, and stays in the form', async () => {
    const world = await handoverWorld(spec);
    const reply = await pass(world, '0f6c5b0e-53a3-4f0c-9d5e-0d6d4b8a1c11', { howLong: 'always' });
    expect(problemsIn(reply)).toEqual([['picked', noApp]]);
    expect(formOf(reply).inputs.map(({ id, value }) => [id, value])).toEqual([
      ['to', ''],
      ['picked', '0f6c5b0e-53a3-4f0c-9d5e-0d6d4b8a1c11'],
      ['howLong', 'always'],
    ]);
  });

  it('of another tenant’s person is nobody’s here', async () => {
    const world = await handoverWorld(spec);
    await world.store.people.upsert({ tenantId: 'tenant-2', aadObjectId: 'aad-eve' }, () => ({
      tenantId: 'tenant-2',
      aadObjectId: 'aad-eve',
      name: 'Eve',
      email: emailOf('lee'),
      address: { ...turnOf('eve').where, tenantId: 'tenant-2' },
      metAt: world.clock.now(),
    }));
    expect(problemsIn(await pass(world, 'aad-eve'))).toEqual([['picked', noApp]]);
  });

  it.each([
    ['one’s own', 'ama', 'ama'],
    ['of whoever has it already', 'sam', 'ama'],
  ])('%s is refused', async (_whose, by, picked) => {
    const world = await handoverWorld(spec);
    await world.say(picked, 'hello');
    const reply = await world.act(by, 'update.passOn', { ref: '1.1', go: 'yes', picked: `aad-${picked}` });
    expect(problemsIn(reply)).toEqual([['picked', 'Please choose somebody else.']]);
    expect(await world.asked('1.1')).toBe('ama');
  });

  it('does not make a request somebody’s to pass on', async () => {
    const world = await withBen();
    const reply = await world.act('ben', 'update.passOn', { ref: '1.1', go: 'yes', picked: 'aad-ben' });
    expect(theView(reply, 'refusal').message).toBeDefined();
    expect((await world.programme()).amendments).toBeUndefined();
  });

  it('that is anything at all but somebody’s changes nothing, and gives the form back', async () => {
    const world = await withBen();
    const before = JSON.stringify(await world.programme());
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.uuid(),
      fc.anything(),
      fc.constantFrom('aad-ama', ' aad-ben', 'aad-ben,aad-lee', `${tenantId},aad-ben`, emailOf('lee'), '*'),
    );
    await fc.assert(
      fc.asyncProperty(
        hostile.filter((picked) => picked !== 'aad-ben'),
        fc.constantFrom('once', 'always'),
        async (picked, howLong) => {
          const form = formOf(await pass(world, picked, { howLong }));
          expect(form.inputs.some(({ problem }) => problem !== undefined)).toBe(true);
          expect(JSON.stringify(await world.programme())).toBe(before);
        },
      ),
      { numRuns: 100 },
    );
    expect(await world.messages()).toEqual([]);
  });
});
