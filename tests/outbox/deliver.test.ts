import { beforeEach, describe, expect, it } from '@jest/globals';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import { manualClock, type ManualClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createOutbox } from '../../src/outbox/create-outbox.ts';
import { createDeliverer, type Deliverer } from '../../src/outbox/deliver.ts';
import type { Dispatch } from '../../src/outbox/dispatch.ts';
import type { Delivery } from '../../src/outbox/ledger.ts';
import { realTimer, type Timer } from '../../src/outbox/timer.ts';
import type { Draw, Drawn, SendOutcome } from '../../src/outbox/ports.ts';
import { tallyOf, type Tally } from '../../src/outbox/pass.ts';
import { tick } from '../../src/outbox/tick.ts';
import { workUntilEmpty } from '../../src/outbox/worker.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import type { CycleKey, Stored } from '../../src/workflow/ports.ts';
import { emailOf, storeCycle, storePerson, storeProgramme } from '../builders/stored-programme.ts';
import { programmeSettings } from '../builders/settings.ts';

const calendar = workingCalendar(programmeSettings().calendar);
const card: Drawn = { kind: 'message', message: { card: {}, summary: 'Your updates' }, showsList: true };
const arrived: SendOutcome = {
  kind: 'sent',
  activity: { conversationId: 'a:1', activityId: '1', serviceUrl: 'http://127.0.0.1/' },
};

let store: Store;
let clock: ManualClock;
let cycle: CycleKey;
/** Keys, in order of sending. */
let sent: string[];
/** What Teams answers, one after the other; the last again and again. */
let answers: SendOutcome[];
let draw: (delivery: Delivery) => Drawn;

interface Changed {
  draw?: Draw;
  send?: Dispatch['send'];
  timer?: Timer;
}

let claims = 0;

function deliverer({ draw: drawn, send, timer = realTimer }: Changed = {}): Deliverer {
  return createDeliverer({
    store,
    clock,
    timer,
    newDraw: () => drawn ?? ((delivery) => Promise.resolve(draw(delivery))),
    dispatch: {
      send:
        send ??
        ((delivery) => {
          sent.push(delivery.key);
          const answer = answers.length > 1 ? answers.shift() : answers[0];
          return Promise.resolve(answer ?? arrived);
        }),
      shrink: () => Promise.resolve(),
    },
    random: () => 0.5,
    newId: () => `claim-${String((claims += 1))}`,
    log: createLog('silent'),
  });
}

async function worker(changed: Changed | Deliverer = {}): Promise<Tally> {
  const pass = await workUntilEmpty({
    wakeQueue: store.wakeQueue,
    deliverer: 'round' in changed ? changed : deliverer(changed),
    pace: { pausedFor: () => 0 },
    log: createLog('silent'),
  });
  return tallyOf(pass);
}

async function tickAt(instant: string): Promise<void> {
  clock.set(instant);
  await tick(
    { store, shardOf, publish: () => Promise.resolve(undefined), log: createLog('silent') },
    clock.now(),
  );
}

async function states(): Promise<string[]> {
  return (await store.ledger.ofCycle(cycle)).map(({ value }) => value.state);
}

beforeEach(async () => {
  store = memoryStore();
  await store.prepare();
  clock = manualClock('2026-05-01T09:00:00Z');
  sent = [];
  answers = [arrived];
  draw = () => card;
  await storeProgramme(store, { owners: { health: { actions: ['1.1'], lead: 'ama' } } });
  cycle = await storeCycle(store, clock, '2026-06-25');
});

