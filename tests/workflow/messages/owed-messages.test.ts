import { describe, expect, it } from '@jest/globals';
import { messageKey } from '../../../src/cycle/plan.ts';
import type { DeliveryState } from '../../../src/outbox/ledger.ts';
import { rebuildAgenda } from '../../../src/outbox/tick.ts';
import { schedule } from '../../../src/workflow/rounds/schedule.ts';
import { date } from '../../builders/dates.ts';
import { formOf } from '../../builders/desk-world.ts';
import { contactId, cycleKey, emailOf, type CycleSpec } from '../../builders/open-cycle.ts';
import { handoverWorld, noticeOf, type HandoverWorld } from '../lead/handover-world.ts';

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

/** Priya sends Ama's first answer back, to be answered by the 22nd. */
function sendBack(world: HandoverWorld) {
  const said = { send: 'yes', comment: 'Which?', answerBy: '2026-10-22' };
  return world.act('priya', 'lead.return', { ref: '1.1', version: 1, ...said });
}
const theDay = '2026-10-22T08:30:00Z';

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
    act: sendBack,
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

describe('the one reminder of a return', () => {
  async function sentBack() {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.submit', { ref: '1.1', version: 0, ...answer });
    await sendBack(world);
    world.clock.advance({ minutes: 5 });
    return world;
  }

  it('goes to whom the request was passed on meanwhile', async () => {
    const world = await sentBack();
    await world.act('ama', 'update.passOn', { ref: '1.1', ...toLee });
    await world.planAt(theDay);
    expect(await ofKind(world, 'returned-due')).toEqual([[emailOf('lee'), ['returned-due'], ['1.1']]]);
  });

  it('goes to whoever stands in on that day', async () => {
    const world = await sentBack();
    const away = { awayFrom: '2026-10-22', awayTo: '2026-10-23', standIn: contactId('lee'), go: 'yes' };
    await world.act('ama', 'me.away.save', { ...away, to: contactId('lee') });
    await world.planAt(theDay);
    expect(await ofKind(world, 'returned-due')).toEqual([[emailOf('lee'), ['returned-due'], ['1.1']]]);
  });

  it('is on the schedule until then', async () => {
    const world = await sentBack();
    const found = await schedule(world.store, cycleKey, world.clock.now());
    expect(found?.toCome.map(({ what }) => what)).toContain('a reminder of what was sent back');
  });
});

describe('whoever takes the place of one who said that a request is not theirs', () => {
  it('gets one card once a lead keeps it where it is, and is named as who has it', async () => {
    const world = await handoverWorld(spec);
    await world.act('lee', 'update.notMine', { ref: '1.3' });
    await world.act('priya', 'lead.replace', {
      ...{ leaver: contactId('lee'), contactName: 'Ben Ode', contactEmail: emailOf('ben'), filled: 'yes' },
    });
    expect(await world.messages()).toEqual([]);
    const reply = await world.act('priya', 'lead.notMine', { refs: '1.3', keep: 'yes' });
    expect(noticeOf(reply)).toBe(
      '1.3 stays with Ben Ode, and is asked about as usual. They get one message about it.',
    );
    expect(await world.messages()).toEqual([[emailOf('ben'), ['passed-on'], ['1.3']]]);
  });
});

describe('new dates', () => {
  it('are no news to the lead who gave them, also where a request is theirs', async () => {
    const world = await handoverWorld({ ...spec, actions: { ...spec.actions, '1.4': { owners: [] } } });
    await moveMeeting(world);
    const to = (await ofKind(world, 'moved')).map(([email]) => email);
    expect(to.sort()).toEqual([emailOf('ama'), emailOf('lee')]);
  });
});

describe('what had joined a message of the ladder that never went', () => {
  const dueDay = '2026-10-26T09:30:00Z';
  const overdueDay = '2026-10-27T09:30:00Z';

  /** Ama's reminder of the day has not gone when an answer of hers is sent back, nor by the next rung. */
  async function sentBackMeanwhile() {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.submit', { ref: '1.1', version: 0, ...answer });
    world.clock.set(dueDay);
    await rebuildAgenda(world, world.clock.now());
    await world.planAt(dueDay);
    const said = { send: 'yes', comment: 'Which?', answerBy: '2026-10-28' };
    await world.act('priya', 'lead.return', { ref: '1.1', version: 1, ...said });
    return world;
  }

  /** Her messages since the due day: day, state and kinds. */
  async function toAma({ store }: HandoverWorld) {
    const rows = (await store.ledger.ofCycle(cycleKey)).map(({ value }) => value);
    return rows
      .filter(({ recipient }) => recipient.kind === 'contact' && recipient.email === emailOf('ama'))
      .filter(({ at }) => at.toString() >= dueDay)
      .map(({ date, state, sections }) => [date.toString(), state, sections.map(({ kind }) => kind)]);
  }

  it('comes with the message that takes its place', async () => {
    const world = await sentBackMeanwhile();
    expect(await toAma(world)).toEqual([['2026-10-26', 'planned', ['request', 'due', 'returned']]]);
    await world.planAt(overdueDay);
    expect(await toAma(world)).toEqual([
      ['2026-10-26', 'superseded', ['request', 'due', 'returned']],
      ['2026-10-27', 'planned', ['request', 'overdue', 'returned']],
    ]);
  });

  it('comes once, where a worker is at that message', async () => {
    const world = await sentBackMeanwhile();
    const { ledger } = world.store;
    const ofCycle = ledger.ofCycle.bind(ledger);
    ledger.ofCycle = async (...asked) => {
      const read = await ofCycle(...asked);
      const row = read.find(({ value: { sections } }) => sections.some(({ kind }) => kind === 'returned'));
      if (row) await ledger.replace({ ...row, value: { ...row.value, state: 'claimed' } });
      return read;
    };
    await world.planAt(overdueDay);
    expect(await toAma(world)).toEqual([
      ['2026-10-26', 'claimed', ['request', 'due', 'returned']],
      ['2026-10-27', 'planned', ['request', 'overdue']],
    ]);
  });
});

