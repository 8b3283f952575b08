import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock, type ManualClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { rebuildAgenda, tick, type TickDeps } from '../../src/outbox/tick.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import { memoryQueue } from '../../src/storage/memory-queue.ts';
import { memoryStore, memoryTables } from '../../src/storage/memory-store.ts';
import { storeOn, type Store } from '../../src/storage/store.ts';
import { publishByItself } from '../../src/workflow/publication/publish-by-itself.ts';
import type { CycleKey } from '../../src/workflow/ports.ts';
import { countedTables } from '../bench/counted-tables.ts';
import { storeCycle, storeProgramme } from '../builders/stored-programme.ts';

// The meeting on Thursday 25 June 2026 gives: opens 13 May, due 1 June, closes 4 June at 5 pm.
let store: Store;
let clock: ManualClock;
let cycle: CycleKey;
let published: string[];

/** Notes which cycles' digests are put in, where the outbox would send them. */
const outbox = {
  put: async ({ cycleId }: CycleKey): Promise<void> => {
    published.push(cycleId);
  },
};

function deps(over: Partial<Store> = {}): TickDeps {
  return {
    store: { ...store, ...over },
    shardOf,
    publish: (key, now) => publishByItself({ store, outbox, log: createLog('silent') }, key, now),
    log: createLog('silent'),
  };
}

/** Every message of the cycle in words: who, what for, in which state. */
async function ledger(): Promise<string[]> {
  const rows = await store.ledger.ofCycle(cycle);
  return rows.map(({ value: { recipient, sections, state, date } }) => {
    const to = recipient.kind === 'board' ? 'board' : recipient.email.split('@')[0];
    return `${date.toString()} ${to ?? ''} ${sections.map(({ kind }) => kind).join('+')} ${state}`;
  });
}

async function stateOf(): Promise<string | undefined> {
  const programme = await store.programmes.find('strategy');
  return programme?.value.cycles.find(({ id }) => id === 'june')?.state;
}

beforeEach(async () => {
  store = memoryStore();
  await store.prepare();
  clock = manualClock('2026-05-01T09:00:00Z');
  published = [];
  await storeProgramme(store, {
    owners: { health: { actions: ['1.1', '1.2'], lead: 'ama', deputy: 'ben' } },
  });
  cycle = await storeCycle(store, clock, '2026-06-25');
});

