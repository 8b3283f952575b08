import { beforeEach, describe, expect, it } from '@jest/globals';
import { plan } from '../../../src/cycle/plan.ts';
import { createLog } from '../../../src/log.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { rebuildAgenda, tick } from '../../../src/outbox/tick.ts';
import type { Store } from '../../../src/storage/store.ts';
import { addCycle } from '../../../src/workflow/rounds/add-cycle.ts';
import { cancelCycle } from '../../../src/workflow/rounds/cancel-cycle.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { openCycle } from '../../../src/workflow/rounds/open-cycle.ts';
import { planCycle } from '../../../src/workflow/rounds/plan-cycle.ts';
import { publishDigest } from '../../../src/workflow/publication/publish-digest.ts';
import { schedule } from '../../../src/workflow/rounds/schedule.ts';
import { date, instant } from '../../builders/dates.ts';
import { deskWorld, theView, type DeskWorld } from '../../builders/desk-world.ts';
import { cycleKey, openedCycle, setState, type CycleSpec } from '../../builders/open-cycle.ts';
import { lead, leadWorld, owner } from '../lead-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama' } },
  actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] } },
};
const now = instant('2026-10-20T09:15:00Z');
const words = { status: 'on_track', narrative: 'Two of the four are let.', nextSteps: 'Let the others.' };

async function stateOf(store: Store): Promise<string | undefined> {
  const programme = await store.programmes.find(cycleKey.programmeId);
  return programme?.value.cycles[0]?.state;
}

/** Nothing is in the ledger. */
const noMessages = { stop: () => Promise.resolve({ stopped: [], inFlight: [], over: [], unreadable: [] }) };

function cancel(store: Store) {
  return cancelCycle({ store, outbox: noMessages }, { cycle: cycleKey, now });
}

describe('cancelling a cycle', () => {
  it.each(['scheduled', 'open', 'closed'] as const)('ends one that is %s', async (state) => {
    const store = await openedCycle({ ...spec, state });
    expect(await cancel(store)).toMatchObject({ kind: 'cancelled', from: state });
    expect(await stateOf(store)).toBe('cancelled');
  });

  it('leaves one alone that is published, or is being published', async () => {
    const published = await openedCycle({ ...spec, state: 'published' });
    expect(await cancel(published)).toEqual({ kind: 'published' });
    expect(await stateOf(published)).toBe('published');

    const world = await leadWorld();
    await world.close();
    await publishDigest(world, { cycle: world.key, early: true, now: world.clock.now() });
    expect(await cancelCycle(world, { cycle: world.key, now })).toEqual({ kind: 'published' });
  });

  it('changes nothing the second time, and is written into the trail once', async () => {
    const store = await openedCycle(spec);
    await cancel(store);
    const before = await store.programmes.find(cycleKey.programmeId);
    expect(await cancel(store)).toMatchObject({ kind: 'already' });
    expect(await store.programmes.find(cycleKey.programmeId)).toEqual(before);
    const events = await store.cycles.events(cycleKey);
    expect(events.filter(({ kind }) => kind === 'cancelled')).toEqual([
      { id: 'cancelled', at: now, kind: 'cancelled' },
    ]);
  });

  it('keeps who did it, where a lead did', async () => {
    const store = await openedCycle(spec);
    const by = { contactId: 'c0ffee', name: 'Priya Raman' };
    await cancelCycle({ store, outbox: noMessages }, { cycle: cycleKey, by, now });
    expect((await store.cycles.events(cycleKey)).at(-1)).toMatchObject({ kind: 'cancelled', by });
  });

  it('stops what has not gone, and a second cancel what a crash left', async () => {
    const world = await leadWorld();
    await world.delivered(owner, ['1.1'], 'request', {
      state: 'planned',
      notBefore: world.clock.now(),
      attempts: [],
    });
    const broken = {
      store: world.store,
      outbox: { stop: () => Promise.reject(new Error('the power failed')) },
    };
    await expect(cancelCycle(broken, { cycle: world.key, now })).rejects.toThrow('the power failed');
    const again = await cancelCycle(world, { cycle: world.key, now });
    expect(again).toMatchObject({ kind: 'already', messages: { stopped: [{ state: 'planned' }] } });
    const [row] = await world.store.ledger.ofCycle(world.key);
    expect(row?.value).toMatchObject({ state: 'skipped', why: 'the cycle was cancelled' });
  });

  it('says so of a cycle that is not there', async () => {
    const store = await openedCycle(spec);
    const key = { ...cycleKey, cycleId: 'nowhere' };
    expect(await cancelCycle({ store, outbox: noMessages }, { cycle: key, now })).toEqual({
      kind: 'unknown-cycle',
    });
  });
});

