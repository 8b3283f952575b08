import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../../src/calendar/temporal.ts';
import type { ActFormView } from '../../../src/cards/views/act-form.ts';
import { heldBack } from '../../../src/outbox/ledger.ts';
import { tick } from '../../../src/outbox/tick.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import type { ActResult } from '../../../src/workflow/act-result.ts';
import { changeRequests } from '../../../src/workflow/lead/change-requests.ts';
import { closeCycle } from '../../../src/workflow/rounds/close-cycle.ts';
import { lead, leadWorld, secondLead, type LeadWorld } from '../lead-world.ts';
import { press, viewOf } from './lead-press.ts';

const actions = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
  { ref: '1.3', owner: 'ama' },
];

/** Presses a form's first button with its inputs, some of them typed over. */
async function send(on: LeadWorld, form: ActFormView, typed: Record<string, string> = {}, who = lead) {
  const inputs = Object.fromEntries(form.inputs.map(({ id, value }) => [id, value]));
  const [button] = form.buttons;
  return press(on, button!.verb, { ...button!.data, ...inputs, ...typed }, who);
}

/** Through the form to the end: the meeting, then what it comes to. */
async function moveTo(on: LeadWorld, meeting: string, who = lead): Promise<ActResult> {
  const first = viewOf(await press(on, 'lead.move', {}, who), 'act-form');
  const second = viewOf(await send(on, first, { meeting }, who), 'act-form');
  return send(on, second, {}, who);
}

/** A round that is paused goes on, with the same meeting and a later deadline. */
async function goOnLater(on: LeadWorld): Promise<ActResult> {
  const first = viewOf(await press(on, 'lead.resume'), 'act-form');
  const second = viewOf(await send(on, first, { deadline: '2026-10-28' }), 'act-form');
  return send(on, second);
}

/** A contact is reached by e-mail only from now on. */
async function byEmail({ store, key }: LeadWorld, name: string): Promise<void> {
  const stored = (await store.programmes.find(key.programmeId))!;
  const { tenantId, registerVersion } = stored.value;
  const register = await store.registers.read(tenantId, key.programmeId, registerVersion!);
  const contacts = register.contacts.map((contact) =>
    contact.name === `Contact ${name}` ? { ...contact, reachedBy: 'email' as const } : contact,
  );
  await store.registers.write(tenantId, key.programmeId, { ...register, version: 'by-email', contacts });
  await store.programmes.replace({ ...stored, value: { ...stored.value, registerVersion: 'by-email' } });
}

async function messages(on: LeadWorld) {
  return (await on.store.ledger.ofCycle(on.key))
    .map(({ value }) => ({
      to: value.recipient.kind === 'contact' ? value.recipient.email.split('@')[0] : 'board',
      date: value.date.toString(),
      rungs: value.sections.map(({ rung }) => rung),
      state: value.state,
    }))
    .sort((a, b) => `${a.date}${a.to}`.localeCompare(`${b.date}${b.to}`));
}

async function cycleOf(on: LeadWorld) {
  const programme = await on.store.programmes.find('hws');
  return programme!.value.cycles.find(({ id }) => id === '2026-11')!;
}

async function plan(on: LeadWorld, at: string) {
  on.clock.set(at);
  const { store, log } = on;
  await store.agenda.add({ ...on.key, due: on.clock.now() });
  await tick({ store, log, shardOf, publish: async () => undefined }, on.clock.now());
}

/** Writes down how every message that is planned ended. */
async function settle(on: LeadWorld, state: 'sent' | 'skipped', why?: string) {
  for (const { value, etag } of await on.store.ledger.ofCycle(on.key)) {
    if (value.state !== 'planned') continue;
    const { notBefore: _, ...rest } = value;
    await on.store.ledger.replace({ value: { ...rest, state, ...(why !== undefined && { why }) }, etag });
  }
}

