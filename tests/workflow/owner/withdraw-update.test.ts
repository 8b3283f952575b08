import { beforeEach, describe, expect, it } from '@jest/globals';
import { deskWorld, theView, type DeskWorld } from '../../builders/desk-world.ts';
import { cycleKey, setState, type CycleSpec } from '../../builders/open-cycle.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'ben' } },
  actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] } },
};
const answer = { ref: '1.1', version: 0, status: 'on_track', narrative: 'Warm.', nextSteps: 'More.' };

let world: DeskWorld;
beforeEach(async () => {
  world = await deskWorld(spec);
  await world.act('ama', 'update.submit', answer);
});

function withdraw(name = 'ama', more: Record<string, unknown> = {}) {
  return world.act(name, 'update.withdraw', { ref: '1.1', version: 1, ...more }, 'card-7');
}

async function stored() {
  return (await world.store.cycles.request(cycleKey, '1.1'))!.value;
}

async function draft() {
  return (await world.store.cycles.draft(cycleKey, '1.1'))?.value;
}

describe('an update that was sent', () => {
  it('can be taken back from its form, by whoever sent it', async () => {
    const form = theView(await world.act('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(form.ways).toEqual([{ title: 'Withdraw', verb: 'update.withdraw' }]);
    const colleagues = theView(await world.act('ben', 'update.open', { ref: '1.1' }), 'form');
    expect(colleagues.ways ?? []).not.toContainEqual(form.ways![0]);
    const untouched = theView(await world.act('ama', 'update.open', { ref: '1.2' }), 'form');
    expect(untouched.ways ?? []).not.toContainEqual(form.ways![0]);
  });

  it('is outstanding again once taken back, with its words as the draft, and stays in the history', async () => {
    const list = theView(await withdraw(), 'list');
    expect(list).toMatchObject({ done: 0, total: 2 });
    expect(list.notice).toBe(
      'Your update on 1.1 is taken back. Its words are your draft now; what you had sent stays in your history.',
    );
    expect(list.rows[0]).toMatchObject({ ref: '1.1', kind: 'outstanding', version: 1 });
    expect(await stored()).toMatchObject({ state: 'requested', versions: 1 });
    expect((await draft())?.inputs).toEqual({ status: 'on_track', narrative: 'Warm.', nextSteps: 'More.' });
    const form = theView(await world.act('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(form.values).toMatchObject({ narrative: 'Warm.' });
    const updates = await world.store.cycles.updates(cycleKey, '1.1');
    expect(updates.map(({ version, narrative }) => [version, narrative])).toEqual([[1, 'Warm.']]);
    const events = await world.store.cycles.events(cycleKey);
    expect(events.filter(({ kind }) => kind === 'withdrawn')).toMatchObject([
      { ref: '1.1', by: { name: 'Ama' }, card: 'card-7', detail: 'version 1' },
    ]);
  });

  it('has another number when it is sent again', async () => {
    await withdraw();
    await world.act('ama', 'update.submit', { ...answer, version: 1 });
    const updates = await world.store.cycles.updates(cycleKey, '1.1');
    expect(updates.map(({ version }) => version)).toEqual([1, 2]);
    expect(await draft()).toBeUndefined();
  });

  it('leaves a draft that was begun after it', async () => {
    await world.act('ama', 'update.saveDraft', { ...answer, version: 1, narrative: 'Warmer.' });
    expect(theView(await withdraw(), 'list').notice).toContain('There was a draft already, and it is kept');
    expect((await draft())?.inputs['narrative']).toBe('Warmer.');
  });

  it('keeps what was typed over it on the form', async () => {
    await withdraw('ama', { ...answer, version: 1, narrative: 'Warm at last.' });
    expect((await draft())?.inputs['narrative']).toBe('Warm at last.');
  });

  it('does not let typed words replace a colleague’s draft unseen', async () => {
    await world.act('ben', 'update.saveDraft', { ...answer, version: 1, narrative: 'Ben’s words.' });
    const form = theView(await withdraw('ama', { ...answer, version: 1, narrative: 'Mine.' }), 'form');
    expect(form.notice).toContain('Ben’s words.');
    expect(form.values['narrative']).toBe('Mine.');
    expect(await stored()).toMatchObject({ state: 'submitted' });
  });

  it('is not taken back twice', async () => {
    await withdraw();
    expect(theView(await withdraw(), 'refusal').title).toBe('This cannot be taken back');
    const events = await world.store.cycles.events(cycleKey);
    expect(events.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(1);
  });

  it('is not taken back by a colleague, nor after the close, and the words that were typed come back', async () => {
    const refused = theView(await withdraw('ben', { narrative: 'Mine.' }), 'refusal');
    expect(refused.message).toBe('A colleague gave it. Nothing was changed.');
    expect(refused.typed).toEqual([{ label: 'What has happened since', text: 'Mine.' }]);
    await setState(world.store, 'closed');
    expect(theView(await withdraw(), 'refusal').message).toBe('The round has closed. Nothing was changed.');
    expect(await stored()).toMatchObject({ state: 'submitted', answer: { version: 1 } });
  });
});