describe('delivery', () => {
  it('sends what is planned, and keeps the attempt and the place it went to', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    expect(await worker()).toMatchObject({ sent: 1 });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({ state: 'sent', activity: { activityId: '1' } });
    expect(row?.value.attempts.map(({ outcome }) => outcome)).toEqual(['sent']);
    expect(row?.value.leaseUntil).toBeUndefined();
  });

  it('sends once when many workers are woken for the same shard', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const [row] = await store.ledger.ofCycle(cycle);
    const recipient = row?.value.recipient;
    const shard = shardOf(recipient?.kind === 'contact' ? recipient.contactId : '');
    for (let i = 0; i < 5; i += 1) await store.wakeQueue.wake({ tenantId: 'local', shard });
    await Promise.all([worker(), worker(), worker()]);
    expect(sent).toHaveLength(1);
    expect(await states()).toEqual(['sent']);
  });

  it('does not write to someone who replied between planning and sending', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    draw = () => ({ kind: 'nothing', why: 'nothing is outstanding any more' });
    expect(await worker()).toMatchObject({ skipped: 1, sent: 0 });
    expect(sent).toEqual([]);
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({ state: 'skipped', why: 'nothing is outstanding any more' });
  });

  it('looks only after it has claimed, so that nobody else can send what it looked at', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const seen: string[] = [];
    await worker({
      draw: async () => {
        seen.push(...(await states()));
        return card;
      },
    });
    expect(seen).toEqual(['claimed']);
  });

  it('waits as long as the server says before it tries again', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    answers = [{ kind: 'retry', detail: '429', afterSeconds: 7, throttled: true }, arrived];
    expect(await worker()).toMatchObject({ retrying: 1, sent: 0 });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value.notBefore?.toString()).toBe('2026-05-13T08:30:07Z');
    await tickAt('2026-05-13T08:30:06Z');
    expect(await worker()).toMatchObject({ sent: 0 });
    await tickAt('2026-05-13T08:30:07Z');
    expect(await worker()).toMatchObject({ sent: 1 });
  });

  it('leaves a message unknown when its sender died, and sends a request again', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const died = new Promise<void>((resolve) => {
      void worker({
        send: () => {
          resolve();
          return new Promise(() => undefined);
        },
      });
    });
    await died;
    expect(await states()).toEqual(['claimed']);
    await tickAt('2026-05-13T08:31:59Z');
    expect(await worker()).toMatchObject({ unknown: 0, sent: 0 });
    await tickAt('2026-05-13T08:32:00Z');
    expect(await worker()).toMatchObject({ unknown: 1 });
    await tickAt('2026-05-13T08:32:02Z');
    expect(await worker()).toMatchObject({ sent: 1 });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value.attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'sent']);
  });

  it('does not send a reminder again that may have arrived', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    await worker();
    await tickAt('2026-05-27T08:30:00Z');
    answers = [{ kind: 'unknown', detail: 'reset' }, arrived];
    expect(await worker()).toMatchObject({ unknown: 1 });
    await tickAt('2026-05-27T18:30:00Z');
    await worker();
    expect(await states()).toEqual(['sent', 'unknown']);
  });

  it('gives up on a request that stays unknown after six tries', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    answers = [{ kind: 'unknown', detail: 'timeout' }];
    for (let minute = 31; minute < 50; minute += 1) {
      await worker();
      await tickAt(`2026-05-13T08:${String(minute)}:00Z`);
    }
    expect(sent).toHaveLength(6);
    expect(await states()).toEqual(['unknown']);
  });

  it('sends one message a day to a person over all their programmes, the other on the next working day', async () => {
    await storeProgramme(store, { id: 'housing-plan', owners: { homes: { actions: ['1.1'], lead: 'ama' } } });
    const other = await storeCycle(store, clock, '2026-06-25', {
      programmeId: 'housing-plan',
      cycleId: 'summer',
    });
    await tickAt('2026-05-13T08:30:00Z');
    expect(await worker()).toMatchObject({ sent: 1 });
    const rows = [...(await store.ledger.ofCycle(cycle)), ...(await store.ledger.ofCycle(other))];
    const waiting = rows.find(({ value }) => value.state === 'planned');
    expect(waiting?.value.notBefore?.toString()).toBe('2026-05-14T08:30:00Z');
    await tickAt('2026-05-14T08:30:00Z');
    expect(await worker()).toMatchObject({ sent: 1 });
  });

  it('gives the day back when nothing was sent after all', async () => {
    await storeProgramme(store, { id: 'housing-plan', owners: { homes: { actions: ['1.1'], lead: 'ama' } } });
    await storeCycle(store, clock, '2026-06-25', { programmeId: 'housing-plan', cycleId: 'summer' });
    draw = ({ programmeId }) =>
      programmeId === 'strategy' ? { kind: 'nothing', why: 'nothing is outstanding any more' } : card;
    await tickAt('2026-05-13T08:30:00Z');
    await worker();
    await tickAt('2026-05-14T08:30:00Z');
    await worker();
    expect(sent).toHaveLength(1);
  });

  it('says why somebody could not be reached, and sends what is still due once they have come', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    answers = [{ kind: 'unreachable', why: 'not installed', detail: '403' }, arrived];
    expect(await worker()).toMatchObject({ unreachable: 1 });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({ state: 'unreachable', why: 'not installed' });

    const outbox = createOutbox({ store, clock, shardOf, calendarOf: () => Promise.resolve(calendar) });
    const contactId = row?.value.recipient.kind === 'contact' ? row.value.recipient.contactId : '';
    clock.set('2026-05-13T19:30:00Z');
    await outbox.metPerson('local', [contactId]);
    await outbox.metPerson('local', [contactId]);
    expect(await worker()).toMatchObject({ sent: 1 });
    expect(await worker()).toMatchObject({ sent: 0 });
  });
});

