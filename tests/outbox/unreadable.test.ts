import { beforeEach, expect, it } from '@jest/globals';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import { manualClock, type ManualClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createOutbox } from '../../src/outbox/create-outbox.ts';
import { rebuildAgenda, tick } from '../../src/outbox/tick.ts';
import { memoryStore, memoryTables } from '../../src/storage/memory-store.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import type { Store } from '../../src/storage/store.ts';
import { cycleStatus } from '../../src/workflow/rounds/cycle-status.ts';
import { overdue } from '../../src/workflow/overdue/overdue.ts';
import type { CycleKey } from '../../src/workflow/ports.ts';
import { programmeSettings } from '../builders/settings.ts';
import { storeCycle, storeProgramme } from '../builders/stored-programme.ts';

// One message of the opening cannot be read: a hand in the store has spoilt it.
const tables = memoryTables();
let store: Store;
let clock: ManualClock;
let cycle: CycleKey;

async function tickAt(instant: string) {
  clock.set(instant);
  await rebuildAgenda({ store }, clock.now());
  return tick(
    { store, shardOf, publish: () => Promise.resolve(undefined), log: createLog('silent') },
    clock.now(),
  );
}

beforeEach(async () => {
  store = memoryStore({ tables });
  await store.prepare();
  clock = manualClock('2026-05-01T09:00:00Z');
  await storeProgramme(store, {
    owners: { health: { actions: ['1.1'], lead: 'ama' }, parks: { actions: ['2.1'], lead: 'ben' } },
  });
  cycle = await storeCycle(store, clock, '2026-06-25');
  await tickAt('2026-05-13T08:30:00Z');
  const [row] = (await tables.Deliveries.list({})).filter((one) => one.row.startsWith('message,'));
  await tables.Deliveries.put({ ...row!, properties: { data0: '{"state":' } });
});

it('a message that cannot be read holds nobody else up, and is never put in again', async () => {
  expect(await tickAt('2026-05-13T08:40:00Z')).toMatchObject({ planned: 0 });
  expect(await tickAt('2026-05-27T08:30:00Z')).toMatchObject({ planned: 2 });

  const outbox = createOutbox({
    store,
    clock,
    shardOf,
    calendarOf: () => Promise.resolve(workingCalendar(programmeSettings().calendar)),
  });
  expect((await outbox.resend(cycle)).unreadable).toHaveLength(1);
  const { stopped, unreadable } = await outbox.stop(cycle, { why: 'stopped' });
  expect([stopped.length, unreadable.length]).toEqual([2, 1]);

  const { quiet } = (await overdue(store, cycle, clock.now()))!;
  expect(JSON.stringify(quiet)).toContain('The record of 1 message cannot be read');
  expect(await cycleStatus(store, cycle, clock.now())).toMatchObject({ unreadable: 1 });
});
