import { expect, it } from '@jest/globals';
import { manualClock } from '../../src/clock.ts';
import type { SectionKind } from '../../src/cycle/message.ts';
import { messageKey } from '../../src/cycle/plan.ts';
import { createLog } from '../../src/log.ts';
import { recordPlan } from '../../src/outbox/record.ts';
import { tick } from '../../src/outbox/tick.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import { date, instant } from '../builders/dates.ts';
import { contactId, cycleKey, emailOf } from '../builders/open-cycle.ts';
import { storeCycle, storeProgramme } from '../builders/stored-programme.ts';

it('a message that may have arrived is not called unsent when a later one takes its place', async () => {
  const store = memoryStore();
  await store.prepare();
  const clock = manualClock('2026-05-01T09:00:00Z');
  await storeProgramme(store, { owners: { health: { actions: ['1.1'], lead: 'ama' } } });
  const cycle = await storeCycle(store, clock, '2026-06-25');
  const tickAt = (instant: string) => {
    clock.set(instant);
    const publish = () => Promise.resolve(undefined);
    return tick({ store, shardOf, publish, log: createLog('silent') }, clock.now());
  };
  await tickAt('2026-05-13T08:30:00Z');
  const [request] = await store.ledger.ofCycle(cycle);
  const attempts = [{ at: clock.now(), outcome: 'unknown' as const }];
  // It was to be sent again, and then nothing ran for two weeks.
  await store.ledger.replace({ ...request!, value: { ...request!.value, state: 'unknown', attempts } });

  expect(await tickAt('2026-05-27T08:30:00Z')).toMatchObject({ planned: 1, superseded: 1 });

  const [overtaken] = await store.ledger.ofCycle(cycle);
  expect(overtaken?.value).toMatchObject({ key: request?.value.key, state: 'unknown', attempts });
  expect(overtaken?.value.why).toBe('it may or may not have arrived; a later message stands for it');
  expect(overtaken?.value.notBefore).toBeUndefined();
});

it('what an act calls for goes on a day whose message of the ladder was overtaken', async () => {
  const store = memoryStore();
  await store.prepare();
  const day = date('2026-10-29');
  const at = instant('2026-10-29T17:30:00Z');
  const id = contactId('ama');
  const ofTheDay = (rung: string, kind: SectionKind) => ({
    key: messageKey(cycleKey.programmeId, cycleKey.cycleId, id, day),
    recipient: { kind: 'contact' as const, contactId: id, email: emailOf('ama'), by: 'teams' as const },
    date: day,
    at,
    sections: [{ rung, kind }],
    refs: ['1.1'],
  });
  const plan = { due: [], superseded: [ofTheDay('back,2026-10-29', 'back')] };
  const beside = () => [ofTheDay('returned,1,1.1', 'returned')];

  expect(await recordPlan(store.ledger, cycleKey, plan, at, { beside })).toMatchObject({
    planned: 1,
    superseded: 0,
  });

  const rows = await store.ledger.ofCycle(cycleKey);
  expect(rows.map(({ value: { state, sections } }) => [state, sections])).toEqual([
    ['planned', [{ rung: 'returned,1,1.1', kind: 'returned' }]],
  ]);
});