describe('moving the meeting', () => {
  it('asks for the day first, then shows old and new dates and who will be told', async () => {
    const on = await leadWorld({ actions });
    await on.answer('1.1', { status: 'on_track' });
    const first = viewOf(await press(on, 'lead.move'), 'act-form');
    expect(first.inputs.map(({ id }) => id)).toEqual(['meeting']);
    const second = viewOf(await send(on, first, { meeting: '2026-12-03' }), 'act-form');
    expect(second.inputs.map(({ id, value }) => [id, value])).toEqual([
      ['meeting', '2026-12-03'],
      ['deadline', '2026-11-09'],
      ['closes', '2026-11-12'],
      ['publish', '2026-11-25'],
    ]);
    expect(second.paragraphs[0]).toContain('Deadline: Monday 9 November 2026 (it was Monday 26 October)');
    expect(second.paragraphs.at(-1)).toBe(
      '1 person gets one message with the new dates: Contact ama. Whoever has answered everything gets none. Answers and drafts are kept.',
    );
    expect(await messages(on)).toEqual([]);
  });

  it('says who is not told, since no card reaches them', async () => {
    const on = await leadWorld({ actions });
    await byEmail(on, 'ama');
    const first = viewOf(await press(on, 'lead.move'), 'act-form');
    const second = viewOf(await send(on, first, { meeting: '2026-12-03' }), 'act-form');
    expect(second.paragraphs.slice(-2)).toEqual([
      '1 person gets one message with the new dates: Contact sam. Answers and drafts are kept.',
      'By e-mail only, so please tell them yourself: Contact ama.',
    ]);
    const { notice } = viewOf(await send(on, second), 'schedule');
    expect(notice).toBe(
      'The dates are changed. 1 person is told, within the hours of sending. By e-mail only, so please tell them yourself: Contact ama.',
    );
  });

  it('tells whoever has something outstanding once, and the answered nothing; answers stay', async () => {
    const on = await leadWorld({ actions });
    await on.answer('1.1', { status: 'on_track' });
    const { notice } = viewOf(await moveTo(on, '2026-12-03'), 'schedule');
    expect(notice).toBe('The dates are changed. 1 person is told, within the hours of sending.');
    expect(await messages(on)).toEqual([
      { to: 'ama', date: '2026-10-08', rungs: ['moved,1'], state: 'planned' },
    ]);
    const { dates, moves } = await cycleOf(on);
    expect(dates.deadline.toString()).toBe('2026-11-09');
    expect(moves?.map(({ meeting }) => meeting.toString())).toEqual(['2026-11-19']);
    expect((await on.store.cycles.request(on.key, '1.1'))?.value.answer?.status).toBe('on_track');
    expect((await on.store.cycles.events(on.key)).map(({ kind }) => kind)).toContain('moved');
  });

  it('stops what the old ladder had called for, and what other acts did still goes', async () => {
    const on = await leadWorld({ actions });
    on.clock.set('2026-10-21T20:30:00Z');
    await on.delivered('sam@council.example', ['1.1'], 'reminder', {
      state: 'planned',
      notBefore: Temporal.Instant.from('2026-10-22T08:30:00Z'),
      attempts: [],
    });
    await on.delivered('ama@council.example', ['1.2'], 'reminder', {
      state: 'planned',
      notBefore: Temporal.Instant.from('2026-10-22T08:30:00Z'),
      attempts: [],
      sections: [
        { rung: 'reminder', kind: 'reminder' },
        { rung: 'returned,1,1.2', kind: 'returned' },
      ],
    });
    await moveTo(on, '2026-12-03');
    await plan(on, '2026-10-22T08:30:00Z');
    expect(await messages(on)).toEqual([
      { to: 'ama', date: '2026-10-21', rungs: ['returned,1,1.2'], state: 'planned' },
      { to: 'sam', date: '2026-10-21', rungs: ['reminder'], state: 'skipped' },
      { to: 'ama', date: '2026-10-22', rungs: ['moved,1'], state: 'planned' },
      { to: 'sam', date: '2026-10-22', rungs: ['moved,1'], state: 'planned' },
    ]);
  });

  it('runs the ladder on the new dates, and a rung of the same day joins the word of them', async () => {
    const on = await leadWorld({ actions });
    on.clock.set('2026-10-20T21:00:00Z');
    const form = viewOf(await press(on, 'lead.move'), 'act-form');
    const dates = viewOf(await send(on, form, { meeting: '2026-11-19' }), 'act-form');
    // The reminder, three working days before the deadline, falls on the very next morning.
    const changed = viewOf(
      await send(on, dates, { deadline: '2026-10-26', closes: '2026-10-30' }),
      'act-form',
    );
    await send(on, changed);
    await plan(on, '2026-10-21T08:30:00Z');
    expect((await messages(on)).filter(({ state }) => state === 'planned')).toEqual([
      { to: 'ama', date: '2026-10-21', rungs: ['reminder', 'moved,1'], state: 'planned' },
      { to: 'sam', date: '2026-10-21', rungs: ['reminder', 'moved,1'], state: 'planned' },
    ]);
    await plan(on, '2026-10-26T09:30:00Z');
    expect((await messages(on)).some(({ date, rungs }) => date === '2026-10-26' && rungs[0] === 'due')).toBe(
      true,
    );
  });

  it.each([
    { words: 'moved the meeting', isPaused: false, act: (on: LeadWorld) => moveTo(on, '2026-12-03') },
    { words: 'went on with the round', isPaused: true, act: goOnLater },
  ])(
    'is told to the other lead as “$words”, and not once more for a longer time that it drops',
    async (one) => {
      const on = await leadWorld({ actions });
      await press(on, 'lead.extend', { refs: '1.1', filled: 'yes', to: '2026-10-28' });
      if (one.isPaused) await press(on, 'lead.pause', { confirm: 'yes' });
      const seen = on.clock.now().toString();
      on.clock.set('2026-10-08T11:00:00Z');
      await one.act(on);
      expect((await on.store.cycles.request(on.key, '1.1'))?.value.extended).toBeUndefined();
      const { notice } = viewOf(await press(on, 'lead.chase', { seen }, secondLead), 'overdue');
      expect(notice?.split('\n').slice(1)).toEqual([`priya ${one.words} at midday.`]);
    },
  );

  it('drops a longer time that gives none any more, and keeps the draft', async () => {
    const on = await leadWorld({ actions });
    await press(on, 'lead.extend', { refs: '1.1', filled: 'yes', to: '2026-10-28' });
    const { notice } = viewOf(await moveTo(on, '2026-12-03'), 'schedule');
    expect(notice).toContain('The longer time for 1.1 is dropped');
    expect((await on.store.cycles.request(on.key, '1.1'))?.value.extended).toBeUndefined();
  });

  it('asks nobody sooner for a longer time that gives none any more, also where a fault came before it was dropped', async () => {
    const on = await leadWorld({ actions });
    await press(on, 'lead.extend', { refs: '1.1', filled: 'yes', to: '2026-10-28' });
    const first = viewOf(await press(on, 'lead.move'), 'act-form');
    const confirm = viewOf(await send(on, first, { meeting: '2026-12-03' }), 'act-form');
    const put = on.outbox.put.bind(on.outbox);
    on.outbox.put = async () => Promise.reject(new Error('storage is down'));
    await expect(send(on, confirm)).rejects.toThrow('storage is down');
    on.outbox.put = put;
    await plan(on, '2026-10-29T09:30:00Z');
    expect((await messages(on)).flatMap(({ rungs }) => rungs)).toEqual(['moved,1', 'moved,1']);
    const { notice } = viewOf(await send(on, confirm), 'schedule');
    expect(notice).toContain('The longer time for 1.1 is dropped');
    expect((await on.store.cycles.request(on.key, '1.1'))?.value.extended).toBeUndefined();
    const again = viewOf(await send(on, confirm), 'schedule');
    expect(again.notice).toContain('Nothing was changed.');
  });

  it('leaves the request of an action that was taken out as it is, for a later import to bring back', async () => {
    const on = await leadWorld({ actions });
    await press(on, 'lead.extend', { refs: '1.1', filled: 'yes', to: '2026-10-28' });
    const programme = (await on.store.programmes.find('hws'))!;
    const { tenantId, registerVersion } = programme.value;
    const register = await on.store.registers.read(tenantId, 'hws', registerVersion!);
    const without = register.actions.filter(({ ref }) => ref !== '1.1');
    await on.store.registers.write(tenantId, 'hws', { ...register, version: 'without', actions: without });
    await on.store.programmes.replace({
      ...programme,
      value: { ...programme.value, registerVersion: 'without' },
    });
    const before = await on.store.cycles.request(on.key, '1.1');
    const { notice } = viewOf(await moveTo(on, '2026-12-03'), 'schedule');
    expect(notice).not.toContain('1.1');
    const by = { contactId: 'lead', name: 'Priya' };
    const acted = await changeRequests(on, { cycle: on.key, refs: ['1.1'], by }, (request) => ({
      kind: 'changed',
      request: { ...request, asked: true },
      event: { kind: 'board-asked' },
    }));
    expect(acted?.refused).toEqual([{ ref: '1.1', why: 'it was taken out of the plan' }]);
    expect(await on.store.cycles.request(on.key, '1.1')).toEqual(before);
  });

  it('refuses a day off and days that have passed, at their inputs, with all that was typed', async () => {
    const on = await leadWorld({ actions });
    on.clock.set('2026-10-20T10:00:00Z');
    const first = viewOf(await press(on, 'lead.move'), 'act-form');
    const off = viewOf(await send(on, first, { meeting: '2026-12-05' }), 'act-form');
    expect(off.inputs[0]).toMatchObject({ id: 'meeting', value: '2026-12-05' });
    expect(off.inputs[0]?.problem).toMatch(/is not a working day/);
    const soon = viewOf(await send(on, first, { meeting: '2026-11-05' }), 'act-form');
    const problems = soon.inputs.map(({ id, problem }) => [id, problem !== undefined]);
    expect(problems).toEqual([
      ['meeting', false],
      ['deadline', true],
      ['closes', true],
    ]);
  });

  it('agrees to nothing that was not shown: dates that are typed over are shown again first', async () => {
    const on = await leadWorld({ actions });
    const first = viewOf(await press(on, 'lead.move'), 'act-form');
    const second = viewOf(await send(on, first, { meeting: '2026-12-03' }), 'act-form');
    const third = viewOf(await send(on, second, { deadline: '2026-11-06' }), 'act-form');
    expect((await cycleOf(on)).moves).toBeUndefined();
    viewOf(await send(on, third), 'schedule');
    expect((await cycleOf(on)).dates.deadline.toString()).toBe('2026-11-06');
  });

  it('shows the second lead what the first did', async () => {
    const on = await leadWorld({ actions });
    const first = viewOf(await press(on, 'lead.move'), 'act-form');
    const confirm = viewOf(await send(on, first, { meeting: '2026-12-03' }), 'act-form');
    const other = viewOf(await send(on, first, { meeting: '2026-12-10' }), 'act-form');
    await send(on, confirm);
    const same = viewOf(await send(on, confirm, {}, secondLead), 'schedule');
    expect(same.notice).toBe('priya gave it these dates at 10 am. Nothing was changed.');
    const stale = viewOf(await send(on, other, {}, secondLead), 'act-form');
    expect(stale.notice).toBe(
      'The dates have been changed meanwhile. priya did that at 10 am. These are the ones of now: please look again.',
    );
    expect((await cycleOf(on)).moves).toHaveLength(1);
  });

  it('does the rest where a fault came between', async () => {
    const on = await leadWorld({ actions });
    const first = viewOf(await press(on, 'lead.move'), 'act-form');
    const confirm = viewOf(await send(on, first, { meeting: '2026-12-03' }), 'act-form');
    const put = on.outbox.put.bind(on.outbox);
    on.outbox.put = async () => Promise.reject(new Error('storage is down'));
    await expect(send(on, confirm)).rejects.toThrow('storage is down');
    on.outbox.put = put;
    await send(on, confirm);
    expect(await messages(on)).toHaveLength(2);
  });
});

