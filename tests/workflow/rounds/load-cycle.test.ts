import { describe, expect, it } from '@jest/globals';
import type { Cycle } from '../../../src/cycle/cycle.ts';
import type { Register } from '../../../src/programme/register.ts';
import type { Store } from '../../../src/storage/store.ts';
import { closeCycle } from '../../../src/workflow/rounds/close-cycle.ts';
import { loadCycle, type LoadedCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { instant } from '../../builders/dates.ts';
import { contactId, cycleKey, openedCycle, tenantId } from '../../builders/open-cycle.ts';

/** Housing is Ama's and Parks is Ben's; 1.1 is Housing's, and so is 1.2. */
async function opened(): Promise<Store> {
  return openedCycle({
    owners: { Housing: { lead: 'ama' }, Parks: { lead: 'ben' } },
    actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] } },
  });
}

async function look(store: Store): Promise<LoadedCycle> {
  const loaded = await loadCycle(store, cycleKey);
  if (!loaded) throw new Error('There is no cycle.');
  return loaded;
}

/** Who answers for each action, and the person who is written to. */
async function answering(store: Store) {
  const { requests, routes } = await look(store);
  return requests.map(({ ref, state, owners }) => [
    ref,
    state,
    owners.map(({ name }) => name).join(),
    routes.get(ref)?.messaged,
  ]);
}

/** Puts another version of the register in force, as an import does. */
async function reimport(store: Store, version: string, change: (register: Register) => Partial<Register>) {
  const { register, programme } = await look(store);
  await store.registers.write(tenantId, cycleKey.programmeId, { ...register, ...change(register), version });
  await store.programmes.replace({
    ...programme,
    value: { ...programme.value, registerVersion: version },
  });
}

async function changeHead(store: Store, change: Partial<Cycle>) {
  const { programme } = await look(store);
  const cycles = programme.value.cycles.map((cycle) => ({ ...cycle, ...change }));
  await store.programmes.replace({ ...programme, value: { ...programme.value, cycles } });
}

function given(owner: string) {
  return ({ actions }: Register) => ({
    actions: actions.map((action) => (action.ref === '1.2' ? { ...action, owners: [owner] } : action)),
  });
}

describe('an import while a cycle is open', () => {
  it('gives an action to its new owner, in name and in person', async () => {
    const store = await opened();
    await reimport(store, '2', given('Parks'));
    expect(await answering(store)).toEqual([
      ['1.1', 'requested', 'Housing', contactId('ama')],
      ['1.2', 'requested', 'Parks', contactId('ben')],
    ]);
  });

  it('takes an action away, and gives it back', async () => {
    const store = await opened();
    const { register } = await look(store);
    await reimport(store, '2', ({ actions }) => ({ actions: actions.slice(0, 1) }));
    expect((await answering(store)).map(([, state]) => state)).toEqual(['requested', 'retired']);
    await reimport(store, '3', () => ({ actions: register.actions }));
    expect((await answering(store)).map(([, state]) => state)).toEqual(['requested', 'requested']);
  });
});

describe('a close that a lead overtakes', () => {
  it('leaves what an import took away to be given back', async () => {
    const store = await opened();
    const { register } = await look(store);
    await reimport(store, '2', ({ actions }) => ({ actions: actions.slice(0, 1) }));
    const asTheTickSawIt = await look(store);
    const now = instant('2026-10-29T17:00:00Z');
    await changeHead(store, { paused: now });
    await closeCycle(store, asTheTickSawIt, now);
    await reimport(store, '3', () => ({ actions: register.actions }));
    expect((await answering(store)).map(([, state]) => state)).toEqual(['requested', 'requested']);
  });
});

describe('an import after the close', () => {
  it('changes nothing that was so at the close', async () => {
    const store = await opened();
    await reimport(store, '2', given('Parks'));
    await closeCycle(store, await look(store), instant('2026-10-29T17:00:00Z'));
    await reimport(store, '3', ({ actions }) => ({ actions: actions.slice(0, 1) }));
    expect((await look(store)).requests.map(({ state, owners }) => [state, owners])).toEqual([
      ['requested', [{ id: 'Housing', name: 'Housing' }]],
      ['requested', [{ id: 'Parks', name: 'Parks' }]],
    ]);
  });
});