/** Somebody’s message of the day, 20 October, was about something else; it has gone, or ended otherwise. */
async function hadTodays(world: HandoverWorld, name: string, state: DeliveryState = 'sent') {
  const at = world.clock.now();
  const day = date('2026-10-20');
  const { programmeId, cycleId } = cycleKey;
  await world.store.ledger.insertMissing([
    {
      ...cycleKey,
      key: messageKey(programmeId, cycleId, contactId(name), day),
      recipient: { kind: 'contact', contactId: contactId(name), email: emailOf(name), by: 'teams' },
      ...{ date: day, at, sections: [{ rung: 'nudge,2026-10-20', kind: 'nudge' }], refs: ['1.2'] },
      ...{ state, attempts: [{ at, outcome: state }] },
    },
  ]);
}

describe('what waits until tomorrow because today’s message has gone', () => {
  const tomorrow = '2026-10-21T08:30:00Z';
  const toStandIn = { to: contactId('lee'), go: 'yes' };

  async function sentBackWaiting() {
    const world = await handoverWorld(spec);
    await world.act('ama', 'update.submit', { ref: '1.1', version: 0, ...answer });
    await hadTodays(world, 'ama');
    await sendBack(world);
    world.clock.advance({ minutes: 30 });
    return world;
  }

  async function whoHears(world: HandoverWorld, kind: string) {
    return (await ofKind(world, kind)).map(([email]) => email);
  }

  it('goes to whoever stands in by then, that day, and not once more to whoever is back', async () => {
    const world = await sentBackWaiting();
    await world.act('ama', 'me.away.save', { awayFrom: '2026-10-21', awayTo: '2026-10-21', ...toStandIn });
    await world.planAt('2026-10-20T10:00:00Z');
    expect(await whoHears(world, 'returned')).toEqual([]);
    await world.planAt(tomorrow);
    expect(await whoHears(world, 'returned')).toEqual([emailOf('lee')]);
    await world.planAt(theDay);
    expect(await whoHears(world, 'returned')).toEqual([emailOf('lee')]);
    expect(await whoHears(world, 'returned-due')).toEqual([emailOf('ama')]);
  });

  it('goes to whoever is asked themselves, where they are there', async () => {
    const world = await sentBackWaiting();
    await world.planAt(tomorrow);
    expect(await whoHears(world, 'returned')).toEqual([emailOf('ama')]);
    await world.act('ama', 'me.away.save', { awayFrom: '2026-10-21', awayTo: '2026-10-21', ...toStandIn });
    await world.planAt('2026-10-21T09:30:00Z');
    expect(await whoHears(world, 'returned')).toEqual([emailOf('ama')]);
  });

  it('is said to go tomorrow', async () => {
    const world = await handoverWorld(spec);
    await hadTodays(world, 'lee');
    const reply = await world.act('priya', 'lead.reassign', { refs: '1.1', ...toLee });
    expect(noticeOf(reply)).toMatch(
      /They get one message about it\. The message goes on Wednesday 21 October at 9:30 am\.$/,
    );
  });
});

describe('what is called for on a day whose message came to nobody', () => {
  it('goes with that, the same day', async () => {
    const world = await handoverWorld(spec);
    await hadTodays(world, 'lee', 'unreachable');
    const reply = await world.act('priya', 'lead.reassign', { refs: '1.1', ...toLee });
    expect(noticeOf(reply)).toMatch(/They get one message about it\.$/);
    expect(await world.messages()).toEqual([[emailOf('lee'), ['nudge', 'passed-on'], ['1.2', '1.1']]]);
  });
});

describe('a message that went before', () => {
  it('is not promised once more', async () => {
    const world = await handoverWorld(spec);
    await world.act('priya', 'lead.reassign', { refs: '1.1', ...toLee });
    world.clock.advance({ minutes: 1 });
    await world.act('lee', 'update.notMine', { ref: '1.1' });
    const reply = await world.act('priya', 'lead.notMine', { refs: '1.1', keep: 'yes' });
    expect(noticeOf(reply)).toBe('1.1 stays with Lee, and is asked about as usual.');
  });
});