describe('moving the meeting again', () => {
  it('on the same day is one message, where the first has not gone', async () => {
    const on = await leadWorld({ actions });
    await moveTo(on, '2026-12-03');
    on.clock.set('2026-10-08T10:00:00Z');
    await moveTo(on, '2026-12-10');
    expect((await messages(on)).map(({ date, rungs }) => [date, rungs])).toEqual([
      ['2026-10-08', ['moved,1', 'moved,2']],
      ['2026-10-08', ['moved,1', 'moved,2']],
    ]);
  });

  it('on the same day is told on the next, where the first has gone', async () => {
    const on = await leadWorld({ actions });
    await moveTo(on, '2026-12-03');
    await settle(on, 'sent');
    on.clock.set('2026-10-08T10:00:00Z');
    await moveTo(on, '2026-12-10');
    await plan(on, '2026-10-09T08:30:00Z');
    expect((await messages(on)).map(({ date, rungs, state }) => [date, rungs, state])).toEqual([
      ['2026-10-08', ['moved,1'], 'sent'],
      ['2026-10-08', ['moved,1'], 'sent'],
      ['2026-10-09', ['moved,2'], 'planned'],
      ['2026-10-09', ['moved,2'], 'planned'],
    ]);
  });

  it('on the day of a rung, after it has gone, is told on the next day, and that rung does not come again', async () => {
    const on = await leadWorld({ actions });
    await plan(on, '2026-10-21T08:30:00Z');
    await settle(on, 'sent');
    on.clock.set('2026-10-21T10:00:00Z');
    await moveTo(on, '2026-12-03');
    await plan(on, '2026-10-22T09:30:00Z');
    const after = (await messages(on)).filter(({ date }) => date >= '2026-10-21');
    expect(after.map(({ date, rungs, state }) => [date, rungs.at(-1), state])).toEqual([
      ['2026-10-21', 'reminder', 'sent'],
      ['2026-10-21', 'reminder', 'sent'],
      ['2026-10-22', 'moved,1', 'planned'],
      ['2026-10-22', 'moved,1', 'planned'],
    ]);
  });

  it('does the rest of a move long after a fault, and leaves alone what the new ladder calls for', async () => {
    const on = await leadWorld({ actions });
    const first = viewOf(await press(on, 'lead.move'), 'act-form');
    const confirm = viewOf(await send(on, first, { meeting: '2026-12-03' }), 'act-form');
    const put = on.outbox.put.bind(on.outbox);
    on.outbox.put = async () => Promise.reject(new Error('storage is down'));
    await expect(send(on, confirm)).rejects.toThrow('storage is down');
    on.outbox.put = put;
    await plan(on, '2026-11-04T09:30:00Z');
    await send(on, confirm);
    expect((await messages(on)).map(({ date, rungs, state }) => [date, rungs, state])).toEqual([
      ['2026-11-04', ['reminder', 'moved,1'], 'planned'],
      ['2026-11-04', ['reminder', 'moved,1'], 'planned'],
    ]);
  });
});

