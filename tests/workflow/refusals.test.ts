import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cycleKey, setState, type CycleSpec } from '../builders/open-cycle.ts';
import { channelTurnOf, deskWorld, theView, type DeskWorld } from '../builders/desk-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, 'Secret Parks': { lead: 'lee' } },
  actions: {
    '1.1': { owners: ['Housing'], title: 'Warm homes' },
    '2.1': { owners: ['Secret Parks'], title: 'Hidden garden' },
  },
};
const words = { status: 'on_track', narrative: 'My words.', nextSteps: 'My plans.' };
const typed = [
  { label: 'What has happened since', text: 'My words.' },
  { label: 'What happens next', text: 'My plans.' },
];
const ownersVerbs = ['update.open', 'update.submit', 'update.saveDraft', 'update.noChange'];

async function nothingStored({ store }: DeskWorld): Promise<void> {
  expect(await store.cycles.updates(cycleKey)).toEqual([]);
  expect(await store.cycles.drafts(cycleKey)).toEqual([]);
  expect((await store.cycles.events(cycleKey)).filter(({ kind }) => kind !== 'opened')).toEqual([]);
}

describe('a refusal', () => {
  it.each(ownersVerbs)(
    'of somebody else’s request names nobody and gives the words back: %s',
    async (verb) => {
      const world = await deskWorld(spec);
      const reply = await world.act('ama', verb, { ref: '2.1', version: 0, ...words });
      expect(theView(reply, 'refusal').typed).toEqual(typed);
      expect(JSON.stringify(reply)).not.toMatch(/Hidden|Secret|lee|2\.1/i);
      await nothingStored(world);
    },
  );

  it.each([
    ['an action that does not exist', { ref: '9.9' }],
    ['a cycle that does not exist', { ref: '1.1', cycle: 'spring' }],
    ['a programme that does not exist', { ref: '1.1', programme: 'other' }],
    ['a key of the prototype', { ref: '__proto__', programme: 'constructor' }],
  ])('of %s reads just like that of somebody else’s', async (_what, ids) => {
    const world = await deskWorld(spec);
    const foreign = await world.act('ama', 'update.submit', { ref: '2.1', version: 0, ...words });
    expect(await world.act('ama', 'update.submit', { version: 0, ...words, ...ids })).toEqual(foreign);
    await nothingStored(world);
  });

  it('tells a stranger whom to ask, and nothing else', async () => {
    const world = await deskWorld(spec);
    const reply = await world.act('stranger', 'update.submit', { ref: '1.1', version: 0, ...words });
    expect(theView(reply, 'refusal').message).toContain('the programme lead');
    expect(theView(reply, 'refusal').typed).toEqual(typed);
    const said = await world.say('stranger', 'my updates');
    expect(theView(said, 'notice').paragraphs.join()).toContain('the programme lead');
    for (const answer of [reply, said]) {
      expect(JSON.stringify(answer)).not.toMatch(/Warm|Housing|Better Lives|Wellbeing|ama|priya/i);
    }
    await nothingStored(world);
  });

  it('says when a round opens that has not, to those whose action it is', async () => {
    const world = await deskWorld({ ...spec, state: 'scheduled' });
    const own = theView(
      await world.act('ama', 'update.submit', { ref: '1.1', version: 0, ...words }),
      'refusal',
    );
    expect(own.message).toContain('Thursday 8 October 2026');
    expect(own.typed).toEqual(typed);
    const foreign = theView(await world.act('ama', 'update.submit', { ref: '2.1', version: 0 }), 'refusal');
    expect(foreign.message).not.toContain('October');
    await nothingStored(world);
  });

  it('of an excused action keeps the words as a draft', async () => {
    const world = await deskWorld(spec);
    const stored = (await world.store.cycles.request(cycleKey, '1.1'))!;
    const excused = { ...stored, value: { ...stored.value, state: 'excused' as const } };
    await world.store.cycles.replaceRequests(cycleKey, [excused]);
    const refusal = theView(
      await world.act('ama', 'update.submit', { ref: '1.1', version: 0, ...words }),
      'refusal',
    );
    expect(refusal.message).toContain('kept as a draft');
    expect(refusal.typed).toEqual(typed);
    expect((await world.store.cycles.draft(cycleKey, '1.1'))?.value.inputs).toEqual(words);
    expect(await world.store.cycles.updates(cycleKey)).toEqual([]);
  });

  it('of a retired action gives the words back to those who answered for it', async () => {
    const world = await deskWorld(spec);
    const { value: programme, etag } = (await world.store.programmes.find('strategy'))!;
    const register = await world.store.registers.read(cycleKey.tenantId, 'strategy', '1');
    const actions = register.actions.filter(({ ref }) => ref === '2.1');
    await world.store.registers.write(cycleKey.tenantId, 'strategy', { ...register, version: '2', actions });
    await world.store.programmes.replace({ value: { ...programme, registerVersion: '2' }, etag });

    const submit = { ref: '1.1', version: 0, ...words };
    const own = theView(await world.act('ama', 'update.submit', submit), 'refusal');
    expect(own.title).toBe('This action is no longer in the plan');
    expect(own.typed).toEqual(typed);
    expect(theView(await world.act('lee', 'update.submit', submit), 'refusal').title).toBe(
      'This is not on your list',
    );
    await nothingStored(world);
  });

  it('of a button that is not built yet, or unknown, is a card', async () => {
    const world = await deskWorld(spec);
    for (const verb of ['update.explode', 'lead.chase', '__proto__']) {
      expect(theView(await world.act('ama', verb, { ref: '1.1', ...words }), 'refusal').typed).toEqual(typed);
    }
  });

  it('keeps a person’s list out of a channel', async () => {
    const world = await deskWorld(spec);
    const reply = await world.desk.acted(channelTurnOf('ama'), 'updates.list', {});
    expect(theView(reply, 'refusal').title).toBe('Please answer in your own chat');
    const said = await world.desk.mentioned(channelTurnOf('ama'), 'my updates');
    expect(JSON.stringify(said)).not.toContain('Warm');
  });

  it('offers the way back to a list only where there is one', async () => {
    const world = await deskWorld(spec);
    const inChat = await world.act('ama', 'update.explode', { ref: '1.1' });
    expect(theView(inChat, 'refusal').backToList).toBe(true);
    const inChannel = await world.desk.acted(channelTurnOf('ama'), 'updates.list', {});
    expect(theView(inChannel, 'refusal').backToList).toBe(false);
    expect(theView(await world.act('stranger', 'updates.list'), 'refusal').backToList).toBe(false);
  });
});

