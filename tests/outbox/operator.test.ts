import { beforeEach, describe, expect, it } from '@jest/globals';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import { manualClock, type ManualClock } from '../../src/clock.ts';
import { createOutbox } from '../../src/outbox/create-outbox.ts';
import type { Attempt, Delivery, DeliveryState } from '../../src/outbox/ledger.ts';
import type { Outbox } from '../../src/outbox/ports.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import type { Store } from '../../src/storage/store.ts';
import { contactIdOf } from '../../src/workflow/people/contact-id.ts';
import { date, instant } from '../builders/dates.ts';
import { programmeSettings } from '../builders/settings.ts';
import { emailOf, storePerson } from '../builders/stored-programme.ts';

const cycle = { tenantId: 'local', programmeId: 'strategy', cycleId: 'june' };
const calendar = workingCalendar(programmeSettings().calendar);
const opening = '2026-05-13';
const reminder = '2026-05-27';

let store: Store;
let clock: ManualClock;
let outbox: Outbox;

/** A message as the ledger holds it after it was tried. */
function message(name: string, state: DeliveryState, day = opening, more: Partial<Delivery> = {}): Delivery {
  const contactId = contactIdOf('local', emailOf(name));
  const at = instant(`${day}T08:30:00Z`);
  const kind = day === opening ? 'request' : 'reminder';
  return {
    ...cycle,
    key: `strategy,june,${contactId},${day}`,
    recipient: { kind: 'contact', contactId, email: emailOf(name), by: 'teams' },
    date: date(day),
    at,
    sections: [{ rung: kind, kind }],
    refs: ['1.1'],
    state,
    attempts: state === 'planned' ? [] : [{ at, outcome: state }],
    ...more,
  };
}

async function put(...messages: Delivery[]): Promise<void> {
  await store.ledger.insertMissing(messages);
}

async function stored({ recipient, key }: Delivery): Promise<Delivery> {
  const contactId = recipient.kind === 'contact' ? recipient.contactId : 'board';
  const row = await store.ledger.find('local', contactId, key);
  return row!.value;
}

function outcomes({ attempts }: { attempts: readonly Attempt[] }): string[] {
  return attempts.map(({ outcome }) => outcome);
}

beforeEach(async () => {
  store = memoryStore();
  await store.prepare();
  clock = manualClock('2026-05-27T10:00:00Z');
  outbox = createOutbox({ store, clock, shardOf, calendarOf: () => Promise.resolve(calendar) });
});

