import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock, type ManualClock } from '../../src/clock.ts';
import { recipientId } from '../../src/cycle/message.ts';
import { createLog } from '../../src/log.ts';
import type { Delivery } from '../../src/outbox/ledger.ts';
import { rebuildAgenda, tick } from '../../src/outbox/tick.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import type { CycleKey } from '../../src/workflow/ports.ts';
import { storeCycle, storePerson, storeProgramme } from '../builders/stored-programme.ts';

// The meeting on Thursday 25 June 2026 gives: opens 13 May, reminder 27 May, due 1 June, overdue 2 June.
let store: Store;
let clock: ManualClock;
let cycle: CycleKey;

async function tickAt(instant: string): Promise<void> {
  clock.set(instant);
  await rebuildAgenda({ store }, clock.now());
  await tick(
    { store, shardOf, publish: () => Promise.resolve(undefined), log: createLog('silent') },
    clock.now(),
  );
}

/** Every message of one person in words: the day, what for, in which state. */
async function messagesTo(name: string): Promise<string[]> {
  const rows = await store.ledger.ofCycle(cycle);
  return rows
    .filter(
      ({ value: { recipient } }) => recipient.kind === 'contact' && recipient.email.startsWith(`${name}@`),
    )
    .map(({ value: { date, sections, state } }) => {
      return `${date.toString()} ${sections.map(({ rung }) => rung).join('+')} ${state}`;
    });
}

/** Ends every planned message as a delivery would: those who are named are out of reach. */
async function deliver(unreachable: Record<string, string> = {}): Promise<void> {
  for (const { value, etag } of await store.ledger.ofCycle(cycle)) {
    if (value.state !== 'planned') continue;
    const name = value.recipient.kind === 'contact' ? (value.recipient.email.split('@')[0] ?? '') : '';
    const why = unreachable[name];
    const { notBefore: _, ...rest } = value;
    const state = why === undefined ? 'sent' : 'unreachable';
    const attempts = [...value.attempts, { at: clock.now(), outcome: state } as const];
    const ended: Delivery = { ...rest, state, attempts, ...(why !== undefined && { why }) };
    await store.ledger.replace({ value: ended, etag });
  }
}

/** What `metPerson` does: the contact's newest message is planned again. */
async function planAgain(name: string): Promise<void> {
  const rows = await store.ledger.ofCycle(cycle);
  const newest = rows.findLast(
    ({ value: { recipient } }) => recipient.kind === 'contact' && recipient.email.startsWith(`${name}@`),
  );
  if (!newest) throw new Error(`Nothing was ever planned for ${name}.`);
  const { why: _, ...rest } = newest.value;
  await store.ledger.replace({
    value: { ...rest, state: 'planned', notBefore: clock.now() },
    etag: newest.etag,
  });
}

beforeEach(async () => {
  store = memoryStore();
  await store.prepare();
  clock = manualClock('2026-05-01T09:00:00Z');
  await storeProgramme(store, {
    owners: {
      health: { actions: ['1.1', '1.2'], lead: 'ama', deputy: 'ben' },
      housing: { actions: ['2.1'], lead: 'cat' },
      parks: { actions: ['3.1'], lead: 'dev', deputy: 'cat' },
    },
  });
  cycle = await storeCycle(store, clock, '2026-06-25');
  for (const name of ['ben', 'cat']) await storePerson(store, name);
});

