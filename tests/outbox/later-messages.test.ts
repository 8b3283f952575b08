import { beforeEach, describe, expect, it } from '@jest/globals';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import { manualClock, type ManualClock } from '../../src/clock.ts';
import type { ActKind } from '../../src/cycle/message.ts';
import { createLog } from '../../src/log.ts';
import { createOutbox } from '../../src/outbox/create-outbox.ts';
import type { Delivery, DeliveryState } from '../../src/outbox/ledger.ts';
import type { ActMessage, Outbox } from '../../src/outbox/ports.ts';
import { rebuildAgenda, tick } from '../../src/outbox/tick.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import type { Store } from '../../src/storage/store.ts';
import { contactIdOf } from '../../src/workflow/people/contact-id.ts';
import type { CycleKey } from '../../src/workflow/ports.ts';
import { date, instant } from '../builders/dates.ts';
import { programmeSettings } from '../builders/settings.ts';
import { emailOf, storeCycle, storePerson, storeProgramme } from '../builders/stored-programme.ts';

// The meeting on Thursday 25 June 2026 gives: opens 13 May, reminder 27 May, due 1 June, overdue 2 June.
let store: Store;
let clock: ManualClock;
let cycle: CycleKey;
let outbox: Outbox;
const calendarOf = async () => workingCalendar(programmeSettings().calendar);

const ama = contactIdOf('local', emailOf('ama'));

function message(kind: ActKind, refs: string[], later: Partial<ActMessage> = {}): ActMessage {
  return {
    recipient: { kind: 'contact', contactId: ama, email: emailOf('ama'), by: 'teams' },
    sections: [{ rung: `${kind},1,${refs.join()}`, kind }],
    refs,
    ...later,
  };
}

/** On Friday 22 May, a day without a message of the ladder, at the send time. */
const onFriday = { date: date('2026-05-22'), at: instant('2026-05-22T08:30:00Z') };
/** On the day of the ladder's reminder. */
const onTheReminder = { date: date('2026-05-27'), at: instant('2026-05-27T08:30:00Z') };

async function tickAt(time: string) {
  clock.set(time);
  const publish = () => Promise.resolve(undefined);
  return tick({ store, shardOf, publish, log: createLog('silent') }, clock.now());
}

async function rows(): Promise<Delivery[]> {
  return (await store.ledger.ofCycle(cycle)).map(({ value }) => value);
}

async function toAma(): Promise<string[]> {
  return (await rows())
    .filter(({ recipient }) => recipient.kind === 'contact' && recipient.contactId === ama)
    .map(({ date: day, sections, state }) => {
      return `${day.toString()} ${sections.map(({ kind }) => kind).join('+')} ${state}`;
    });
}

async function rungsOfBen(): Promise<string[]> {
  return (await rows())
    .filter(({ recipient }) => recipient.kind === 'contact' && recipient.email === emailOf('ben'))
    .flatMap(({ sections }) => sections.map(({ rung }) => rung));
}

/** Writes down how every planned message of a day ended, by one try or several. */
async function end(
  day: string,
  state: 'sent' | 'skipped' | 'unreachable',
  ...before: DeliveryState[]
): Promise<void> {
  for (const { value, etag } of await store.ledger.ofCycle(cycle)) {
    if (value.state !== 'planned' || value.date.toString() !== day) continue;
    const { notBefore: _, ...rest } = value;
    const tries = state === 'skipped' ? before : [...before, state];
    const attempts = tries.map((outcome) => ({ at: clock.now(), outcome }));
    await store.ledger.replace({ value: { ...rest, state, attempts }, etag });
  }
}

async function woken(): Promise<string[]> {
  const messages = await store.wakeQueue.receive(10, 1);
  await Promise.all(messages.map((one) => one.done()));
  return messages.map(({ shard }) => shard.shard);
}

beforeEach(async () => {
  clock = manualClock('2026-05-01T09:00:00Z');
  store = memoryStore({ clock });
  await store.prepare();
  await storeProgramme(store, {
    owners: { health: { actions: ['1.1', '1.2'], lead: 'ama', deputy: 'ben' } },
  });
  await storePerson(store, 'ben');
  cycle = await storeCycle(store, clock, '2026-06-25');
  outbox = createOutbox({ store, clock, shardOf, calendarOf });
  await tickAt('2026-05-13T08:30:00Z');
  await end('2026-05-13', 'sent');
  await woken();
  clock.set('2026-05-20T10:00:00Z');
});

