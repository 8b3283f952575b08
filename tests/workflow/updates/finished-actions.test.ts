import { beforeEach, describe, expect, it } from '@jest/globals';
import { date, instant } from '../../builders/dates.ts';
import { computeDigest } from '../../../src/digest/compute-digest.ts';
import { resolveScheme } from '../../../src/programme/status-scheme.ts';
import { deskWorld, theView, type DeskWorld } from '../../builders/desk-world.ts';
import { cycleKey, type CycleSpec } from '../../builders/open-cycle.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama' } },
  actions: {
    '1.1': { owners: ['Housing'] },
    '1.2': {
      owners: ['Housing'],
      imported: { status: 'completed', narrative: 'Built.', asOf: 'March 2026' },
    },
  },
};
const answer = { ref: '1.2', version: 0, narrative: 'It leaks.', nextSteps: 'Mend it.' };

let world: DeskWorld;
beforeEach(async () => {
  world = await deskWorld(spec);
});

async function row() {
  const list = theView(await world.act('ama', 'updates.list'), 'list');
  return { total: list.total, done: list.done, ...list.rows.find(({ ref }) => ref === '1.2') };
}

describe('an action that was completed before', () => {
  it('is listed, counted for nothing, and says what choosing another status does', async () => {
    expect(await row()).toMatchObject({
      kind: 'finished',
      state: 'Completed, as reported in March 2026',
      total: 1,
    });
    const form = theView(await world.act('ama', 'update.open', { ref: '1.2' }), 'form');
    expect(form.notice).toBe(
      'This is completed, so nothing is asked of you. Choosing another status opens it again.',
    );
  });

  it('is opened again by another status, on the record and in the digest', async () => {
    const reply = await world.act('ama', 'update.submit', { ...answer, status: 'on_track' });
    expect(theView(reply, 'list').receipt?.line).toMatch(/: on track\. The action is open again\.$/);
    expect(await row()).toMatchObject({ kind: 'done', total: 1, done: 0 });
    const events = await world.store.cycles.events(cycleKey);
    expect(events.find(({ kind }) => kind === 'submitted')?.detail).toBe('version 1, reopened');
    const requests = (await world.store.cycles.requests(cycleKey)).map(({ value }) => value);
    const digest = computeDigest({
      ...{ programme: 'strategy', cycle: 'autumn', asOf: instant('2026-10-20T10:00:00Z') },
      scheme: resolveScheme('five-category'),
      requests,
      notReached: new Set(),
    });
    expect(digest.counts).toMatchObject({ completed: 0, on_track: 1 });
    expect(digest.movement).toMatchObject([{ ref: '1.2', from: 'completed', to: 'on_track' }]);
  });

  it('can be updated and stay completed', async () => {
    const kept = { ...answer, status: 'completed', outcome: 'Twelve homes.' };
    const reply = await world.act('ama', 'update.submit', kept);
    expect(theView(reply, 'list').receipt?.line).not.toContain('open again');
    expect((await world.store.cycles.events(cycleKey)).at(-1)?.detail).toBe('version 1');
  });

  it('is as it was before once the update is taken back', async () => {
    await world.act('ama', 'update.submit', { ...answer, status: 'on_track' });
    await world.act('ama', 'update.withdraw', { ref: '1.2', version: 1 });
    expect(await row()).toMatchObject({ kind: 'finished', total: 1, done: 0 });
  });
});

describe('what a row of the list says', () => {
  const by = { contactId: 'any', name: 'Priya' };
  const at = instant('2026-10-19T09:00:00Z');

  async function withState(state: object) {
    const stored = (await world.store.cycles.request(cycleKey, '1.1'))!;
    await world.store.cycles.replaceRequests(cycleKey, [{ ...stored, value: { ...stored.value, ...state } }]);
    const list = theView(await world.act('ama', 'updates.list'), 'list');
    return { list, row: list.rows.find(({ ref }) => ref === '1.1')! };
  }

  it('is by when, for what has more time', async () => {
    const { row: extendedRow } = await withState({ extended: { to: date('2026-10-28'), by, at } });
    expect(extendedRow).toMatchObject({
      kind: 'outstanding',
      state: 'You have until Wednesday 28 October · No update yet',
    });
  });

  it('is nothing of a longer time that has come to give none', async () => {
    const { row: extendedRow } = await withState({ extended: { to: date('2026-10-26'), by, at } });
    expect(extendedRow.state).toBe('No update yet');
  });

  it('is that a lead has excused it, and it is not counted', async () => {
    const { list, row: excusedRow } = await withState({
      state: 'excused',
      excused: { reason: 'Too soon', by, at },
    });
    expect(excusedRow).toMatchObject({
      kind: 'called-off',
      state: 'Excused by the programme lead: not needed this time',
    });
    expect(list).toMatchObject({ done: 0, total: 0 });
  });
});