describe('a message that cannot be sent as things are', () => {
  it('is tried again where it could not be drawn, and ends as failed, with every try, when it never can', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const broken: Draw = () => Promise.reject(new RangeError('a card that nobody can draw'));
    for (let half = 1; half < 15; half += 1) {
      await worker({ draw: broken });
      await tickAt(clock.now().add({ minutes: 30 }).toString());
    }
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({ state: 'failed', why: 'not taken after 12 tries' });
    expect(row?.value.attempts).toHaveLength(12);
    expect(row?.value.attempts[0]).toMatchObject({ outcome: 'retry', detail: 'not drawn: RangeError' });
    expect(sent).toEqual([]);
  });

  it('is tried anew, and as often, with what joins it on its day', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    answers = [{ kind: 'retry', detail: '503' }];
    for (let half = 1; half < 15; half += 1) {
      await worker();
      await tickAt(clock.now().add({ minutes: 30 }).toString());
    }
    const [{ value }] = (await store.ledger.ofCycle(cycle)) as [Stored<Delivery>];
    expect(value).toMatchObject({ state: 'failed', why: 'not taken after 12 tries' });

    const outbox = createOutbox({ store, clock, shardOf, calendarOf: () => Promise.resolve(calendar) });
    const returned = { rung: 'returned,1,1.1', kind: 'returned' as const };
    await outbox.put(cycle, [{ recipient: value.recipient, sections: [returned], refs: ['1.1'] }]);
    expect(await worker()).toMatchObject({ retrying: 1 });
    answers = [arrived];
    await tickAt(clock.now().add({ minutes: 1 }).toString());
    expect(await worker()).toMatchObject({ sent: 1 });
  });

  it('is written down as it ended, though the store was away just then', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const settle = store.ledger.settle.bind(store.ledger);
    let away = 3;
    store.ledger.settle = (...args) => {
      away -= 1;
      return away >= 0 ? Promise.reject(new Error('the store is away')) : settle(...args);
    };
    const timer: Timer = { now: () => 0, sleep: () => Promise.resolve() };
    expect(await worker({ timer })).toMatchObject({ sent: 1 });
    expect(await states()).toEqual(['sent']);
  });

  it('goes all the same where the claim went through, and its answer was lost', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const claim = store.ledger.claim.bind(store.ledger);
    store.ledger.claim = async (...args) => {
      store.ledger.claim = claim;
      await claim(...args);
      throw new Error('the answer was lost');
    };
    expect(await worker()).toMatchObject({ sent: 0 });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({ state: 'planned', attempts: [] });
    await tickAt('2026-05-13T08:30:01Z');
    expect(await worker()).toMatchObject({ sent: 1, unknown: 0 });
  });

  it('waits for the next send time where it was left lying until night', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    clock.set('2026-05-14T02:00:00Z');
    expect(await worker()).toMatchObject({ sent: 0 });
    await tickAt('2026-05-14T08:29:00Z');
    expect(await worker()).toMatchObject({ sent: 0 });
    await tickAt('2026-05-14T08:30:00Z');
    expect(await worker()).toMatchObject({ sent: 1 });
  });

  it('waits for the next send time, too, where nobody knows whether it went before the crash', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const [row] = await store.ledger.ofCycle(cycle);
    const leaseUntil = clock.now().add({ minutes: 2 });
    await store.ledger.replace({ ...row!, value: { ...row!.value, state: 'claimed', leaseUntil } });
    // A Saturday.
    clock.set('2026-05-16T09:00:00Z');
    expect(await worker()).toMatchObject({ unknown: 1 });
    await tickAt('2026-05-18T08:29:00Z');
    expect(await worker()).toMatchObject({ sent: 0 });
    await tickAt('2026-05-18T08:30:00Z');
    expect(await worker()).toMatchObject({ sent: 1 });
  });

  it('is not tried again at night because the server said so', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    answers = [{ kind: 'retry', detail: '503', afterSeconds: 15 * 3600 }, arrived];
    await worker();
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value.notBefore?.toString()).toBe('2026-05-14T08:30:00Z');
  });

  it('is not given up by the process that is sending it when the clock jumps ahead', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const [row] = await store.ledger.ofCycle(cycle);
    const recipient = row?.value.recipient;
    const shard = shardOf(recipient?.kind === 'contact' ? recipient.contactId : '');
    const busy: Deliverer = deliverer({
      send: async (delivery) => {
        sent.push(delivery.key);
        clock.set('2026-05-15T08:30:00Z');
        await busy.round().deliverShard({ tenantId: 'local', shard });
        return arrived;
      },
    });
    expect(await worker(busy)).toMatchObject({ sent: 1 });
    expect(sent).toHaveLength(1);
    const [after] = await store.ledger.ofCycle(cycle);
    expect(after?.value.attempts.map(({ outcome }) => outcome)).toEqual(['sent']);
  });

  it('keeps the day where an earlier try may have come, though nothing is left to say', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    answers = [{ kind: 'unknown', detail: 'reset' }];
    await worker();
    draw = () => ({ kind: 'nothing', why: 'nothing is outstanding any more' });
    await tickAt('2026-05-13T08:35:00Z');
    expect(await worker()).toMatchObject({ unknown: 1, skipped: 0 });
    const [row] = await store.ledger.ofCycle(cycle);
    const other = { ...row!.value, key: 'other,june,x,2026-05-13', state: 'claimed' as const };
    await store.ledger.insertMissing([other]);
    const recipient = other.recipient.kind === 'contact' ? other.recipient.contactId : '';
    const there = await store.ledger.find('local', recipient, other.key);
    expect(await store.ledger.claim(there!, row!.value.date)).toEqual({ kind: 'had-one-today' });
  });

  it('counts as sent, whatever befalls what follows from it', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    answers = [{ kind: 'retry', detail: '503' }];
    const add = store.agenda.add.bind(store.agenda);
    store.agenda.add = () => Promise.reject(new Error('the store is away'));
    expect(await worker()).toMatchObject({ retrying: 1 });
    store.agenda.add = add;
    expect(await states()).toEqual(['retry']);
  });

  it('is planned again when the person came while it was found that they had not', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const send: Dispatch['send'] = async (delivery) => {
      if (delivery.attempts.length > 0) return arrived;
      await storePerson(store, 'ama');
      return { kind: 'unreachable', why: 'not installed', detail: 'no address' };
    };
    await worker({ send });
    await tickAt('2026-05-13T08:31:00Z');
    await worker({ send });
    expect(await states()).toEqual(['sent']);
  });
});