describe('a contact who cannot be reached', () => {
  it('has their deputy asked in their place the same day, once', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    expect(await messagesTo('ben')).toEqual([]);
    await deliver({ ama: 'not installed' });
    await tickAt('2026-05-13T08:32:00Z');
    expect(await messagesTo('ben')).toEqual(['2026-05-13 stand-in planned']);
    await deliver();
    await tickAt('2026-05-13T08:34:00Z');
    await tickAt('2026-05-14T08:34:00Z');
    expect(await messagesTo('ben')).toEqual(['2026-05-13 stand-in sent']);
  });

  it('has their deputy asked about what is theirs, by their deputy’s own key', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    await deliver({ ama: 'not installed' });
    await tickAt('2026-05-13T08:32:00Z');
    const row = (await store.ledger.ofCycle(cycle)).find(
      ({ value }) => value.sections[0]?.rung === 'stand-in',
    );
    expect(row?.value.refs).toEqual(['1.1', '1.2']);
    expect(row?.value.key).toContain(row ? recipientId(row.value) : '');
  });

  it('gives the same rows when two processes tick at once', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    await deliver({ ama: 'not installed' });
    await Promise.all([tickAt('2026-05-13T08:32:00Z'), tickAt('2026-05-13T08:32:00Z')]);
    expect(await messagesTo('ben')).toEqual(['2026-05-13 stand-in planned']);
  });

  it('has the reminders go to the deputy too, and nobody gets more than four', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    await deliver({ ama: 'not installed', dev: 'not installed' });
    for (const day of ['05-13', '05-14', '05-27', '06-01', '06-02', '06-03']) {
      await tickAt(`2026-${day}T08:40:00Z`);
      await deliver({ ama: 'not installed', dev: 'not installed' });
    }
    expect(await messagesTo('ben')).toEqual([
      '2026-05-13 stand-in sent',
      '2026-05-27 reminder sent',
      '2026-06-01 due sent',
      '2026-06-02 overdue+overdue-deputy sent',
    ]);
    // Cat answers for something herself, and so gives up a reminder.
    expect(await messagesTo('cat')).toEqual([
      '2026-05-13 request sent',
      '2026-05-14 stand-in sent',
      '2026-06-01 due sent',
      '2026-06-02 overdue+overdue-deputy sent',
    ]);
  });

  it('has their deputy asked the same day where the deputy’s own message came to nobody, and they have come since', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    await deliver({ dev: 'not installed', cat: 'blocked the bot' });
    await tickAt('2026-05-13T08:32:00Z');
    expect(await messagesTo('cat')).toEqual(['2026-05-13 request+stand-in planned']);
  });

  it('is left to the lead where the deputy cannot be reached either, or there is none', async () => {
    await store.people.upsert({ tenantId: 'local', aadObjectId: 'aad-ben' }, (ben) => ({
      ...ben!,
      unreachable: 'blocked the bot',
    }));
    await tickAt('2026-05-13T08:30:00Z');
    await deliver({ ama: 'not installed', cat: 'not installed' });
    await tickAt('2026-05-13T08:32:00Z');
    expect(await messagesTo('ben')).toEqual([]);
  });

  it('is not taken for one by a passing fault, or one of ours', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    const [row] = (await store.ledger.ofCycle(cycle)).filter(({ value }) => value.refs.includes('1.1'));
    for (const state of ['retry', 'failed', 'unknown'] as const) {
      const stored = await store.ledger.find('local', recipientId(row!.value), row!.value.key);
      await store.ledger.replace({ ...stored!, value: { ...stored!.value, state } });
      await tickAt('2026-05-13T08:40:00Z');
      expect(await messagesTo('ben')).toEqual([]);
    }
  });

  it('is asked again when they come back, and the deputy is left alone', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    await deliver({ ama: 'not installed' });
    await tickAt('2026-05-13T08:32:00Z');
    await deliver();
    await planAgain('ama');
    await deliver();
    await tickAt('2026-05-13T08:36:00Z');
    expect(await messagesTo('ama')).toEqual(['2026-05-13 request sent']);
    await tickAt('2026-05-27T08:30:00Z');
    expect(await messagesTo('ama')).toEqual(['2026-05-13 request sent', '2026-05-27 reminder planned']);
    expect(await messagesTo('ben')).toEqual(['2026-05-13 stand-in sent']);
  });

  it('has nobody asked in their place once they have answered', async () => {
    await tickAt('2026-05-13T08:30:00Z');
    for (const { value, etag } of await store.cycles.requests(cycle)) {
      await store.cycles.replaceRequests(cycle, [{ etag, value: { ...value, state: 'submitted' } }]);
    }
    await deliver({ ama: 'not installed' });
    await tickAt('2026-05-13T08:32:00Z');
    expect(await messagesTo('ben')).toEqual([]);
  });
});