describe('malformed data', () => {
  const ids = { programme: 'strategy', cycle: 'autumn', ref: '1.1' };
  it.each<[string, unknown, string]>([
    ['nothing at all', undefined, 'data'],
    ['a list', [], 'data'],
    ['no ref', { programme: 'strategy', cycle: 'autumn' }, 'ref'],
    ['a number for a ref', { ...ids, ref: 1.1 }, 'ref'],
    ['a version below none', { ...ids, version: -1 }, 'version'],
    ['words for a version', { ...ids, version: 'one' }, 'version'],
    ['an object for a narrative', { ...ids, narrative: { text: 'x' } }, 'narrative'],
  ])('is named as such: %s', async (_what, data, field) => {
    const world = await deskWorld(spec);
    const reply = await world.actRaw('ama', 'update.submit', data);
    expect(reply.kind).toBe('malformed');
    expect(reply).toMatchObject({ message: expect.stringContaining(field) });
    await nothingStored(world);
  });
});

describe('whatever comes from a card', () => {
  const anyId = fc.oneof(
    fc.constantFrom(
      'strategy',
      'autumn',
      '1.1',
      '2.1',
      '__proto__',
      'constructor',
      '',
      'a/b\\c#d?',
      'x'.repeat(300),
    ),
    fc.string(),
  );
  const anyInput = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('x'.repeat(50_000), 'on_track', 'completed', '2027-01-15', 'yes'),
    fc.anything(),
  );
  const hostile = fc.record(
    {
      programme: fc.oneof(fc.constant('strategy'), anyId, fc.anything()),
      cycle: fc.oneof(fc.constant('autumn'), anyId, fc.anything()),
      ref: fc.oneof(fc.constant('2.1'), anyId, fc.anything()),
      version: fc.oneof(fc.integer(), fc.double(), fc.anything()),
      page: fc.oneof(fc.integer(), fc.anything()),
      draft: anyInput,
      useLast: anyInput,
      confirm: anyInput,
      status: anyInput,
      narrative: anyInput,
      nextSteps: anyInput,
      outcome: anyInput,
      revisedDate: anyInput,
      why: anyInput,
    },
    { requiredKeys: [] },
  );
  const verbs = fc.constantFrom('updates.list', 'update.notMine', 'lead.excuse', ...ownersVerbs);

  it('nothing throws, and a stranger or a colleague stores nothing on what is not theirs', async () => {
    const world = await deskWorld(spec);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('ama', 'priya', 'stranger'),
        verbs,
        fc.oneof(hostile, fc.anything()),
        async (name, verb, data) => {
          const reply = await world.actRaw(name, verb, data);
          expect(['views', 'malformed']).toContain(reply.kind);
          const updates = await world.store.cycles.updates(cycleKey);
          const drafts = await world.store.cycles.drafts(cycleKey);
          for (const { ref, by } of [...updates, ...drafts.map(({ value }) => value)]) {
            expect([ref, by.name]).toEqual(['1.1', 'Ama']);
          }
        },
      ),
      { numRuns: 300 },
    );
    await setState(world.store, 'closed');
    await world.desk.settled();
  });
});