describe('a message whose drawing takes long', () => {
  it('is let go past half its lease, since somebody else may take it for abandoned', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    let now = 0;
    const timer: Timer = { now: () => now, sleep: () => Promise.resolve() };
    const slow: Draw = () => {
      now += 61_000;
      return Promise.resolve(card);
    };
    expect(await worker({ draw: slow, timer })).toMatchObject({ sent: 0, unknown: 0 });
    expect(sent).toEqual([]);
    expect(await states()).toEqual(['planned']);
  });
});

describe('a message of which nobody knows whether it arrived', () => {
  const card = { conversationId: 'a:ama', activityId: '77', serviceUrl: 'http://127.0.0.1/' };
  const outbox = () => createOutbox({ store, clock, shardOf, calendarOf: () => Promise.resolve(calendar) });
  const ama = async () => (await store.people.byEmail('local', emailOf('ama')))!.value;

  beforeEach(async () => {
    await storePerson(store, 'ama');
    await tickAt('2026-05-13T08:30:00Z');
    answers = [{ kind: 'unknown', detail: 'reset' }, arrived];
    expect(await worker()).toMatchObject({ unknown: 1 });
  });

  it('has arrived, and is not sent again, once they act on its card', async () => {
    expect((await ama()).unconfirmed).toHaveLength(1);
    const { programmeId, cycleId } = cycle;
    await outbox().confirmArrival(await ama(), { programmeId, cycleId, card });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({ state: 'sent', activity: card });
    expect(row?.value.attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'sent']);
    expect((await ama()).unconfirmed).toBeUndefined();
    await tickAt('2026-05-13T08:35:00Z');
    expect(await worker()).toMatchObject({ sent: 0 });
    expect(sent).toHaveLength(1);
  });

  it('stays unknown, and is not called unsent, when they have answered before it was sent again', async () => {
    draw = () => ({ kind: 'nothing', why: 'nothing is outstanding any more' });
    await tickAt('2026-05-13T08:35:00Z');
    expect(await worker()).toMatchObject({ unknown: 1, skipped: 0 });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({
      state: 'unknown',
      why: 'it may or may not have arrived; nothing is outstanding any more',
    });
    await tickAt('2026-05-13T09:35:00Z');
    expect(await worker()).toMatchObject({ unknown: 0, sent: 0 });
  });

  it('is not taken for arrived by the card of another message in the ledger', async () => {
    const { programmeId, cycleId } = cycle;
    const [row] = await store.ledger.ofCycle(cycle);
    const key = row!.value.key.replace('2026-05-13', '2026-05-12');
    await store.ledger.insertMissing([{ ...row!.value, key, state: 'sent', activity: card }]);
    await outbox().confirmArrival(await ama(), { programmeId, cycleId, card });
    expect((await states()).sort()).toEqual(['sent', 'unknown']);
  });

  it('is not taken for arrived by a card of another round, or one that is known to be another message', async () => {
    const { programmeId, cycleId } = cycle;
    await outbox().confirmArrival(await ama(), { programmeId, cycleId: 'last', card });
    const [row] = await store.ledger.ofCycle(cycle);
    const contactId = row?.value.recipient.kind === 'contact' ? row.value.recipient.contactId : '';
    await store.ledger.keepNewestCard('local', { ...card, contactId, programmeId, cycleId });
    await outbox().confirmArrival(await ama(), { programmeId, cycleId, card });
    expect(await states()).toEqual(['unknown']);
    expect((await ama()).unconfirmed).toHaveLength(1);
    await tickAt('2026-05-13T08:35:00Z');
    expect(await worker()).toMatchObject({ sent: 1 });
    await outbox().confirmArrival(await ama(), { programmeId, cycleId, card });
    expect((await ama()).unconfirmed).toBeUndefined();
  });
});

