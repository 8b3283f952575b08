import { describe, expect, it } from '@jest/globals';
import type { Outbox } from '../../../src/outbox/ports.ts';
import { assembleDigest } from '../../../src/workflow/publication/assemble-digest.ts';
import { digestView } from '../../../src/workflow/publication/digest-view.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import type { CycleStore } from '../../../src/workflow/ports.ts';
import { publishByItself } from '../../../src/workflow/publication/publish-by-itself.ts';
import { finishPublication, publishDigest } from '../../../src/workflow/publication/publish-digest.ts';
import { programmeSettings } from '../../builders/settings.ts';
import { chair, lead, leadWorld, type LeadWorld, type ProgrammeSpec } from '../lead-world.ts';

const priya = { contactId: 'c0ffee', name: 'Priya Shah' };
const tom = { contactId: 'beef', name: 'Tom Reid' };

/** Closed, on the publication day. */
async function closedWorld(spec?: ProgrammeSpec): Promise<LeadWorld> {
  const world = await leadWorld(spec);
  await world.answer('1.1', { status: 'minor_slippage', reason: 'Rain.' });
  await world.close();
  world.clock.set('2026-11-11T10:00:00Z');
  return world;
}

async function publish(world: LeadWorld, rest: object = {}) {
  return publishDigest(world, { cycle: world.key, by: priya, now: world.clock.now(), ...rest });
}

async function stateOf(world: LeadWorld) {
  return (await world.loaded()).cycle.state;
}

describe('publishing', () => {
  it('freezes the figures, posts to the board and each chair, and says who did it', async () => {
    const world = await closedWorld();
    const outcome = await publish(world, { foreword: 'A good quarter.' });
    expect(outcome).toMatchObject({
      kind: 'published',
      frozen: { foreword: 'A good quarter.', publishedBy: 'Priya Shah', digest: { total: 2 } },
    });
    expect(await world.posted()).toEqual(['board', chair]);
    expect(await stateOf(world)).toBe('published');
    expect(await world.store.cycles.events(world.key)).toContainEqual(
      expect.objectContaining({ kind: 'published', by: priya }),
    );
  });

  it('tells the second lead what the first did, and posts nothing twice', async () => {
    const world = await closedWorld();
    await publish(world, { foreword: 'First.' });
    world.clock.advance({ hours: 1 });
    const second = await publish(world, { by: tom, foreword: 'Second.' });
    expect(second).toMatchObject({
      kind: 'already',
      frozen: { publishedBy: 'Priya Shah', foreword: 'First.' },
    });
    expect(await world.posted()).toEqual(['board', chair]);
  });

  it('lets one of two leads through who press at once', async () => {
    const world = await closedWorld();
    const outcomes = await Promise.all([publish(world), publish(world, { by: tom })]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'published']);
    expect(await world.posted()).toEqual(['board', chair]);
  });

  it('keeps the published figures whatever becomes of the rows', async () => {
    const world = await closedWorld();
    await publish(world);
    const rows = await world.store.cycles.requests(world.key);
    await world.store.cycles.replaceRequests(
      world.key,
      rows.map((row) => ({ ...row, value: { ...row.value, state: 'retired' as const } })),
    );
    const assembled = await assembleDigest(world.store, world.key, world.clock.now());
    expect(assembled?.digest.total).toBe(2);
  });
});

describe('a published digest', () => {
  it('keeps the words it was told in when the settings change', async () => {
    const world = await closedWorld();
    await publish(world);
    const view = async () => {
      const assembled = await assembleDigest(world.store, world.key, world.clock.now());
      if (!assembled) throw new Error('There is no digest.');
      return digestView(
        assembled.loaded.programme.value,
        assembled.loaded.cycle,
        assembled.digest,
        assembled.frozen,
      );
    };
    const before = await view();
    const programme = await world.store.programmes.find(world.key.programmeId);
    if (!programme) throw new Error('There is no programme.');
    const settings = programmeSettings({
      title: 'Another strategy',
      board: { name: 'Another board' },
      statusScheme: 'rag',
      levels: { priority: 'Theme' },
    });
    await world.store.programmes.replace({ ...programme, value: { ...programme.value, settings } });
    expect(await view()).toEqual(before);
  });
});

describe('publishing is refused', () => {
  it('while the cycle is open', async () => {
    const world = await leadWorld();
    expect(await publish(world)).toEqual({ kind: 'not-closed', state: 'open' });
  });

  it('before the publication date, unless the lead says so', async () => {
    const world = await closedWorld();
    world.clock.set('2026-11-10T23:30:00Z');
    expect(await publish(world)).toMatchObject({ kind: 'too-early' });
    expect(await world.posted()).toEqual([]);
    expect(await publish(world, { early: true })).toMatchObject({ kind: 'published' });
  });

  it('without a channel for the board, and then nobody gets anything', async () => {
    const world = await closedWorld({ settings: { board: { name: 'Board' } } });
    expect(await publish(world)).toEqual({ kind: 'no-channel' });
    expect(await world.posted()).toEqual([]);
    expect(await stateOf(world)).toBe('closed');
  });

  it('for a cycle that does not exist', async () => {
    const world = await leadWorld();
    const cycle = { ...world.key, cycleId: 'nowhere' };
    expect(await publishDigest(world, { cycle, now: world.clock.now() })).toEqual({ kind: 'unknown-cycle' });
  });

  it('when the figures do not agree with the rows, each time that they are made', async () => {
    const world = await closedWorld();
    const cycles = { ...world.store.cycles, requests: oneFewerEverySecondTime(world) };
    const outcome = await publishDigest(
      { ...world, store: { ...world.store, cycles } },
      { cycle: world.key, by: priya, now: world.clock.now() },
    );
    expect(outcome).toMatchObject({ kind: 'sums-disagree' });
    expect(await world.posted()).toEqual([]);
    expect(await world.store.cycles.frozenDigest(world.key)).toBeUndefined();
  });
});

