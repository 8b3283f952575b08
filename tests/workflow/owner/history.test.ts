import { beforeEach, describe, expect, it } from '@jest/globals';
import { renderViews } from '../../../src/cards/render.ts';
import type { HistoryView } from '../../../src/cards/views/history.ts';
import { memoryStore, memoryTables } from '../../../src/storage/memory-store.ts';
import type { ActReply } from '../../../src/workflow/desk.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { countedTables } from '../../bench/counted-tables.ts';
import { date } from '../../builders/dates.ts';
import { deskOn, deskWorld, type DeskWorld } from '../../builders/desk-world.ts';
import {
  contactId,
  cycleKey,
  openedCycle,
  openNextRound,
  setState,
  type CycleSpec,
} from '../../builders/open-cycle.ts';
import { handoverWorld } from '../lead/handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'ben' }, Parks: { lead: 'sam' } },
  actions: {
    '1.1': { owners: ['Housing'] },
    '1.2': { owners: ['Housing'] },
    '1.3': { owners: ['Housing'], imported: { status: 'completed' } },
    '2.1': { owners: ['Parks'] },
  },
};
const answer = { version: 0, status: 'on_track', narrative: 'Warm.', nextSteps: 'More.' };

let world: DeskWorld;
beforeEach(async () => {
  world = await deskWorld(spec);
});

function historyIn(reply: ActReply): HistoryView {
  const views = reply.kind === 'views' ? reply.views : [];
  const [view] = views;
  if (view?.kind !== 'history') throw new Error(`no history in ${JSON.stringify(reply)}`);
  return view.view;
}

async function historyOf(name: string, data: object = {}): Promise<HistoryView> {
  return historyIn(await world.actRaw(name, 'update.history', data));
}

function submit(name: string, ref: string, more: object = {}) {
  return world.act(name, 'update.submit', { ...answer, ref, ...more });
}

function nextRound(id = 'winter') {
  return openNextRound(world.store, id);
}

function inShort({ actions }: HistoryView) {
  return actions.map(({ ref, answers }) => [ref, ...answers.map(({ line, text }) => `${line} — ${text}`)]);
}