describe('a process that stops', () => {
  /** Wakes at once from every sleep. */
  const impatient: Timer = { now: () => 0, sleep: () => Promise.resolve() };

  it('lets go of what has not left, so that nothing is claimed and the next process sends it', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const stopping = deliverer({
      send: (_delivery, _drawn, { signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
          void stopping.stop();
        }),
    });
    expect(await worker(stopping)).toMatchObject({ sent: 0, unknown: 0, retrying: 0 });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({ state: 'planned', attempts: [] });
    expect(row?.value.claimId).toBeUndefined();
    await tickAt('2026-05-13T08:30:01Z');
    expect(await worker()).toMatchObject({ sent: 1 });
  });

  it('says of what has left and was not answered that nobody knows', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const stopping = deliverer({
      timer: impatient,
      send: () => {
        void stopping.stop();
        return new Promise(() => undefined);
      },
    });
    expect(await worker(stopping)).toMatchObject({ unknown: 1 });
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value).toMatchObject({ state: 'unknown' });
    expect(row?.value.attempts[0]?.detail).toBe('stopped while it was being sent');
  });

  it('claims nothing more', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const stopped = deliverer();
    await stopped.stop();
    expect(await worker(stopped)).toMatchObject({ sent: 0 });
    expect(await states()).toEqual(['planned']);
  });
});