describe('resend', () => {
  it.each(['failed', 'unreachable', 'unknown'] as const)(
    'plans again what is %s, with its history',
    async (state) => {
      const given = message('ama', state, reminder, { why: 'any' });
      await put(given);
      const { again, left } = await outbox.resend(cycle);
      expect(again.map(({ delivery, mayArriveTwice }) => [delivery.key, mayArriveTwice])).toEqual([
        [given.key, state === 'unknown'],
      ]);
      expect(left).toEqual([]);
      const row = await stored(given);
      expect(row).toMatchObject({ state: 'planned', notBefore: clock.now() });
      expect(row.why).toBeUndefined();
      expect(outcomes(row)).toEqual([state, 'planned']);
      expect(row.attempts.at(-1)?.detail).toMatch(/operator asked/);
    },
  );

  it.each(['sent', 'superseded', 'skipped', 'claimed', 'retry', 'planned'] as const)(
    'leaves what is %s as it is, and says why',
    async (state) => {
      const given = message('ama', state, reminder, { notBefore: instant('2026-05-28T08:30:00Z') });
      await put(given);
      const { again, left } = await outbox.resend(cycle);
      expect(again).toEqual([]);
      expect(left).toMatchObject([
        { delivery: { key: given.key }, why: expect.stringMatching(/\w/) as unknown },
      ]);
      expect(await stored(given)).toEqual(given);
    },
  );

  it('leaves what is still being repeated', async () => {
    await put(message('ama', 'unknown', opening, { notBefore: clock.now() }));
    expect((await outbox.resend(cycle)).again).toEqual([]);
  });

  it('sends only the newest of what a person did not get', async () => {
    const [first, second] = [message('ama', 'unreachable', opening), message('ama', 'unreachable', reminder)];
    await put(first, second);
    const { again, left } = await outbox.resend(cycle);
    expect(again.map(({ delivery }) => delivery.key)).toEqual([second.key]);
    expect(left).toMatchObject([{ delivery: { key: first.key }, why: 'a later message stands for it' }]);
  });

  it('leaves an earlier one where a later one has arrived, and sends it where the later one said nothing', async () => {
    const failed = [message('ama', 'failed', opening), message('ben', 'failed', opening)];
    await put(...failed, message('ama', 'sent', reminder), message('ben', 'skipped', reminder));
    const { again } = await outbox.resend(cycle);
    expect(again.map(({ delivery }) => delivery.key)).toEqual([failed[1]?.key]);
  });

  it('sends a digest that did not arrive, whatever came before or after it', async () => {
    const digest = message('chair', 'failed', opening, { sections: [{ rung: 'digest', kind: 'digest' }] });
    await put(digest, message('chair', 'sent', reminder));
    expect((await outbox.resend(cycle)).again).toHaveLength(1);
  });

  it('is for one person where one is named, whatever the case of their address', async () => {
    await put(message('ama', 'failed'), message('ben', 'failed'));
    const { again, left } = await outbox.resend(cycle, 'AMA@council.example');
    expect(again.map(({ delivery: { recipient } }) => recipient)).toMatchObject([{ email: emailOf('ama') }]);
    expect(left).toEqual([]);
  });

  it('sends once, however often and from wherever it is asked for', async () => {
    const given = message('ama', 'failed');
    await put(given);
    const all = await Promise.all([outbox.resend(cycle), outbox.resend(cycle)]);
    expect(all.flatMap(({ again }) => again)).toHaveLength(1);
    expect((await outbox.resend(cycle)).left).toMatchObject([{ why: 'it is still to be sent' }]);
    expect(outcomes(await stored(given))).toEqual(['failed', 'planned']);
  });

  it('wakes the workers at once within the hours of sending', async () => {
    const given = message('ama', 'failed');
    await put(given);
    await outbox.resend(cycle);
    const woken = await store.wakeQueue.receive(10, 30);
    expect(woken.map(({ shard }) => shard)).toEqual([
      { tenantId: 'local', shard: shardOf(contactIdOf('local', emailOf('ama'))) },
    ]);
  });

  it('waits for the next hours of sending, on the agenda, at night', async () => {
    clock.set('2026-05-29T21:00:00Z'); // Friday night
    await put(message('ama', 'failed'));
    expect((await outbox.resend(cycle)).goesAt.toString()).toBe('2026-06-01T08:30:00Z');
    expect(await store.wakeQueue.receive(10, 30)).toEqual([]);
    const due = await store.agenda.due(instant('2026-06-01T08:30:00Z'));
    expect(due.map(({ shard }) => shard)).toEqual([shardOf(contactIdOf('local', emailOf('ama')))]);
  });

  it('gives one more try to somebody who could not be written to', async () => {
    await storePerson(store, 'ama');
    const ama = { tenantId: 'local', aadObjectId: 'aad-ama' };
    await store.people.upsert(ama, (person) => ({ ...person!, unreachable: 'blocked the bot' }));
    await put(message('ama', 'unreachable'));
    await outbox.resend(cycle);
    expect((await store.people.byId('local', 'aad-ama'))?.value.unreachable).toBeUndefined();
  });

  it('does not try whoever is reached by e-mail', async () => {
    const { recipient } = message('ama', 'unreachable');
    if (recipient.kind === 'board') throw new Error('not the board');
    await put(message('ama', 'unreachable', opening, { recipient: { ...recipient, by: 'email' } }));
    expect(await outbox.resend(cycle)).toMatchObject({ again: [], left: [{ why: /e-mail/ }] });
  });
});