describe('a message with a moment of its own', () => {
  it('is planned for then, and nobody is woken before', async () => {
    await outbox.put(cycle, [message('returned-due', ['1.1'], onFriday)]);
    expect(await toAma()).toEqual(['2026-05-13 request sent', '2026-05-22 returned-due planned']);
    expect((await rows()).at(-1)).toMatchObject({ at: onFriday.at, notBefore: onFriday.at });
    expect(await woken()).toEqual([]);
    await tickAt('2026-05-22T08:29:00Z');
    expect(await woken()).toEqual([]);
    await tickAt('2026-05-22T08:30:00Z');
    expect(await woken()).toEqual([shardOf(ama)]);
  });

  it('takes the day of its moment where none is named', async () => {
    await outbox.put(cycle, [message('returned-due', ['1.1'], { at: onFriday.at })]);
    expect((await toAma()).at(-1)).toBe('2026-05-22 returned-due planned');
  });

  it('is put in once, however often it is asked for', async () => {
    await outbox.put(cycle, [message('returned-due', ['1.1'], onFriday)]);
    await outbox.put(cycle, [message('returned-due', ['1.1'], onFriday)]);
    expect(await toAma()).toHaveLength(2);
  });

  it('is one with what another act puts there for that day, and says what both are about', async () => {
    await outbox.put(cycle, [message('returned-due', ['1.1'], onFriday)]);
    await outbox.put(cycle, [message('returned-due', ['1.2'], onFriday)]);
    expect((await toAma()).at(-1)).toBe('2026-05-22 returned-due+returned-due planned');
    expect((await rows()).at(-1)?.refs).toEqual(['1.1', '1.2']);
  });

  it('is one with what the ladder has for that day', async () => {
    await outbox.put(cycle, [message('returned-due', ['1.1'], onTheReminder)]);
    await tickAt('2026-05-27T08:30:00Z');
    expect((await toAma()).slice(1)).toEqual(['2026-05-27 returned-due+reminder planned']);
    await end('2026-05-27', 'sent');
    await tickAt('2026-05-27T08:31:00Z');
    expect((await toAma()).slice(1)).toEqual(['2026-05-27 returned-due+reminder sent']);
  });

  it('leaves its day to the ladder where it had nothing to say', async () => {
    await outbox.put(cycle, [message('returned-due', ['1.1'], onTheReminder)]);
    await end('2026-05-27', 'skipped');
    await tickAt('2026-05-27T08:30:00Z');
    expect((await toAma()).slice(1)).toEqual(['2026-05-27 returned-due+reminder planned']);
  });

  it('leaves room on its day for the ladder where it could not be delivered', async () => {
    await outbox.put(cycle, [message('returned-due', ['1.1'], onTheReminder)]);
    await end('2026-05-27', 'unreachable');
    await tickAt('2026-05-27T08:30:00Z');
    expect((await toAma()).slice(1)).toEqual(['2026-05-27 returned-due+reminder planned']);
    await end('2026-05-27', 'unreachable');
    await tickAt('2026-05-27T08:31:00Z');
    expect((await toAma()).slice(1)).toEqual(['2026-05-27 returned-due+reminder unreachable']);
  });

  it('leaves room for what is put in later on its day, too, and both go when the person comes', async () => {
    await outbox.put(cycle, [message('returned', ['1.1'])]);
    await end('2026-05-20', 'unreachable');
    await outbox.put(cycle, [message('passed-on', ['1.2'])]);
    expect((await toAma()).slice(1)).toEqual(['2026-05-20 returned+passed-on planned']);
    await end('2026-05-20', 'unreachable');
    await outbox.metPerson('local', [ama]);
    expect((await toAma()).slice(1)).toEqual(['2026-05-20 returned+passed-on planned']);
  });

  it('keeps its day where an earlier try may have arrived', async () => {
    await outbox.put(cycle, [message('returned', ['1.1'])]);
    await end('2026-05-20', 'unreachable', 'unknown');
    await outbox.put(cycle, [message('passed-on', ['1.2'])]);
    expect((await toAma()).slice(1)).toEqual([
      '2026-05-20 returned unreachable',
      '2026-05-21 passed-on planned',
    ]);
  });

  it('takes nothing from somebody who has only now come: what did not reach them is sent', async () => {
    await outbox.put(cycle, [message('returned', ['1.1'])]);
    await end('2026-05-20', 'unreachable');
    await outbox.put(cycle, [message('returned-due', ['1.1'], onFriday)]);
    await outbox.metPerson('local', [ama]);
    expect((await toAma()).slice(1)).toEqual([
      '2026-05-20 returned planned',
      '2026-05-22 returned-due planned',
    ]);
  });

  it('does not hide from the deputy that the contact cannot be reached', async () => {
    await outbox.put(cycle, [message('returned', ['1.1'])]);
    await end('2026-05-20', 'unreachable');
    await outbox.put(cycle, [message('returned-due', ['1.1'], onFriday)]);
    await rebuildAgenda({ store }, clock.now());
    await tickAt('2026-05-20T10:02:00Z');
    expect(await rungsOfBen()).toEqual(['stand-in']);
  });
});

describe('a message that two put in at once', () => {
  /** Puts it in; between the reading of the ledger and the writing, another has put in the same, and it has gone. */
  async function putAfterAnother(mine: ActMessage, others: ActMessage) {
    const ofCycle = async (key: CycleKey) => {
      const before = await store.ledger.ofCycle(key);
      await outbox.put(cycle, [others]);
      await end('2026-05-20', 'sent');
      return before;
    };
    const slower = { ...store, ledger: { ...store.ledger, ofCycle } };
    await createOutbox({ store: slower, clock, shardOf, calendarOf }).put(cycle, [mine]);
  }

  it('goes to a person once, also where one of the two has gone before the other comes to it', async () => {
    await putAfterAnother(message('moved', ['1.1']), message('moved', ['1.1']));
    expect((await toAma()).slice(1)).toEqual(['2026-05-20 moved sent']);
  });

  it('says on the next working day only what the other did not', async () => {
    const moved = message('moved', ['1.1']);
    const { sections } = message('returned', ['1.2']);
    await putAfterAnother({ ...moved, sections: [...moved.sections, ...sections] }, moved);
    expect((await toAma()).slice(1)).toEqual(['2026-05-20 moved sent', '2026-05-21 returned planned']);
  });
});
