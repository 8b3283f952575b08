import { describe, expect, it } from '@jest/globals';
import { isOutstanding } from '../../../src/cycle/outstanding.ts';
import { plan } from '../../../src/cycle/plan.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { instant } from '../../builders/dates.ts';
import { deskWorld, formOf, theView, type DeskWorld } from '../../builders/desk-world.ts';
import { contactId, cycleKey, setState, type CycleSpec } from '../../builders/open-cycle.ts';
import { handoverWorld } from '../lead/handover-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' }, Parks: { lead: 'lee' } },
  actions: {
    '1.1': { owners: ['Housing'] },
    '1.2': { owners: ['Housing'] },
    '1.3': { owners: ['Parks'] },
  },
};

async function requestOf(world: DeskWorld, ref = '1.1') {
  return (await world.store.cycles.request(cycleKey, ref))!.value;
}

/** Which actions a person is written to about, on the day of the deadline. */
async function writtenAbout(world: DeskWorld, name: string) {
  const loaded = (await loadCycle(world.store, cycleKey))!;
  const { due } = plan(loaded.planState, instant('2026-10-26T10:00:00Z'));
  return due.flatMap(({ recipient, refs }) =>
    recipient.kind === 'contact' && recipient.contactId === contactId(name) ? refs : [],
  );
}