describe('pausing', () => {
  it('asks first; then nothing falls due, it does not close, and answers are still taken', async () => {
    const on = await leadWorld({ actions });
    const ask = viewOf(await press(on, 'lead.pause'), 'act-form');
    const { changed, reply } = await send(on, ask);
    expect(viewOf({ reply }, 'schedule').notice).toBe('The round is paused.');
    expect(changed?.refs).toEqual(['1.1', '1.2', '1.3']);
    await plan(on, '2026-10-29T18:00:00Z');
    expect(await messages(on)).toEqual([]);
    expect((await cycleOf(on)).state).toBe('open');
  });

  it('is done once', async () => {
    const on = await leadWorld({ actions });
    await press(on, 'lead.pause', { confirm: 'yes' });
    const again = viewOf(await press(on, 'lead.pause', { confirm: 'yes' }, secondLead), 'schedule');
    expect(again.notice).toBe(
      'The round is paused already, since Thursday 8 October at 10 am. priya did that at 10 am.',
    );
  });

  it('ends with Go on, on the same dates, and each with something outstanding hears of it', async () => {
    const on = await leadWorld({ actions });
    await press(on, 'lead.pause', { confirm: 'yes' });
    on.clock.set('2026-10-12T09:00:00Z');
    const form = viewOf(await press(on, 'lead.resume'), 'act-form');
    expect(form.paragraphs.at(-1)).toMatch(/gets? one message that it goes on: /);
    expect(form.inputs.find(({ id }) => id === 'deadline')?.value).toBe('2026-10-26');
    viewOf(await send(on, form), 'schedule');
    const cycle = await cycleOf(on);
    expect(cycle.paused).toBeUndefined();
    expect(cycle.moves).toHaveLength(1);
    expect((await messages(on)).map(({ to, rungs }) => [to, rungs])).toEqual([
      ['ama', ['moved,1']],
      ['sam', ['moved,1']],
    ]);
    expect((await on.store.cycles.events(on.key)).map(({ kind }) => kind)).toContain('resumed');
  });

  it('leaves the day of what it held back to the word that the round goes on', async () => {
    const on = await leadWorld({ actions });
    await plan(on, '2026-10-21T08:30:00Z');
    await press(on, 'lead.pause', { confirm: 'yes' });
    await settle(on, 'skipped', heldBack);
    const form = viewOf(await press(on, 'lead.resume'), 'act-form');
    await send(on, form);
    const today = (await messages(on)).filter(({ date }) => date >= '2026-10-21');
    expect(today.map(({ date, rungs, state }) => [date, rungs, state])).toEqual([
      ['2026-10-21', ['moved,1'], 'planned'],
      ['2026-10-21', ['moved,1'], 'planned'],
    ]);
  });

  it('does the rest where a fault came as it was told to go on', async () => {
    const on = await leadWorld({ actions });
    await press(on, 'lead.pause', { confirm: 'yes' });
    const form = viewOf(await press(on, 'lead.resume'), 'act-form');
    const put = on.outbox.put.bind(on.outbox);
    on.outbox.put = async () => Promise.reject(new Error('storage is down'));
    await expect(send(on, form)).rejects.toThrow('storage is down');
    on.outbox.put = put;
    const { notice } = viewOf(await send(on, form), 'schedule');
    expect(notice).toBe('The round goes on. 2 people are told, within the hours of sending.');
    expect(await messages(on)).toHaveLength(2);
    expect((await on.store.cycles.events(on.key)).map(({ kind }) => kind)).toContain('resumed');
    expect(viewOf(await send(on, form), 'schedule').notice).toBe(
      'The round is not paused: it goes on already. priya did that at 10 am.',
    );
  });

  it('is in the trail once, also where a fault came before that was written', async () => {
    const on = await leadWorld({ actions });
    const addEvents = on.store.cycles.addEvents.bind(on.store.cycles);
    on.store.cycles.addEvents = async () => Promise.reject(new Error('storage is down'));
    await expect(press(on, 'lead.pause', { confirm: 'yes' })).rejects.toThrow('storage is down');
    on.store.cycles.addEvents = addEvents;
    on.clock.set('2026-10-08T11:00:00Z');
    await press(on, 'lead.pause', { confirm: 'yes' });
    await press(on, 'lead.pause', { confirm: 'yes' }, secondLead);
    const paused = (await on.store.cycles.events(on.key)).filter(({ kind }) => kind === 'paused');
    expect(paused.map(({ at, by }) => [at.toString(), by?.name])).toEqual([
      ['2026-10-08T09:00:00Z', 'priya'],
    ]);
  });

  it.each(['paused', 'moved'])(
    'keeps a round open that was %s as a tick was about to close it',
    async (how) => {
      const on = await leadWorld({ actions });
      on.clock.set('2026-10-29T16:59:59Z');
      const asTheTickSawIt = await on.loaded();
      if (how === 'paused') await press(on, 'lead.pause', { confirm: 'yes' });
      else await moveTo(on, '2026-12-03');
      await closeCycle(on.store, asTheTickSawIt, Temporal.Instant.from('2026-10-29T17:00:00Z'));
      expect((await cycleOf(on)).state).toBe('open');
      const trail = await on.store.cycles.events(on.key);
      expect(trail.map(({ kind }) => kind)).not.toContain('closed');
    },
  );

  it('is not ended on dates that have passed meanwhile', async () => {
    const on = await leadWorld({ actions });
    await press(on, 'lead.pause', { confirm: 'yes' });
    on.clock.set('2026-10-28T09:00:00Z');
    const form = viewOf(await press(on, 'lead.resume'), 'act-form');
    expect(form.inputs.find(({ id }) => id === 'deadline')?.problem).toMatch(/has passed/);
    expect((await cycleOf(on)).paused).toBeDefined();
  });
});