describe('a tick', () => {
  it('does nothing before anything is due', async () => {
    expect(await tick(deps(), clock.now())).toMatchObject({ planned: 0 });
    expect(await stateOf()).toBe('scheduled');
  });

  it('opens the cycle at the send time, and plans one request a person', async () => {
    expect(await tick(deps(), clock.now().add({ hours: 24 * 12 }))).toMatchObject({
      planned: 1,
      superseded: 0,
    });
    expect(await stateOf()).toBe('open');
    expect(await ledger()).toEqual(['2026-05-13 ama request planned']);
  });

  it('wakes the shard of whoever has something to get', async () => {
    clock.set('2026-05-13T08:30:00Z');
    await tick(deps(), clock.now());
    const [rows] = await store.ledger.ofCycle(cycle);
    const recipient = rows?.value.recipient;
    const woken = await store.wakeQueue.receive(10, 30);
    expect(woken.map(({ shard }) => shard.shard)).toEqual([
      shardOf(recipient?.kind === 'contact' ? recipient.contactId : ''),
    ]);
  });

  it('wakes a shard again, when the lease is over, whose worker died before it came to it', async () => {
    clock.set('2026-05-13T08:30:00Z');
    await tick(deps(), clock.now());
    const taken = await store.wakeQueue.receive(10, 300); // and never done
    await tick(deps(), clock.now().add({ minutes: 1 }));
    expect(await store.wakeQueue.receive(10, 300)).toEqual([]);
    await tick(deps(), clock.now().add({ minutes: 2 }));
    const again = await store.wakeQueue.receive(10, 300);
    expect(again.map(({ shard }) => shard)).toEqual(taken.map(({ shard }) => shard));
  });

  it('plans nothing twice, however often it runs', async () => {
    clock.set('2026-05-13T08:30:00Z');
    await tick(deps(), clock.now());
    await rebuildAgenda({ store }, clock.now());
    expect(await tick(deps(), clock.now())).toMatchObject({ planned: 0, superseded: 0 });
    expect(await ledger()).toHaveLength(1);
  });

  it('gives the same rows when two processes tick at once', async () => {
    clock.set('2026-06-02T08:30:00Z');
    const tallies = await Promise.all([tick(deps(), clock.now()), tick(deps(), clock.now())]);
    expect(tallies.reduce((sum, { planned }) => sum + planned, 0)).toBe(3);
    expect((await ledger()).filter((line) => line.endsWith('planned'))).toHaveLength(3);
  });

  it('gives the latest rung after downtime, as the request too when that was never sent', async () => {
    clock.set('2026-06-02T08:30:00Z');
    await tick(deps(), clock.now());
    expect((await ledger()).filter((line) => line.includes(' ama '))).toEqual([
      '2026-05-13 ama request superseded',
      '2026-05-27 ama reminder superseded',
      '2026-06-01 ama due superseded',
      '2026-06-02 ama request+overdue planned',
    ]);
  });

  it('overtakes a message that never went when the next one falls due', async () => {
    clock.set('2026-05-13T08:30:00Z');
    await tick(deps(), clock.now());
    clock.set('2026-05-27T08:30:00Z');
    expect(await tick(deps(), clock.now())).toMatchObject({ planned: 1, superseded: 1 });
    expect(await ledger()).toEqual([
      '2026-05-13 ama request superseded',
      '2026-05-27 ama request+reminder planned',
    ]);
  });

  it('holds what it caught up on at night until the next send time', async () => {
    clock.set('2026-05-15T20:30:00Z'); // Friday, 21:30 in London
    await tick(deps(), clock.now());
    const [row] = await store.ledger.ofCycle(cycle);
    expect(row?.value.notBefore?.toString()).toBe('2026-05-18T08:30:00Z');
    expect(await store.wakeQueue.receive(10, 30)).toEqual([]);
    const toCome = await store.agenda.due(clock.now().add({ hours: 72 }));
    expect(toCome.map(({ due }) => due.toString())).toContain('2026-05-18T08:30:00Z');
  });

  it('closes the cycle, tells the leads, and leaves owners alone', async () => {
    clock.set('2026-05-13T08:30:00Z');
    await tick(deps(), clock.now());
    clock.set('2026-06-04T16:00:00Z');
    await tick(deps(), clock.now());
    expect(await stateOf()).toBe('closed');
    const lines = await ledger();
    expect(lines).toContain('2026-06-04 priya close planned');
    expect(lines.filter((line) => line.includes(' ama ')).every((line) => line.endsWith('superseded'))).toBe(
      true,
    );
  });

  it('writes down at the close which actions had left the register', async () => {
    clock.set('2026-05-13T08:30:00Z');
    await tick(deps(), clock.now());
    const programme = await store.programmes.find('strategy');
    const version = programme?.value.registerVersion ?? '';
    const register = await store.registers.read('local', 'strategy', version);
    await store.registers.write('local', 'strategy', {
      ...register,
      version: 'without-1.2',
      actions: register.actions.filter(({ ref }) => ref !== '1.2'),
    });
    await store.programmes.replace({
      ...programme!,
      value: { ...programme!.value, registerVersion: 'without-1.2' },
    });
    clock.set('2026-06-04T16:00:00Z');
    await tick(deps(), clock.now());
    const requests = await store.cycles.requests(cycle);
    expect(requests.map(({ value }) => [value.ref, value.state])).toEqual([
      ['1.1', 'requested'],
      ['1.2', 'retired'],
    ]);
  });

  it('leaves the digest to a lead, unless the programme needs no review', async () => {
    clock.set('2026-06-17T08:30:00Z');
    await tick(deps(), clock.now());
    expect(published).toEqual([]);
  });

  it('publishes at the publication date where the programme needs no review', async () => {
    await storeProgramme(store, {
      id: 'open-plan',
      owners: { health: { actions: ['1.1'] } },
      settings: { review: 'none' },
    });
    await storeCycle(store, clock, '2026-06-25', { programmeId: 'open-plan', cycleId: 'summer' });
    clock.set('2026-06-16T08:30:00Z');
    await tick(deps(), clock.now());
    expect(published).toEqual([]);
    clock.set('2026-06-17T08:30:00Z');
    await tick(deps(), clock.now());
    expect(published).toEqual(['summer']);
  });

  it('finishes an opening that a crash cut short', async () => {
    clock.set('2026-05-13T08:30:00Z');
    const failing = {
      ...store.cycles,
      addEvent: () => Promise.reject(new Error('the process is gone')),
    };
    await tick(deps({ cycles: failing }), clock.now());
    expect(await stateOf()).toBe('scheduled');
    await tick(deps(), clock.now().add({ minutes: 1 }));
    expect(await stateOf()).toBe('open');
    expect(await store.cycles.requests(cycle)).toHaveLength(2);
    expect(await ledger()).toEqual(['2026-05-13 ama request planned']);
  });

  it('wakes the workers again when it stopped between planning and waking them', async () => {
    clock.set('2026-05-13T08:30:00Z');
    const failing = { ...store.wakeQueue, wake: () => Promise.reject(new Error('the process is gone')) };
    await tick(deps({ wakeQueue: failing }), clock.now());
    await tick(deps(), clock.now().add({ minutes: 1 }));
    expect(await store.wakeQueue.receive(10, 30)).toHaveLength(1);
  });

  it('reads nothing of cycles that have nothing due', async () => {
    clock.set('2026-05-13T08:30:00Z');
    await tick(deps(), clock.now());
    const reads: string[] = [];
    const programmes = {
      ...store.programmes,
      find: (id: string) => {
        reads.push(id);
        return store.programmes.find(id);
      },
    };
    await tick(deps({ programmes }), clock.now().add({ minutes: 1 }));
    expect(reads).toEqual([]);
  });

  it('asks the store as little when nothing is due, beside one programme or five hundred', async () => {
    const counted = countedTables(memoryTables());
    const many = storeOn(counted.tables, memoryQueue(clock));
    const counts: unknown[] = [];
    let known = 0;
    for (const size of [1, 500]) {
      for (; known < size; known += 1) {
        const programmeId = `plan-${known}`;
        await storeProgramme(many, { id: programmeId, owners: { health: { actions: ['1.1'] } } });
        const due = clock.now().add({ hours: 24 * (1 + (known % 30)) });
        await many.agenda.add({ tenantId: 'local', programmeId, cycleId: 'june', due });
      }
      await tick(deps(many), clock.now());
      counted.reset();
      for (const minutes of [1, 2, 3]) await tick(deps(many), clock.now().add({ minutes }));
      counts.push(counted.counts());
    }
    expect(counts[0]).toMatchObject({ roundTrips: 3, rowsRead: 3, rowsWritten: 0 });
    expect(counts[1]).toEqual(counts[0]);
  });

  it('wakes a shard once for all the cycles that fall due together', async () => {
    await storeProgramme(store, { id: 'second', owners: { health: { actions: ['2.1'], lead: 'ama' } } });
    await storeCycle(store, clock, '2026-06-25', { programmeId: 'second' });
    clock.set('2026-05-13T08:30:00Z');
    expect(await tick(deps(), clock.now())).toMatchObject({ planned: 2 });
    expect(await store.wakeQueue.receive(10, 30)).toHaveLength(1);
  });

  it('plans the other cycles when one cannot be, and leaves that on the agenda', async () => {
    await storeProgramme(store, { id: 'second', owners: { health: { actions: ['2.1'] } } });
    await storeCycle(store, clock, '2026-06-25', { programmeId: 'second' });
    clock.set('2026-05-13T08:30:00Z');
    const find = (id: string) =>
      id === 'second' ? Promise.reject(new Error('cannot be read')) : store.programmes.find(id);
    await tick(deps({ programmes: { ...store.programmes, find } }), clock.now());
    expect(await stateOf()).toBe('open');
    const left = await store.agenda.due(clock.now());
    expect(left.map(({ programmeId }) => programmeId)).toEqual(['second']);
  });

  it('wakes the workers for what another process planned that opened the cycle as well, and stopped', async () => {
    clock.set('2026-05-13T08:30:00Z');
    const insertMissing: Store['ledger']['insertMissing'] = async (deliveries) => {
      await store.ledger.insertMissing(deliveries); // the other's
      return store.ledger.insertMissing(deliveries);
    };
    const pass = await tick(deps({ ledger: { ...store.ledger, insertMissing } }), clock.now());
    expect(pass).toMatchObject({ planned: 0, superseded: 0 });
    expect(await ledger()).toEqual(['2026-05-13 ama request planned']);
    expect(await store.wakeQueue.receive(10, 30)).toHaveLength(1);
  });
});