describe('cancel', () => {
  const why = 'stopped by the operator';

  it.each(['planned', 'retry'] as const)('stops what is %s, and keeps when and why', async (state) => {
    const given = message('ama', state, opening, { notBefore: clock.now() });
    await put(given);
    expect((await outbox.stop(cycle, { why })).stopped).toMatchObject([{ key: given.key, state }]);
    const row = await stored(given);
    expect(row).toMatchObject({ state: 'skipped', why });
    expect(row.notBefore).toBeUndefined();
    expect(row.attempts.at(-1)).toEqual({ at: clock.now(), outcome: 'skipped', detail: why });
  });

  it.each([
    ['free where no try of it was taken', ['retry'], 'claimed'],
    ['taken where a try of it may have arrived', ['unknown', 'retry'], 'had-one-today'],
  ] as const)('leaves the day %s', async (_how, tries, claimed) => {
    const at = instant(`${reminder}T08:30:00Z`);
    const attempts = tries.map((outcome) => ({ at, outcome }));
    const given = message('ama', 'retry', reminder, {
      attempts,
      notBefore: instant(`${reminder}T12:00:00Z`),
    });
    const other = message('ama', 'planned', reminder, {
      programmeId: 'housing',
      key: 'housing,x,y,z',
      notBefore: at,
    });
    await put(given, other);
    const to = contactIdOf('local', emailOf('ama'));
    const claim = async ({ key }: Delivery) => {
      const row = (await store.ledger.find('local', to, key))!;
      return store.ledger.claim({ ...row, value: { ...row.value, state: 'claimed' } }, date(reminder));
    };
    await claim(given);
    const row = (await store.ledger.find('local', to, given.key))!;
    await store.ledger.settle({ ...row, value: given });
    await outbox.stop(cycle, { why });
    expect((await claim(other)).kind).toBe(claimed);
  });

  it('repeats no more what may have arrived, and does not claim that it did not', async () => {
    const given = message('ama', 'unknown', opening, { notBefore: clock.now() });
    await put(given);
    expect((await outbox.stop(cycle, { why })).stopped).toHaveLength(1);
    const row = await stored(given);
    expect(row.state).toBe('unknown');
    expect(row.notBefore).toBeUndefined();
    expect((await outbox.resend(cycle)).again).toEqual([]);
  });

  it.each(['sent', 'unreachable', 'superseded', 'skipped', 'failed'] as const)(
    'changes nothing of what is %s',
    async (state) => {
      const given = message('ama', state);
      await put(given);
      expect(await outbox.stop(cycle, { why })).toMatchObject({ stopped: [], over: [{ key: given.key }] });
      expect(await stored(given)).toEqual(given);
    },
  );

  it('changes nothing the second time', async () => {
    const given = message('ama', 'planned', opening, { notBefore: clock.now() });
    await put(given);
    await outbox.stop(cycle, { why });
    const row = await stored(given);
    expect((await outbox.stop(cycle, { why })).stopped).toEqual([]);
    expect(await stored(given)).toEqual(row);
  });

  it('stops one person’s only, where one is named', async () => {
    const [ama, ben] = ['ama', 'ben'].map((name) =>
      message(name, 'planned', opening, { notBefore: clock.now() }),
    );
    await put(ama!, ben!);
    await outbox.stop(cycle, { to: emailOf('ama'), why });
    expect([(await stored(ama!)).state, (await stored(ben!)).state]).toEqual(['skipped', 'planned']);
  });

  it('takes nothing out of the hands of a worker who came first', async () => {
    const given = message('ama', 'planned', opening, { notBefore: clock.now() });
    await put(given);
    await claim(given);
    expect(await outbox.stop(cycle, { why })).toMatchObject({ stopped: [], inFlight: [{ key: given.key }] });
    expect((await stored(given)).state).toBe('claimed');
  });

  it('leaves a worker who comes second with nothing to claim', async () => {
    const given = message('ama', 'planned', opening, { notBefore: clock.now() });
    await put(given);
    const seen = await seenBy(given);
    await outbox.stop(cycle, { why });
    expect(await store.ledger.claim(seen, date(opening))).toMatchObject({ kind: 'conflict' });
  });

  it('finds out that a worker claimed what it was about to stop', async () => {
    const given = message('ama', 'planned', opening, { notBefore: clock.now() });
    await put(given);
    const overtaken: Store['ledger'] = {
      ...store.ledger,
      ofCycle: async (key) => {
        const rows = await store.ledger.ofCycle(key);
        await claim(given);
        return rows;
      },
    };
    const racing = createOutbox({
      store: { ...store, ledger: overtaken },
      clock,
      shardOf,
      calendarOf: () => Promise.resolve(calendar),
    });
    expect(await racing.stop(cycle, { why })).toMatchObject({
      stopped: [],
      inFlight: [{ state: 'claimed' }],
    });
  });

  it('has the same message not put in once more by an act that is repeated', async () => {
    const act = {
      recipient: message('chair', 'planned').recipient,
      sections: [{ rung: 'digest', kind: 'digest' as const }],
      refs: [],
    };
    await outbox.put(cycle, [act]);
    await outbox.stop(cycle, { why });
    await outbox.put(cycle, [act]);
    expect((await store.ledger.ofCycle(cycle)).map(({ value }) => value.state)).toEqual(['skipped']);
  });

  async function seenBy(given: Delivery) {
    const contactId = given.recipient.kind === 'contact' ? given.recipient.contactId : 'board';
    const row = (await store.ledger.find('local', contactId, given.key))!;
    const value: Delivery = {
      ...row.value,
      state: 'claimed',
      claimId: 'c1',
      leaseUntil: clock.now().add({ minutes: 2 }),
    };
    return { ...row, value };
  }

  async function claim(given: Delivery): Promise<void> {
    const { kind } = await store.ledger.claim(await seenBy(given), date(opening));
    if (kind !== 'claimed') throw new Error(`The claim ended as ${kind}.`);
  }
});