describe('the outbox', () => {
  const digest = { rung: 'digest', kind: 'digest' as const };
  const chair = {
    kind: 'contact',
    contactId: 'abcdef0123456789',
    email: emailOf('chair'),
    by: 'teams',
  } as const;
  const outbox = () => createOutbox({ store, clock, shardOf, calendarOf: () => Promise.resolve(calendar) });

  it('sends what an act puts in, to the board and to the chair, and a repeat changes nothing', async () => {
    clock.set('2026-06-17T10:00:00Z');
    const messages = [
      { recipient: { kind: 'board' as const }, sections: [digest], refs: [] },
      { recipient: chair, sections: [digest], refs: [] },
    ];
    await outbox().put(cycle, messages);
    expect(await worker()).toMatchObject({ sent: 2 });
    clock.set('2026-06-18T10:00:00Z');
    await outbox().put(cycle, messages);
    expect(await worker()).toMatchObject({ sent: 0 });
    expect(await store.ledger.ofCycle(cycle)).toHaveLength(2);
  });

  it("joins the day's message where it has not gone yet", async () => {
    clock.set('2026-06-17T10:00:00Z');
    const message = (kind: 'summary' | 'digest') => ({
      recipient: chair,
      sections: [{ rung: kind, kind }],
      refs: [],
    });
    await outbox().put(cycle, [message('summary')]);
    await outbox().put(cycle, [message('digest')]);
    const rows = await store.ledger.ofCycle(cycle);
    expect(rows.map(({ value }) => value.sections.map(({ kind }) => kind))).toEqual([['summary', 'digest']]);
  });

  it("comes on the next working day where the day's message has gone", async () => {
    clock.set('2026-06-19T10:00:00Z'); // a Friday
    const message = (kind: 'summary' | 'digest') => ({
      recipient: chair,
      sections: [{ rung: kind, kind }],
      refs: [],
    });
    await outbox().put(cycle, [message('summary')]);
    await worker();
    await outbox().put(cycle, [message('digest')]);
    expect(await worker()).toMatchObject({ sent: 0 });
    await tickAt('2026-06-22T08:30:00Z');
    await worker();
    const toChair = (await store.ledger.ofCycle(cycle)).filter(({ value }) => value.refs.length === 0);
    const digests = toChair.filter(({ value }) => value.sections.some(({ kind }) => kind === 'digest'));
    expect(digests.map(({ value }) => [value.date.toString(), value.state])).toEqual([
      ['2026-06-22', 'sent'],
    ]);
  });
});
