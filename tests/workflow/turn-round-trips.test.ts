import { beforeEach, describe, expect, it } from '@jest/globals';
import { memoryStore, memoryTables } from '../../src/storage/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { countedTables } from '../bench/counted-tables.ts';
import { deskOn, theView, type DeskWorld } from '../builders/desk-world.ts';
import { cycleKey, openedCycle, tenantId, type CycleSpec } from '../builders/open-cycle.ts';
import { programmeSettings } from '../builders/settings.ts';

/** Housing answers for two of many actions, one of them shared with Parks. */
function spec(others = 3): CycleSpec {
  const elsewhere = Array.from({ length: others }, (_, n) => [`3.${n}`, { owners: ['Parks'] }] as const);
  return {
    owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
    actions: {
      '1.1': { owners: ['Housing', 'Parks'] },
      '1.2': { owners: ['Housing'] },
      ...Object.fromEntries(elsewhere),
    },
  };
}

const answer = { version: 0, status: 'on_track', narrative: 'Warm.', nextSteps: 'More.' };

describe('the storage round trips of a turn', () => {
  const counted = { now: countedTables(memoryTables()) };
  let store: Store;

  async function opened(given: CycleSpec): Promise<DeskWorld> {
    counted.now = countedTables(memoryTables());
    store = await openedCycle(given, memoryStore({ tables: counted.now.tables }));
    const world = deskOn(store);
    // The first turn meets the person; from then on it is known where they are.
    await world.say('ama', 'my updates');
    await world.act('ama', 'updates.list');
    return world;
  }

  /** What one press reads and writes, with the redraw behind it. */
  async function counts(world: DeskWorld, verb: string, data: object) {
    counted.now.reset();
    const reply = await world.act('ama', verb, { ...data });
    const { roundTrips, calls } = counted.now.counts();
    await world.desk.settled();
    return { reply, answered: roundTrips, calls, all: counted.now.counts() };
  }

  let world: DeskWorld;
  beforeEach(async () => {
    world = await opened(spec());
  });

  it('are five for a submission: the person, the programme, the request, the rest of the list, one write', async () => {
    const { reply, answered, calls } = await counts(world, 'update.submit', { ...answer, ref: '1.2' });
    expect(theView(reply, 'list').receipt?.ref).toBe('1.2');
    expect(answered).toBe(5);
    expect(calls).toMatchObject({ get: 3, list: 1, transaction: 1 });
  });

  it('are no more in a tenant of 500 programmes', async () => {
    for (let n = 0; n < 499; n += 1) {
      const settings = programmeSettings({ tenantId });
      await store.programmes.insert({ id: `other-${n}`, tenantId, settings, cycles: [] });
    }
    const { answered, all } = await counts(world, 'update.submit', { ...answer, ref: '1.2' });
    expect(answered).toBe(5);
    expect(all.rowsRead).toBeLessThan(12);
  });

  it('are no more in a cycle of 500 actions, and read no rows of others', async () => {
    world = await opened(spec(498));
    const { answered, all } = await counts(world, 'update.submit', { ...answer, ref: '1.2' });
    expect(answered).toBe(5);
    expect(all.rowsRead).toBeLessThan(12);
  });

  it('are three for opening a form, or for a list', async () => {
    expect((await counts(world, 'update.open', { ref: '1.2' })).answered).toBe(3);
    expect((await counts(world, 'updates.list', {})).answered).toBe(3);
  });

  it('read a draft only where there is one', async () => {
    await world.act('sam', 'update.saveDraft', { ref: '1.2', narrative: 'Nearly.' });
    expect((await counts(world, 'update.open', { ref: '1.2' })).answered).toBe(4);
    expect((await counts(world, 'update.open', { ref: '1.1' })).answered).toBe(3);
  });

  it('read a request ahead only for a button that begins with it', async () => {
    const { calls } = await counts(world, 'update.passOn', { ref: '1.2' });
    expect(calls.get).toBe((await counts(world, 'update.passOn', {})).calls.get);
  });

  it('find a request among the lines of the owner it was opened under, and by itself once it has another', async () => {
    const programme = (await store.programmes.find(cycleKey.programmeId))!;
    const register = await store.registers.read(tenantId, programme.value.id, '1');
    const actions = register.actions.map((action) =>
      action.ref === '3.0' ? { ...action, owners: ['Housing'] } : action,
    );
    await store.registers.write(tenantId, programme.value.id, { ...register, version: '2', actions });
    await store.programmes.replace({ ...programme, value: { ...programme.value, registerVersion: '2' } });

    await world.act('ama', 'update.submit', { ...answer, ref: '3.0' });
    const list = theView(await world.act('ama', 'updates.list'), 'list');
    expect(list.rows.map(({ ref, kind }) => [ref, kind])).toContainEqual(['3.0', 'done']);
    const theirs = theView(await world.act('lee', 'updates.list'), 'list');
    expect(theirs.rows.map(({ ref }) => ref)).not.toContain('3.0');
  });
});