describe('not mine', () => {
  it('takes one tap: the lead is to decide, and they are left alone about it until then', async () => {
    const world = await deskWorld(spec);
    const reply = await world.act('ama', 'update.notMine', { ref: '1.1' });
    const list = theView(reply, 'list');
    expect(list.rows.find(({ ref }) => ref === '1.1')).toMatchObject({
      kind: 'not-mine',
      state: 'You said this is not yours; the lead will decide',
    });
    expect([list.done, list.total]).toEqual([0, 1]);
    expect(await requestOf(world)).toMatchObject({
      state: 'requested',
      notMine: { contactId: contactId('ama'), by: { name: 'Ama' } },
    });
    expect(isOutstanding(await requestOf(world))).toBe(true);
    expect(await writtenAbout(world, 'ama')).toEqual(['1.2']);
    expect(await world.store.ledger.ofCycle(cycleKey)).toEqual([]);
  });

  it('asks who should answer afterwards, as a colleague or in words, and needs neither', async () => {
    const world = await deskWorld(spec);
    const form = formOf(await world.act('ama', 'update.notMine', { ref: '1.1' }));
    expect(form.title).toBe('Who should answer 1.1?');
    expect(form.buttons.map(({ title }) => title)).toEqual([
      'Tell the lead',
      'It is mine after all',
      'Back to my updates',
    ]);
    const [tell] = form.buttons;
    await world.actRaw('ama', 'update.notMine', {
      ...tell!.data,
      to: contactId('lee'),
      suggestion: 'Since May.',
    });
    expect((await requestOf(world)).notMine?.suggestion).toBe('lee; Since May.');
    const events = (await world.store.cycles.events(cycleKey)).filter(({ kind }) => kind === 'not-mine');
    expect(events.map(({ ref, by, contactId: whom }) => [ref, by?.name, whom])).toEqual([
      ['1.1', 'Ama', contactId('ama')],
      ['1.1', 'Ama', contactId('ama')],
    ]);
    expect(JSON.stringify(events)).not.toContain('Since May');
  });

  it.each([
    ['in the same moment', 'once', { minutes: 0 }],
    ['by a clock that was ahead', 'once', { minutes: -2 }],
    ['by a clock that was ahead, for good', 'always', { minutes: -2 }],
  ])('is for the lead to decide also where they were given it %s', async (_when, howLong, passed) => {
    const world = await handoverWorld(spec);
    const given = { refs: '1.1', to: contactId('lee'), howLong, filled: 'yes' };
    await world.act('priya', 'lead.reassign', given);
    world.clock.set(world.clock.now().add(passed).toString());
    await world.act('lee', 'update.notMine', { ref: '1.1' });
    const { requests } = await world.loaded();
    expect(requests.find(({ ref }) => ref === '1.1')?.notMine?.contactId).toBe(contactId('lee'));
  });

  it('from the foot of a list asks which; of one alone there is no question', async () => {
    const world = await deskWorld(spec);
    const list = theView(await world.act('ama', 'updates.list'), 'list');
    expect(list.foot?.map(({ title, verb }) => [title, verb])).toEqual(
      expect.arrayContaining([
        ['Pass on', 'update.passOn'],
        ['Not mine', 'update.notMine'],
      ]),
    );
    const form = formOf(await world.act('ama', 'update.notMine'));
    expect(form.inputs[0]).toMatchObject({ id: 'refs', kind: 'choice', value: '' });
    const again = formOf(await world.act('ama', 'update.notMine', { go: 'yes', suggestion: 'Lee?' }));
    expect(again.inputs.map(({ id, problem, value }) => [id, problem, value])).toEqual([
      ['refs', 'Please choose at least one.', ''],
      ['to', undefined, ''],
      ['suggestion', undefined, 'Lee?'],
    ]);
    await world.act('ama', 'update.notMine', { go: 'yes', refs: '1.1,1.2', suggestion: 'Lee?' });
    expect((await requestOf(world, '1.2')).notMine?.suggestion).toBe('Lee?');

    await world.act('lee', 'update.notMine');
    expect((await requestOf(world, '1.3')).notMine?.contactId).toBe(contactId('lee'));
  });

  it('of several tells the lead who should answer those, and leaves alone the one that nobody chose', async () => {
    const world = await deskWorld({ ...spec, actions: { ...spec.actions, '1.3': { owners: ['Housing'] } } });
    const form = formOf(await world.act('ama', 'update.notMine', { go: 'yes', refs: '1.1,1.2' }));
    expect(form.title).toBe('Who should answer 1.1 and 1.2?');
    await world.actRaw('ama', 'update.notMine', { ...form.buttons[0]!.data, suggestion: 'Lee?' });
    const said = await Promise.all(['1.1', '1.2', '1.3'].map((ref) => requestOf(world, ref)));
    expect(said.map(({ notMine }) => notMine?.suggestion)).toEqual(['Lee?', 'Lee?', undefined]);
    expect(said[2]?.notMine).toBeUndefined();

    const nothing = { go: 'yes', refs: '', suggestion: 'Sam?' };
    const again = formOf(await world.act('ama', 'update.notMine', nothing));
    expect(again.inputs.map(({ id, value }) => [id, value])).toContainEqual(['suggestion', 'Sam?']);
    expect(again.inputs[0]).toMatchObject({ id: 'refs', problem: 'Please choose at least one.' });
    expect((await requestOf(world, '1.3')).notMine).toBeUndefined();
  });

  it('keeps what was typed on the form as a draft', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.notMine', { ref: '1.1', narrative: 'Half a roof.' });
    expect((await world.store.cycles.draft(cycleKey, '1.1'))?.value.inputs['narrative']).toBe('Half a roof.');
  });

  it('can be taken back, and is over with an answer', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.notMine', { ref: '1.1' });
    const form = theView(await world.act('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(form.ways).toContainEqual({ title: 'It is mine after all', verb: 'update.mine' });
    const list = theView(await world.act('ama', 'update.mine', { ref: '1.1' }), 'list');
    expect(list.rows.map(({ ref, kind }) => [ref, kind])).toContainEqual(['1.1', 'outstanding']);
    expect(await writtenAbout(world, 'ama')).toEqual(['1.1', '1.2']);

    await world.act('ama', 'update.notMine', { ref: '1.1' });
    const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };
    await world.act('ama', 'update.submit', { ref: '1.1', ...answer });
    expect((await requestOf(world)).notMine).toBeUndefined();
  });

  it('of a second person leaves the first one’s word standing, and says so', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.notMine', { ref: '1.1' });
    const list = theView(await world.act('sam', 'update.notMine', { ref: '1.1' }), 'list');
    expect(list.notice).toBe(
      '1.1 stays as it is: Ama has said so already, and the programme lead will decide.',
    );
    expect(list.rows.find(({ ref }) => ref === '1.1')?.state).toBe(
      'Ama says that this is not theirs; the lead will decide',
    );
  });

  it('of the contact counts though the deputy was first, and keeps what the deputy suggested', async () => {
    const world = await deskWorld(spec);
    await world.act('sam', 'update.notMine', { ref: '1.1', suggestion: 'Lee?' });
    await world.act('ama', 'update.notMine', { ref: '1.1' });
    expect((await requestOf(world)).notMine).toMatchObject({
      contactId: contactId('ama'),
      by: { name: 'Ama' },
      suggestion: 'Lee?',
    });
    expect(await writtenAbout(world, 'ama')).toEqual(['1.2']);
  });

  it('is not for others’ requests, for answered ones, or after the close', async () => {
    const world = await deskWorld(spec);
    const others = theView(await world.act('ama', 'update.notMine', { ref: '1.3' }), 'refusal');
    expect(others.title).toBe('This is not on your list');
    const answer = { status: 'on_track', narrative: 'The roof is on.', nextSteps: 'The windows.' };
    await world.act('ama', 'update.submit', { ref: '1.1', ...answer });
    const answered = theView(await world.act('ama', 'update.notMine', { ref: '1.1' }), 'list');
    expect(answered.notice).toBe('1.1 stays as it is: it is answered already.');
    await setState(world.store, 'closed');
    const late = theView(await world.act('ama', 'update.notMine', { ref: '1.2' }), 'list');
    expect(late.notice).toContain('this round has closed');
    expect([(await requestOf(world, '1.3')).notMine, (await requestOf(world, '1.2')).notMine]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is passed on with the request: whoever gets it is asked', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.notMine', { ref: '1.1' });
    await world.act('ama', 'update.passOn', { ref: '1.1', go: 'yes', to: contactId('lee') });
    const { requests } = (await loadCycle(world.store, cycleKey))!;
    expect(requests.filter(({ notMine }) => notMine)).toEqual([]);
    expect((await world.store.ledger.ofCycle(cycleKey)).length).toBe(1);
  });
});