/** Reads the cycle's rows; every second time, one is missing. */
function oneFewerEverySecondTime(world: LeadWorld): CycleStore['requests'] {
  let reads = 0;
  return async (key) => {
    reads += 1;
    return (await world.store.cycles.requests(key)).slice(reads % 2 === 0 ? 1 : 0);
  };
}

describe('a publication that was stopped midway', () => {
  const stopped: Pick<Outbox, 'put'> = {
    put: async () => {
      throw new Error('The process was killed.');
    },
  };

  async function stoppedWorld(): Promise<LeadWorld> {
    const world = await closedWorld();
    await expect(
      publishDigest({ ...world, outbox: stopped }, { cycle: world.key, by: priya, now: world.clock.now() }),
    ).rejects.toThrow('killed');
    return world;
  }

  it('is finished by a second Publish, which changes nothing of the first', async () => {
    const world = await stoppedWorld();
    world.clock.advance({ minutes: 10 });
    expect(await publish(world, { by: tom })).toMatchObject({
      kind: 'already',
      frozen: { publishedBy: 'Priya Shah' },
    });
    expect(await world.posted()).toEqual(['board', chair]);
    expect(await stateOf(world)).toBe('published');
  });

  it('is finished by a tick', async () => {
    const world = await stoppedWorld();
    world.clock.advance({ minutes: 10 });
    await publishByItself(world, world.key, world.clock.now());
    expect(await world.posted()).toEqual(['board', chair]);
    expect(await stateOf(world)).toBe('published');
  });

  it('is left alone while another process may still be at it', async () => {
    const world = await stoppedWorld();
    world.clock.advance({ minutes: 1 });
    expect(await finishPublication(world, await world.loaded(), world.clock.now())).toBe(false);
    expect(await world.posted()).toEqual([]);
  });

  it('posts only what is missing, also on a later day', async () => {
    const world = await closedWorld();
    const half: Pick<Outbox, 'put'> = {
      put: async (cycle, messages) => {
        await world.outbox.put(cycle, Array.isArray(messages) ? messages.slice(0, 1) : messages);
        throw new Error('The process was killed.');
      },
    };
    const publication = { cycle: world.key, by: priya, now: world.clock.now() };
    await expect(publishDigest({ ...world, outbox: half }, publication)).rejects.toThrow('killed');
    world.clock.advance({ hours: 24 });
    await publishByItself(world, world.key, world.clock.now());
    expect(await world.posted()).toEqual(['board', chair]);
  });
});

describe('a programme without review', () => {
  const settings = { review: 'none' as const, leads: [lead], chairs: [chair], board: { channelId: '19:x' } };

  it('publishes by itself at the send time of the publication day, under the planned keys', async () => {
    const world = await closedWorld({ settings });
    world.clock.set('2026-11-11T09:29:00Z');
    await publishByItself(world, world.key, world.clock.now());
    expect(await world.posted()).toEqual([]);
    world.clock.set('2026-11-11T09:30:00Z');
    await publishByItself(world, world.key, world.clock.now());
    expect(await world.posted()).toEqual(['board', chair]);
    const frozen = await world.store.cycles.frozenDigest(world.key);
    expect(frozen?.publishedBy).toBeUndefined();
    const keys = (await world.store.ledger.ofCycle(world.key)).map(({ value }) => value.key);
    expect(keys).toContain('hws,2026-11,board,2026-11-11');
  });

  it('keeps the planned key when the tick comes a day late', async () => {
    const world = await closedWorld({ settings });
    world.clock.set('2026-11-12T11:00:00Z');
    await publishByItself(world, world.key, world.clock.now());
    const keys = (await world.store.ledger.ofCycle(world.key)).map(({ value }) => value.key);
    expect(keys).toContain('hws,2026-11,board,2026-11-11');
  });

  it('is published once, however often the tick comes', async () => {
    const world = await closedWorld({ settings });
    for (let hour = 0; hour < 4; hour += 1) {
      await publishByItself(world, world.key, world.clock.now());
      world.clock.advance({ hours: 24 });
    }
    expect(await world.posted()).toEqual(['board', chair]);
  });

  it('leaves the digest of a programme with review to its leads', async () => {
    const world = await closedWorld();
    await publishByItself(world, world.key, world.clock.now());
    expect((await loadCycle(world.store, world.key))?.cycle.state).toBe('closed');
    expect(await world.posted()).toEqual([]);
  });
});
