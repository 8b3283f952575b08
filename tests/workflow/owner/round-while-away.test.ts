import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLog } from '../../../src/log.ts';
import { rebuildAgenda, tick, type TickDeps } from '../../../src/outbox/tick.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import type { Store } from '../../../src/storage/store.ts';
import { instant } from '../../builders/dates.ts';
import { deskOn, type DeskWorld } from '../../builders/desk-world.ts';
import { contactId, cycleKey, openedCycle } from '../../builders/open-cycle.ts';

/** Opens on Thursday 8 October; reminds on the 21st; due on Monday the 26th; closes on Thursday the 29th. */
let store: Store;
let world: DeskWorld;
let deps: TickDeps;

beforeEach(async () => {
  store = await openedCycle({
    owners: { Housing: { lead: 'ama', deputy: 'ben' }, Parks: { lead: 'sam' } },
    actions: { '1.1': { owners: ['Housing'] }, '2.1': { owners: ['Parks'] } },
  });
  world = deskOn(store);
  deps = { store, shardOf, publish: async () => undefined, log: createLog('silent') };
  await rebuildAgenda(deps, instant('2026-10-08T08:30:00Z'));
});

/** Time goes on, a tick every other hour; all that is said in the meantime is said at its moment. */
async function until(moment: string): Promise<void> {
  for (;;) {
    const next = world.clock.now().add({ hours: 2 });
    if (next.epochMilliseconds > instant(moment).epochMilliseconds) return;
    world.clock.set(next);
    await tick(deps, next);
    await deliver();
  }
}

/** Whatever is planned arrives. */
async function deliver(): Promise<void> {
  for (const row of await store.ledger.ofCycle(cycleKey)) {
    if (row.value.state !== 'planned') continue;
    const { notBefore: _, ...value } = row.value;
    await store.ledger.replace({ ...row, value: { ...value, state: 'sent' } });
  }
}

/** What went into the ledger for somebody, by the day on which it falls. */
async function messagesTo(name: string): Promise<string[]> {
  const rows = await store.ledger.ofCycle(cycleKey);
  return rows
    .filter(
      ({ value: { recipient } }) => recipient.kind === 'contact' && recipient.contactId === contactId(name),
    )
    .map(({ value: { date, sections, refs } }) =>
      [date.toString(), sections.map(({ kind }) => kind).join('+'), ...refs].join(' '),
    );
}

function away(from: string, to: string, standIn?: string) {
  const who = standIn === undefined ? {} : { to: contactId(standIn) };
  return world.act('ama', 'me.away.save', { awayFrom: from, awayTo: to, ...who });
}

describe('a round in which somebody is away', () => {
  beforeEach(() => {
    world.clock.set('2026-10-08T08:29:00Z');
  });

  it('asks whoever stands in, and the person once more on the day they are back', async () => {
    await until('2026-10-19T11:00:00Z');
    await away('2026-10-20', '2026-10-26', 'sam');
    await until('2026-10-30T11:00:00Z');
    expect(await messagesTo('ama')).toEqual(['2026-10-08 request 1.1', '2026-10-27 overdue+back 1.1']);
    expect(await messagesTo('sam')).toEqual([
      '2026-10-08 request 2.1',
      '2026-10-21 reminder 1.1 2.1',
      '2026-10-26 due 1.1 2.1',
      '2026-10-27 overdue 2.1',
    ]);
  });

  it('calls the person back on their first day, though nothing else falls due on it', async () => {
    await until('2026-10-19T11:00:00Z');
    await away('2026-10-20', '2026-10-21');
    await until('2026-10-22T11:00:00Z');
    expect(await messagesTo('ama')).toEqual(['2026-10-08 request 1.1', '2026-10-22 back 1.1']);
    expect(await messagesTo('ben')).toEqual(['2026-10-21 reminder 1.1']);
  });

  it('says nothing on coming back to whoever has nothing outstanding', async () => {
    await until('2026-10-19T11:00:00Z');
    await away('2026-10-20', '2026-10-21', 'sam');
    await until('2026-10-21T11:00:00Z');
    const answer = { ref: '1.1', version: 0, status: 'on_track', narrative: 'Warm.', nextSteps: 'More.' };
    await world.act('sam', 'update.submit', answer);
    await until('2026-10-30T11:00:00Z');
    expect(await messagesTo('ama')).toEqual(['2026-10-08 request 1.1']);
  });

  it('holds from today on, for what has not fallen due yet', async () => {
    await until('2026-10-21T07:00:00Z');
    await away('2026-10-21', '2026-10-30', 'sam');
    await until('2026-10-21T11:00:00Z');
    expect(await messagesTo('ama')).toEqual(['2026-10-08 request 1.1']);
    expect((await messagesTo('sam')).at(-1)).toBe('2026-10-21 reminder 1.1 2.1');
  });

  it('makes up nothing to the person who takes it back, nor calls them back', async () => {
    await until('2026-10-19T11:00:00Z');
    await away('2026-10-20', '2026-10-28', 'sam');
    await until('2026-10-22T12:00:00Z');
    await world.act('ama', 'me.away.save', { change: '2026-10-22', takeBack: 'yes' });
    await until('2026-10-30T11:00:00Z');
    expect(await messagesTo('ama')).toEqual([
      '2026-10-08 request 1.1',
      '2026-10-26 due 1.1',
      '2026-10-27 overdue 1.1',
    ]);
  });
});