describe('a cancelled cycle', () => {
  it('plans nothing, ever, and is not looked at again once its trail is written', async () => {
    const store = await openedCycle(spec);
    await cancel(store);
    const { planState } = (await loadCycle(store, cycleKey))!;
    const end = instant('2027-01-01T00:00:00Z');
    expect(plan(planState, end)).toEqual({ due: [], superseded: [], next: undefined });
    expect((await planCycle(store, cycleKey))?.messages).toEqual([]);
    const look = { store, shardOf, publish: async () => undefined, log: createLog('silent') };
    await tick(look, now.add({ minutes: 3 }));
    await rebuildAgenda({ store }, now);
    expect(await store.agenda.due(end)).toEqual([]);
  });

  it('does not open when an opening was under way', async () => {
    const store = await openedCycle({ ...spec, state: 'scheduled' });
    const programme = await store.programmes.find(cycleKey.programmeId);
    await cancel(store);
    await openCycle(store, programme!.value, cycleKey.cycleId, now);
    expect(await stateOf(store)).toBe('cancelled');
  });

  it('is not published, and what a publication under way had frozen is not called published', async () => {
    const world = await leadWorld();
    await world.close();
    const racing = {
      outbox: world.outbox,
      store: {
        ...world.store,
        cycles: {
          ...world.store.cycles,
          freezeDigest: async (...args: Parameters<Store['cycles']['freezeDigest']>) => {
            await cancelCycle(world, { cycle: world.key, now });
            return world.store.cycles.freezeDigest(...args);
          },
        },
      },
    };
    const outcome = await publishDigest(racing, { cycle: world.key, early: true, now: world.clock.now() });
    expect(outcome).toEqual({ kind: 'not-closed', state: 'cancelled' });
    const { desk, actor } = world;
    const said = await desk.said(await actor(lead), 'digest');
    expect(JSON.stringify(said)).toMatch(/This round was cancelled/);
  });

  it('says in the schedule that nothing more goes out', async () => {
    const store = await openedCycle(spec);
    await cancel(store);
    expect((await schedule(store, cycleKey, now))?.standing.join(' ')).toMatch(
      /cancelled\. Nothing more goes out/,
    );
  });

  it('makes no date of a new cycle an overlap', async () => {
    const store = await openedCycle(spec);
    const again = { programmeId: 'strategy', meeting: date('2026-11-19'), given: {} };
    const before = await addCycle(store, { now: () => now }, { ...again, cycleId: 'before' });
    await setState(store, 'cancelled', 'strategy', 'before');
    await cancel(store);
    const after = await addCycle(store, { now: () => now }, { ...again, cycleId: 'after' });
    const overlaps = (one: typeof after) =>
      one.kind === 'added' ? one.warnings.filter((warning) => /overlap/i.test(warning)).length : -1;
    expect([overlaps(before), overlaps(after)]).toEqual([1, 0]);
  });
});

describe('an owner with the card of a cancelled cycle', () => {
  let world: DeskWorld;

  beforeEach(async () => {
    world = await deskWorld(spec);
    await world.act('ama', 'update.submit', { ref: '1.1', version: 0, ...words });
    await world.act('ama', 'update.saveDraft', { ref: '1.2', version: 0, narrative: 'Not sent yet.' });
    await cancel(world.store);
  });

  it('is told so, and gets the words of their draft', async () => {
    const refusal = theView(await world.act('ama', 'update.open', { ref: '1.2' }), 'refusal');
    expect(refusal.title).toBe('This round was cancelled');
    expect(refusal.typed?.map(({ text }) => text)).toEqual(['Not sent yet.']);
  });

  it.each(['update.submit', 'update.saveDraft', 'update.noChange'])('loses no words by %s', async (verb) => {
    const refusal = theView(await world.act('ama', verb, { ref: '1.1', version: 1, ...words }), 'refusal');
    expect(refusal.title).toBe('This round was cancelled');
    expect(refusal.typed?.map(({ text }) => text)).toContain(words.narrative);
    expect(await world.store.cycles.updates(cycleKey, '1.1')).toHaveLength(1);
  });

  it('sees in their list what was sent, and that nothing is wanted any more', async () => {
    const list = theView(await world.act('ama', 'updates.list'), 'list');
    expect(list.deadline).toMatch(/cancelled/);
    expect(list.rows.map(({ kind }) => kind)).toEqual(['called-off', 'done']);
  });

  it('reads of what they said is not theirs that it is not needed, and of no decision to come', async () => {
    const doubted = await deskWorld(spec);
    await doubted.act('ama', 'update.notMine', { ref: '1.1' });
    await cancel(doubted.store);
    const list = theView(await doubted.act('ama', 'updates.list'), 'list');
    expect(list.rows.find(({ ref }) => ref === '1.1')?.state).toBe('Not needed this time');
  });

  it('has nothing waiting', async () => {
    expect(theView(await world.say('ama', 'my updates'), 'notice').title).toBe('Nothing is waiting for you');
  });

  it('finds what they said as the last time of the next cycle', async () => {
    const added = await addCycle(world.store, world.clock, {
      programmeId: 'strategy',
      cycleId: 'winter',
      meeting: date('2027-02-18'),
      given: {},
    });
    expect(added.kind).toBe('added');
    const programme = await world.store.programmes.find('strategy');
    await openCycle(world.store, programme!.value, 'winter', now);
    const requests = await world.store.cycles.requests({ ...cycleKey, cycleId: 'winter' });
    expect(requests.map(({ value }) => value.baseline.narrative)).toEqual([words.narrative, undefined]);
  });
});