describe('moving a round that another lead has just paused', () => {
  /** The second lead has worked out another day, as the first pauses. */
  async function workedOut(on: LeadWorld) {
    const form = viewOf(await press(on, 'lead.move', {}, secondLead), 'act-form');
    return viewOf(await send(on, form, { meeting: '2026-12-03' }, secondLead), 'act-form');
  }

  it('does not set it going unseen: it shows who paused it, and asks with what was typed', async () => {
    const on = await leadWorld({ actions });
    const form = await workedOut(on);
    await press(on, 'lead.pause', { confirm: 'yes' });
    const asked = viewOf(await send(on, form, {}, secondLead), 'act-form');
    expect(asked).toMatchObject({
      title: 'Go on with the round',
      notice:
        'The round has been paused meanwhile. priya did that at 10 am. Nothing was changed: press again only if it is to go on.',
    });
    expect((await cycleOf(on)).paused).toBeDefined();
    expect(await messages(on)).toEqual([]);
    const { notice } = viewOf(await send(on, asked, {}, secondLead), 'schedule');
    expect(notice).toBe('The round goes on. 2 people are told, within the hours of sending.');
    expect((await cycleOf(on)).dates.meeting.toString()).toBe('2026-12-03');
  });

  it('asks as well where it is paused in the very moment of the press', async () => {
    const on = await leadWorld({ actions });
    const form = await workedOut(on);
    const replace = on.store.programmes.replace.bind(on.store.programmes);
    on.store.programmes.replace = async (row) => {
      on.store.programmes.replace = replace;
      await press(on, 'lead.pause', { confirm: 'yes' });
      return replace(row);
    };
    const asked = viewOf(await send(on, form, {}, secondLead), 'act-form');
    expect(asked.notice).toMatch(/^The round has been paused meanwhile\. priya did that/);
    expect((await cycleOf(on)).paused).toBeDefined();
  });

  it('begins with going on where the button stands on a card from before', async () => {
    const on = await leadWorld({ actions });
    await press(on, 'lead.pause', { confirm: 'yes' });
    const form = viewOf(await press(on, 'lead.move', {}, secondLead), 'act-form');
    expect(form.title).toBe('Go on with the round');
    expect(form.buttons[0]).toMatchObject({ title: 'Go on with these dates', verb: 'lead.resume' });
  });
});