describe('my history', () => {
  it('is asked for by these words', async () => {
    const [view] = await world.say('ama', 'my history');
    expect(view).toMatchObject({
      kind: 'history',
      view: { paragraphs: ['You have not answered anything yet.'] },
    });
  });

  it('holds one’s own answers, by action, the newest first, and no others', async () => {
    await submit('ama', '1.1');
    await submit('ben', '1.2');
    await submit('sam', '2.1');
    world.clock.advance({ hours: 1 });
    await submit('ama', '1.2', { version: 1, narrative: 'Warmer.' });
    world.clock.advance({ hours: 1 });
    await submit('ama', '1.1', { version: 1, narrative: 'Hot.' });
    expect(inShort(await historyOf('ama'))).toEqual([
      [
        '1.1',
        'Tuesday 20 October 2026: on track — Hot.\nWhat happens next: More.',
        'Tuesday 20 October 2026: on track; a later one took its place — Warm.\nWhat happens next: More.',
      ],
      ['1.2', 'Tuesday 20 October 2026: on track — Warmer.\nWhat happens next: More.'],
    ]);
    expect(inShort(await historyOf('ben'))).toEqual([
      [
        '1.2',
        'Tuesday 20 October 2026: on track; a later one took its place — Warm.\nWhat happens next: More.',
      ],
    ]);
  });

  it('reaches back over all rounds', async () => {
    await submit('ama', '1.1');
    await nextRound();
    world.clock.set('2026-10-22T09:00:00Z');
    await submit('ama', '1.1', { cycle: 'winter', narrative: 'Second round.' });
    const [action] = (await historyOf('ama')).actions;
    expect(action?.answers.map(({ line }) => line)).toEqual([
      'Thursday 22 October 2026: on track',
      'Tuesday 20 October 2026: on track',
    ]);
  });

  it('says what was taken back, came late, or opened an action again', async () => {
    await submit('ama', '1.1');
    await world.act('ama', 'update.withdraw', { ref: '1.1', version: 1 });
    await submit('ama', '1.3');
    await setState(world.store, 'closed');
    await submit('ama', '1.2');
    const lines = (await historyOf('ama')).actions.map(({ ref, answers }) => `${ref}: ${answers[0]?.line}`);
    expect(lines.sort()).toEqual([
      '1.1: Tuesday 20 October 2026: on track; taken back',
      '1.2: Tuesday 20 October 2026: on track; late',
      '1.3: Tuesday 20 October 2026: on track; opened it again',
    ]);
  });

  describe('of what a lead recorded', () => {
    const recorded = /recorded by Priya, by phone — Warm/;

    /** Priya records what was said on the telephone. */
    async function record(ref: string, version: number, said: { recordedFor?: string } = {}) {
      const stored = (await world.store.cycles.request(cycleKey, ref))!;
      const by = { contactId: contactId('priya'), name: 'Priya' };
      const update = { ...stored.value.answer!, ...said, version, by, source: 'by phone' };
      const request = { ...stored, value: { ...stored.value, versions: version, answer: update } };
      const event = { id: `recorded-${ref}`, kind: 'recorded' as const, at: update.at, ref, by };
      await world.store.cycles.change(cycleKey, [{ request, event, update }]);
    }

    /** Ama is away from 21 to 27 October, and Sam stands in; before that, Priya records what Ama said. */
    beforeEach(async () => {
      await submit('ama', '1.1');
      await record('1.1', 2, { recordedFor: contactId('ama') });
      const programme = (await world.store.programmes.find(cycleKey.programmeId))!;
      const absence = {
        ...{ contactId: contactId('ama'), standIn: contactId('sam'), saidAt: world.clock.now() },
        ...{ from: date('2026-10-21'), to: date('2026-10-27') },
      };
      const value = { ...programme.value, absences: [absence] };
      await world.store.programmes.replace({ ...programme, value });
    });

    it('shows it to the one who is asked', async () => {
      const [action] = inShort(await historyOf('ama'));
      expect(action).toEqual(['1.1', expect.stringMatching(recorded), expect.stringContaining('Warm.')]);
    });

    it('shows one of which the record does not say for whom it was to whoever the round asks', async () => {
      await submit('ben', '1.2');
      await record('1.2', 2);
      expect(inShort(await historyOf('ama'))).toContainEqual(['1.2', expect.stringMatching(recorded)]);
      expect(inShort(await historyOf('ben'))).toEqual([['1.2', expect.not.stringMatching(recorded)]]);
    });

    it.each(['2026-10-20', '2026-10-22'])(
      'shows it on %s to no deputy, lead or stand-in, who did not say it',
      async (day) => {
        world.clock.set(`${day}T09:30:00Z`);
        for (const name of ['ben', 'priya', 'sam']) {
          const answers = (await historyOf(name)).actions.flatMap(({ answers }) => answers);
          expect(answers.filter(({ line }) => line.includes('recorded'))).toEqual([]);
        }
      },
    );

    it('shows a stand-in their own answers also when the absence is over', async () => {
      world.clock.set('2026-10-22T09:30:00Z');
      await submit('sam', '1.1', { version: 2, narrative: 'Standing in.' });
      const own = ['1.1', expect.stringContaining('Standing in.')];
      expect(inShort(await historyOf('sam'))).toEqual([own]);
      world.clock.set('2026-10-28T09:30:00Z');
      expect(inShort(await historyOf('sam'))).toEqual([own]);
    });

    it('shows it still once the round is over and other days away are set', async () => {
      world.clock.set('2026-10-22T09:30:00Z');
      await submit('sam', '1.1', { version: 2, narrative: 'Standing in.' });
      await setState(world.store, 'published');
      world.clock.set('2026-12-01T09:30:00Z');
      await world.act('sam', 'me.away.save', { awayFrom: '2026-12-21', awayTo: '2026-12-24' });
      expect(inShort(await historyOf('sam'))).toEqual([['1.1', expect.stringContaining('Standing in.')]]);
    });
  });

  it('holds what somebody answered before they handed it back', async () => {
    await world.act('ama', 'update.passOn', { ref: '1.1', go: 'yes', to: contactId('sam'), howLong: 'once' });
    await submit('sam', '1.1');
    await world.act('sam', 'update.handBack', { ref: '1.1' });
    expect(inShort(await historyOf('sam'))).toEqual([['1.1', expect.stringContaining('Warm.')]]);
    expect(inShort(await historyOf('ama'))).toEqual([]);
  });

  it('holds the answers of earlier rounds also once somebody else has an action for good', async () => {
    const both = await handoverWorld({
      ...spec,
      actions: { ...spec.actions, '1.2': { owners: ['Housing'], leadOfficer: 'kim' } },
    });
    world = both;
    await submit('ben', '1.1');
    await submit('ama', '1.1', { version: 1 });
    await submit('kim', '1.2');
    await nextRound();
    const winter = { cycle: 'winter' };
    const given = { ...winter, toOwner: 'Parks', howLong: 'always', filled: 'yes' };
    await both.act('priya', 'lead.reassign', { ...given, refs: '1.1' });
    await both.act('kim', 'update.passOn', {
      ...{ ...winter, ref: '1.2', go: 'yes', to: contactId('sam'), howLong: 'always' },
    });
    expect([await asked('1.1'), await asked('1.2')]).toEqual([contactId('sam'), contactId('sam')]);
    for (const [name, ref] of [
      ['ama', '1.1'],
      ['ben', '1.1'],
      ['kim', '1.2'],
    ] as const) {
      expect(inShort(await historyOf(name))).toEqual([[ref, expect.stringContaining('Warm.')]]);
    }
    expect(inShort(await historyOf('sam'))).toEqual([]);

    async function asked(ref: string) {
      const loaded = await loadCycle(both.store, { ...cycleKey, cycleId: 'winter' });
      return loaded?.routes.get(ref)?.messaged;
    }
  });

  it('holds what a lead recorded for somebody, and not for whoever has the action in a later round', async () => {
    const both = await handoverWorld(spec);
    world = both;
    await both.act('priya', 'lead.record', {
      ...{ ref: '1.1', filled: 'yes', source: 'by phone' },
      ...answer,
    });
    await nextRound();
    const given = { cycle: 'winter', refs: '1.1', to: contactId('sam'), howLong: 'always', filled: 'yes' };
    await both.act('priya', 'lead.reassign', given);
    expect(inShort(await historyOf('ama'))).toEqual([
      ['1.1', expect.stringMatching(/recorded by Priya, by phone/)],
    ]);
    expect(inShort(await historyOf('sam'))).toEqual([]);
  });

  it('has all answers of one action on pages of their own', async () => {
    for (let version = 0; version < 13; version += 1) {
      world.clock.advance({ minutes: 1 });
      await submit('ama', '1.1', { version, narrative: `Version ${version + 1}.` });
    }
    const [action] = (await historyOf('ama')).actions;
    expect(action?.answers).toHaveLength(3);
    expect(action?.earlier?.title).toBe('All 13 answers');
    const first = await historyOf('ama', action?.earlier?.data);
    const older = first.buttons.find(({ title }) => title === 'Older')!;
    const second = await historyOf('ama', older.data);
    const texts = [...first.actions, ...second.actions].flatMap(({ answers }) =>
      answers.map(({ text }) => text.split('\n')[0]),
    );
    expect(texts).toEqual(Array.from({ length: 13 }, (_, n) => `Version ${13 - n}.`));
  });

  it('reaches every action by its pages, also where a colleague answered last, under 25 KB each', async () => {
    const refs = Array.from({ length: 12 }, (_, n) => `7.${n + 1}`);
    world = await deskWorld({
      owners: { Housing: { lead: 'ama', deputy: 'ben' } },
      actions: Object.fromEntries(
        refs.map((ref) => [ref, { owners: ['Housing'], title: 'Long '.repeat(80) }]),
      ),
    });
    const narrative = 'Пишем много. '.repeat(300);
    for (const ref of refs) {
      for (const version of [0, 1, 2])
        await submit('ama', ref, { version, narrative: `${version} ${narrative}` });
    }
    for (const ref of refs.slice(0, 4)) await submit('ben', ref, { version: 3 });
    const seen: string[] = [];
    let data: object | undefined = {};
    while (data) {
      const reply: ActReply = await world.actRaw('ama', 'update.history', data);
      const { card } = renderViews(reply.kind === 'views' ? reply.views : []);
      expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(25 * 1024);
      const view = historyIn(reply);
      seen.push(...view.actions.map(({ ref }) => ref));
      data = view.buttons.find(({ title }) => title === 'Older')?.data;
    }
    expect(seen.sort()).toEqual([...refs].sort());
  });

  it('reads the words of what it shows, and of nothing else', async () => {
    const counted = countedTables(memoryTables());
    const others = Array.from({ length: 300 }, (_, n) => [`9.${n}`, { owners: ['Parks'] }]);
    const store = await openedCycle(
      { ...spec, actions: { ...spec.actions, ...(Object.fromEntries(others) as CycleSpec['actions']) } },
      memoryStore({ tables: counted.tables }),
    );
    world = deskOn(store);
    await submit('ama', '1.1');
    await submit('sam', '9.1');
    counted.reset();
    await historyOf('ama');
    expect(counted.counts().rowsRead).toBeLessThan(12);
  });
});
