import { describe, expect, it } from '@jest/globals';
import { cycleKey, setState, type CycleSpec } from '../../builders/open-cycle.ts';
import { deskWorld, theView, type DeskWorld } from '../../builders/desk-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' } },
  actions: {
    '1.1': {
      owners: ['Housing'],
      imported: { status: 'on_track', narrative: 'Ten homes.', asOf: 'March 2026' },
    },
    '1.2': { owners: ['Housing'], imported: { status: 'significant_delay', narrative: 'Stuck.' } },
  },
};

async function unchangedBefore(world: DeskWorld, runs: number): Promise<void> {
  const stored = (await world.store.cycles.request(cycleKey, '1.1'))!;
  const baseline = { ...stored.value.baseline, unchangedRuns: runs };
  await world.store.cycles.replaceRequests(cycleKey, [{ ...stored, value: { ...stored.value, baseline } }]);
}

describe('confirming that nothing has changed', () => {
  it('takes one tap and a confirmation, and gives the last answer again as a version of its own', async () => {
    const world = await deskWorld(spec);
    const asked = theView(
      await world.act('ama', 'update.noChange', { ref: '1.1', version: 0 }),
      'confirm-no-change',
    );
    expect(asked).toMatchObject({
      ref: '1.1',
      version: 0,
      needsWhy: false,
      last: { narrative: 'Ten homes.' },
    });
    expect(await world.store.cycles.updates(cycleKey)).toEqual([]);

    const confirm = { ref: '1.1', version: 0, confirm: 'yes' };
    const list = theView(await world.act('ama', 'update.noChange', confirm), 'list');
    expect(list.receipt?.line).toBe(
      'Confirmed as unchanged by you on Tuesday 20 October at 10:15 am: on track.',
    );
    expect(await world.store.cycles.updates(cycleKey)).toMatchObject([
      { version: 1, kind: 'no-change', status: 'on_track', narrative: 'Ten homes.' },
    ]);

    const again = theView(await world.act('ama', 'update.noChange', confirm), 'list');
    expect(again.receipt).toEqual(list.receipt);
    expect(await world.store.cycles.updates(cycleKey)).toHaveLength(1);
  });

  it('wants to know the second time running why it is still true', async () => {
    const world = await deskWorld(spec);
    await unchangedBefore(world, 1);
    const confirm = { ref: '1.1', version: 0, confirm: 'yes' };
    const asked = theView(
      await world.act('ama', 'update.noChange', { ...confirm, why: ' ' }),
      'confirm-no-change',
    );
    expect(asked.needsWhy).toBe(true);
    expect(asked.problem).toContain('why it is still true');

    await world.act('ama', 'update.noChange', { ...confirm, why: 'the lease runs on.' });
    expect((await world.store.cycles.updates(cycleKey))[0]?.narrative).toBe(
      'Ten homes.\n\nStill true because the lease runs on.',
    );
  });

  it('leads back to the form where it is not allowed, with the reason', async () => {
    const world = await deskWorld(spec);
    const confirm = { version: 0, confirm: 'yes' };
    const delayed = theView(await world.act('ama', 'update.noChange', { ...confirm, ref: '1.2' }), 'form');
    expect(delayed.notice).toContain('needs a fresh update each time');
    expect(delayed.noChange).toBeUndefined();
    await unchangedBefore(world, 2);
    const third = theView(await world.act('ama', 'update.noChange', { ...confirm, ref: '1.1' }), 'form');
    expect(third.notice).toContain('twice running');
    expect(await world.store.cycles.updates(cycleKey)).toEqual([]);
  });

  it('does not throw away what was typed on the form', async () => {
    const world = await deskWorld(spec);
    const typed = { narrative: 'Twelve homes.', status: 'on_track' };
    const form = theView(
      await world.act('ama', 'update.noChange', { ref: '1.1', version: 0, ...typed }),
      'form',
    );
    expect(form.values).toEqual(typed);
    expect(form.notice).toContain('You have typed an update');
    const fromLast = { ref: '1.1', version: 0, narrative: 'Ten homes.' };
    expect(theView(await world.act('ama', 'update.noChange', fromLast), 'confirm-no-change').ref).toBe('1.1');
  });

  it('turns into an update that starts with the line begun there', async () => {
    const world = await deskWorld(spec);
    const form = theView(
      await world.act('ama', 'update.open', { ref: '1.1', why: 'Two more came.' }),
      'form',
    );
    expect(form.values).toEqual({ narrative: 'Two more came.' });
  });

  it('gives the line begun there back when somebody else has answered meanwhile', async () => {
    const world = await deskWorld(spec);
    await unchangedBefore(world, 1);
    await world.act('sam', 'update.submit', { ref: '1.1', version: 0, status: 'completed', outcome: 'All.' });
    const confirm = { ref: '1.1', version: 0, confirm: 'yes', why: 'Two more came.' };
    const form = theView(await world.act('ama', 'update.noChange', confirm), 'form');
    expect(form.conflict).toBeDefined();
    expect(form.values).toEqual({ narrative: 'Two more came.' });
  });

  it('does not take a colleague’s draft away before it is seen', async () => {
    const world = await deskWorld(spec);
    await world.act('sam', 'update.saveDraft', { ref: '1.1', narrative: 'Sam began.' });
    const confirm = { ref: '1.1', version: 0, confirm: 'yes' };
    expect(theView(await world.act('ama', 'update.noChange', confirm), 'form').notice).toContain(
      'Sam began.',
    );
    expect(await world.store.cycles.drafts(cycleKey)).toHaveLength(1);
  });

  it('is not taken over somebody’s answer', async () => {
    const world = await deskWorld(spec);
    const answer = { ref: '1.1', version: 0, status: 'completed', outcome: 'All homes.' };
    await world.act('ama', 'update.submit', answer);
    const confirm = { ref: '1.1', version: 0, confirm: 'yes' };
    expect(theView(await world.act('sam', 'update.noChange', confirm), 'form').conflict).toBeDefined();
    expect(
      theView(await world.act('sam', 'update.noChange', { ...confirm, version: 1 }), 'form').version,
    ).toBe(1);
    expect(await world.store.cycles.updates(cycleKey)).toHaveLength(1);
  });

  it('counts as late after the close', async () => {
    const world = await deskWorld(spec);
    await setState(world.store, 'closed');
    await world.act('ama', 'update.noChange', { ref: '1.1', version: 0, confirm: 'yes' });
    expect((await world.store.cycles.request(cycleKey, '1.1'))?.value).toMatchObject({
      state: 'requested',
      late: { kind: 'no-change', late: true },
    });
  });
});