describe('cancelling', () => {
  it('asks first, then cancels, and says so', async () => {
    const on = await leadWorld({ actions });
    const ask = viewOf(await press(on, 'lead.cancel'), 'act-form');
    expect((await cycleOf(on)).state).toBe('open');
    const { notice, buttons } = viewOf(await send(on, ask), 'schedule');
    expect(notice).toMatch(/^The round is cancelled/);
    expect(buttons.map(({ verb }) => verb)).toEqual(['lead.newCycle']);
  });
});

describe('a new round', () => {
  async function form(on: LeadWorld) {
    return viewOf(await press(on, 'lead.newCycle'), 'act-form');
  }

  it('takes the meeting in, shows all dates with what to look at twice, and is added once agreed to', async () => {
    const on = await leadWorld({ actions });
    const dates = viewOf(await send(on, await form(on), { meeting: '2027-01-21' }), 'act-form');
    expect(dates.inputs.map(({ id }) => id)).toEqual(['meeting', 'opens', 'deadline', 'closes', 'publish']);
    expect(dates.paragraphs.join(' ')).toMatch(/Please look at this: .*20 December to 3 January/);
    const { notice, title } = viewOf(await send(on, dates), 'schedule');
    expect(notice).toMatch(/^The round 2027-01 is added/);
    expect(title).toContain('21 January 2027');
    expect((await on.store.programmes.find('hws'))!.value.cycles.map(({ id }) => id)).toEqual([
      '2026-11',
      '2027-01',
    ]);
  });

  it('gets an id of its own where the month has one', async () => {
    const on = await leadWorld({ actions });
    const dates = viewOf(await send(on, await form(on), { meeting: '2026-11-26' }), 'act-form');
    expect(viewOf(await send(on, dates), 'schedule').notice).toMatch(/^The round 2026-11-2 is added/);
  });

  it('is refused in words where the dates are wrong, and keeps what was typed', async () => {
    const on = await leadWorld({ actions });
    const dates = viewOf(await send(on, await form(on), { meeting: '2027-02-25' }), 'act-form');
    const wrong = viewOf(await send(on, dates, { opens: '2027-02-23', deadline: 'soon' }), 'act-form');
    expect(wrong.inputs.find(({ id }) => id === 'deadline')?.problem).toMatch(/Please choose a day/);
    const order = viewOf(await send(on, dates, { opens: '2027-02-23' }), 'act-form');
    expect(order.inputs.find(({ id }) => id === 'opens')).toMatchObject({
      value: '2027-02-23',
      problem: expect.stringMatching(/must come before the deadline/) as unknown as string,
    });
    expect((await on.store.programmes.find('hws'))!.value.cycles).toHaveLength(1);
  });

  it.each([
    ['for the same meeting', '2027-01-21', '2027-01'],
    ['for one of the same weeks', '2027-02-04', '2027-02'],
  ])('is not added unasked beside one that another lead has just added %s', async (_which, meeting, id) => {
    const on = await leadWorld({ actions });
    const theirs = viewOf(await send(on, await form(on), { meeting }), 'act-form');
    const mine = viewOf(await send(on, await form(on), { meeting: '2027-01-21' }), 'act-form');
    await send(on, theirs, {}, secondLead);
    const asked = viewOf(await send(on, mine), 'act-form');
    expect(asked.notice?.split('\n')).toEqual([
      `tom added the round ${id} at 10 am, for the meeting on Thursday ${id === '2027-01' ? '21 January' : '4 February'} 2027.`,
      'Nothing was added: press again only if there is to be another round.',
    ]);
    expect(asked.paragraphs.join(' ')).toContain(`overlaps with the cycle ${id}`);
    const ids = async () => (await on.store.programmes.find('hws'))!.value.cycles.map((one) => one.id);
    expect(await ids()).toEqual(['2026-11', id]);
    viewOf(await send(on, asked), 'schedule');
    expect(await ids()).toHaveLength(3);
  });

  it('is added once where the button is pressed twice', async () => {
    const on = await leadWorld({ actions });
    const dates = viewOf(await send(on, await form(on), { meeting: '2027-01-21' }), 'act-form');
    await send(on, dates);
    const { notice } = viewOf(await send(on, dates), 'act-form');
    expect(notice).toMatch(/^You added the round 2027-01 at 10 am/);
  });

  it('is added for one only of two leads who press at the very same moment', async () => {
    const on = await leadWorld({ actions });
    const dates = viewOf(await send(on, await form(on), { meeting: '2027-01-21' }), 'act-form');
    await Promise.all([send(on, dates), send(on, dates, {}, secondLead)]);
    expect((await on.store.programmes.find('hws'))!.value.cycles).toHaveLength(2);
  });

  it('asks why where it would close only after the papers', async () => {
    const on = await leadWorld({ actions });
    const dates = viewOf(await send(on, await form(on), { meeting: '2027-02-25' }), 'act-form');
    const asked = viewOf(await send(on, dates, { closes: '2027-02-22' }), 'act-form');
    expect(asked.inputs.map(({ id }) => id)).toContain('overrideReason');
    const again = viewOf(await send(on, asked, { overrideReason: 'The board wants it so.' }), 'act-form');
    viewOf(await send(on, again), 'schedule');
    const added = (await on.store.programmes.find('hws'))!.value.cycles.at(-1);
    expect(added?.overrideReason).toBe('The board wants it so.');
  });
});
