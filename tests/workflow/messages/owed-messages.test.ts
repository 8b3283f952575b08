import { describe, expect, it } from '@jest/globals';
import { contactId, emailOf, type CycleSpec } from '../../builders/open-cycle.ts';
import { formOf, handoverWorld, type HandoverWorld } from '../lead/handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: {
    '1.1': { owners: ['Housing'] },
    '1.2': { owners: ['Housing'] },
    '1.3': { owners: ['Parks'] },
  },
};
const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };
const toLee = { to: contactId('lee'), filled: 'yes', go: 'yes' };

/** After the last rung for contacts, which was on 27 October, and before the close. */
const afterTheLadder = '2026-10-28T10:00:00Z';

async function askedAgainLater(world: HandoverWorld) {
  await world.act('priya', 'lead.excuse', { refs: '1.1', filled: 'yes', whyExcused: 'On hold.' });
  world.clock.set(afterTheLadder);
}

async function inDoubtLater(world: HandoverWorld) {
  await world.act('ama', 'update.notMine', { ref: '1.1' });
  world.clock.set(afterTheLadder);
}

/** Through the form to the end. */
async function moveMeeting(world: HandoverWorld) {
  const form = formOf(await world.act('priya', 'lead.move', { filled: 'yes', meeting: '2026-12-03' }));
  const inputs = Object.fromEntries(form.inputs.map(({ id, value }) => [id, value]));
  await world.actRaw('priya', 'lead.move', { ...form.buttons[0]!.data, ...inputs });
}

interface Case {
  name: string;
  before?: (world: HandoverWorld) => Promise<unknown>;
  act: (world: HandoverWorld) => Promise<unknown>;
  /** To whom, of which kind, about what. */
  message: [to: string, kind: string, refs: string[]];
}

/** Every act that calls for a message beside the ladder, a line each. */
const cases: Case[] = [
  {
    name: 'reassigning',
    act: (world) => world.act('priya', 'lead.reassign', { refs: '1.1', ...toLee }),
    message: ['lee', 'passed-on', ['1.1']],
  },
  {
    name: 'replacing a contact',
    act: (world) => world.act('priya', 'lead.replace', { leaver: contactId('ama'), ...toLee }),
    message: ['lee', 'passed-on', ['1.1', '1.2']],
  },
  {
    name: 'passing several on',
    act: (world) => world.act('ama', 'update.passOn', { refs: '1.1,1.2', ...toLee }),
    message: ['lee', 'passed-on', ['1.1', '1.2']],
  },
  {
    name: 'handing back',
    before: async (world) => {
      await world.act('ama', 'update.passOn', { ref: '1.1', ...toLee });
      await world.act('lee', 'updates.list');
      world.clock.advance({ minutes: 1 });
    },
    act: (world) => world.act('lee', 'update.handBack', { ref: '1.1' }),
    message: ['ama', 'passed-on', ['1.1']],
  },
  {
    name: 'sending an answer back',
    before: (world) => world.act('ama', 'update.submit', { ref: '1.1', version: 0, ...answer }),
    act: (world) =>
      world.act('priya', 'lead.return', {
        ...{ ref: '1.1', version: 1, send: 'yes', comment: 'Which?', answerBy: '2026-10-22' },
      }),
    message: ['ama', 'returned', ['1.1']],
  },
  {
    name: 'keeping with somebody what they said is not theirs',
    before: inDoubtLater,
    act: (world) => world.act('priya', 'lead.notMine', { refs: '1.1', keep: 'yes' }),
    message: ['ama', 'asked-again', ['1.1']],
  },
  {
    name: 'asking again for what was excused',
    before: askedAgainLater,
    act: (world) => world.act('priya', 'lead.excuse', { refs: '1.1', again: 'yes', filled: 'yes' }),
    message: ['ama', 'asked-again', ['1.1']],
  },
  {
    name: 'moving the meeting',
    before: (world) => world.act('lee', 'update.submit', { ref: '1.3', version: 0, ...answer }),
    act: moveMeeting,
    message: ['ama', 'moved', ['1.1', '1.2']],
  },
];

/** What an act has put in or a tick has, of one kind. */
async function ofKind(world: HandoverWorld, kind: string, before = 0) {
  const messages = await world.messages();
  return messages.filter(([, kinds]) => (kinds as string[]).includes(kind)).slice(before);
}

describe('what an act calls for', () => {
  it.each(cases)('after $name is put in at once, and once', async ({ before, act, message }) => {
    const world = await handoverWorld(spec);
    await before?.(world);
    const [to, kind, refs] = message;
    const earlier = (await ofKind(world, kind)).length;
    await act(world);
    const expected = [[emailOf(to), expect.arrayContaining([kind]), refs]];
    expect(await ofKind(world, kind, earlier)).toEqual(expected);
    await act(world);
    await world.planAt(world.clock.now().add({ minutes: 2 }).toString());
    expect(await ofKind(world, kind, earlier)).toEqual(expected);
  });

  it.each(cases)(
    'after $name comes by a tick, where a fault came between',
    async ({ before, act, message }) => {
      const world = await handoverWorld(spec);
      await before?.(world);
      const [to, kind, refs] = message;
      const earlier = (await ofKind(world, kind)).length;
      await world.withoutItsMessages(() => act(world));
      expect(await ofKind(world, kind, earlier)).toEqual([]);
      await world.planAt(world.clock.now().add({ minutes: 2 }).toString());
      expect(await ofKind(world, kind, earlier)).toEqual([
        [emailOf(to), expect.arrayContaining([kind]), refs],
      ]);
    },
  );
});
