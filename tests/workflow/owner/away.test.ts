import { beforeEach, describe, expect, it } from '@jest/globals';
import { renderViews } from '../../../src/cards/render.ts';
import type { ActFormView } from '../../../src/cards/views/act-form.ts';
import type { ListView } from '../../../src/cards/views/list.ts';
import { absenceOn } from '../../../src/programme/absence.ts';
import { date } from '../../builders/dates.ts';
import { deskWorld, formOf, theView, type DeskWorld } from '../../builders/desk-world.ts';
import { contactId, cycleKey, openedCycle, tenantId, type CycleSpec } from '../../builders/open-cycle.ts';

/** It is Tuesday 20 October: due on Monday 26, closes on Thursday 29. */
const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'ben' }, Parks: { lead: 'sam' } },
  actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] }, '2.1': { owners: ['Parks'] } },
};
const week = { awayFrom: '2026-10-21', awayTo: '2026-10-27' };
const answer = { version: 0, status: 'on_track', narrative: 'Warm.', nextSteps: 'More.' };

let world: DeskWorld;
beforeEach(async () => {
  world = await deskWorld(spec);
});

async function absences(programmeId = cycleKey.programmeId) {
  return (await world.store.programmes.find(programmeId))?.value.absences ?? [];
}

async function listOf(name: string): Promise<ListView> {
  return theView(await world.act(name, 'updates.list'), 'list');
}

function problems(form: ActFormView): Record<string, string> {
  return Object.fromEntries(
    form.inputs.flatMap(({ id, problem }) => (problem === undefined ? [] : [[id, problem]])),
  );
}

describe('“I’m away”', () => {
  it.each(['i’m away', "I'm  away", 'away'])('is asked for by “%s”', async (words) => {
    const [view] = await world.say('ama', words);
    expect(view).toMatchObject({ kind: 'act-form', view: { title: 'I’m away' } });
  });

  it('offers everybody of the register and the leads, but for oneself, first those of the same owner', async () => {
    const form = formOf(await world.act('ama', 'me.away'));
    const who = form.inputs.find(({ id }) => id === 'to');
    const titles = who?.kind === 'choice' ? who.choices.map(({ title }) => title) : [];
    expect(titles).toEqual([
      'My deputy, or the programme lead',
      'ben (Housing)',
      'Programme lead',
      'sam (Parks)',
    ]);
  });

  it('says back what was set, and offers to change it', async () => {
    const form = formOf(await world.act('ama', 'me.away.save', { ...week, to: contactId('sam') }));
    expect(form.notice).toBe('Saved.');
    expect(form.paragraphs[0]).toBe(
      'You are away from Wednesday 21 October to Tuesday 27 October; sam stands in.',
    );
    expect(form.buttons.map(({ title }) => title)).toEqual([
      'Save',
      'Change 21 to 27 October',
      'Back to my updates',
    ]);
    const change = form.buttons[1]!;
    const changing = formOf(await world.actRaw('ama', change.verb, change.data));
    expect(changing.inputs.map(({ id, value }) => [id, value])).toEqual([
      ['awayFrom', week.awayFrom],
      ['awayTo', week.awayTo],
      ['to', contactId('sam')],
      ['picked', ''],
    ]);
  });

  it('is changed, and taken back', async () => {
    await world.act('ama', 'me.away.save', { ...week, to: contactId('sam') });
    const change = { change: week.awayFrom };
    await world.act('ama', 'me.away.save', { ...change, ...week, awayTo: '2026-10-22', to: 'nobody' });
    expect(await absences()).toMatchObject([{ from: date('2026-10-21'), to: date('2026-10-22') }]);
    expect((await absences())[0]).not.toHaveProperty('standIn');
    const form = formOf(await world.act('ama', 'me.away.save', { ...change, takeBack: 'yes' }));
    expect(form.notice).toBe('Taken back. What falls due from now on comes to you.');
    expect(await absences()).toEqual([]);
    const events = await world.store.cycles.events(cycleKey);
    expect(events.flatMap(({ kind, detail }) => (kind === 'away' ? [detail] : [])).sort()).toEqual([
      'away 2026-10-21 to 2026-10-27',
      'back 2026-10-21 to 2026-10-22',
      'back 2026-10-21 to 2026-10-27; away 2026-10-21 to 2026-10-22',
    ]);
  });

  it('holds in every programme of the tenant in which they are a contact, and in no other', async () => {
    await openedCycle({ ...spec, programmeId: 'second' }, world.store);
    await openedCycle(
      { ...spec, programmeId: 'third', owners: { Housing: { lead: 'zed' }, Parks: {} } },
      world.store,
    );
    await world.act('ama', 'me.away.save', week);
    expect(await absences()).toHaveLength(1);
    expect(await absences('second')).toHaveLength(1);
    expect(await absences('third')).toEqual([]);
  });

  it('changes nothing when it is said twice', async () => {
    await world.act('ama', 'me.away.save', week);
    const before = await world.store.programmes.find(cycleKey.programmeId);
    await world.act('ama', 'me.away.save', week);
    expect((await world.store.programmes.find(cycleKey.programmeId))?.etag).toBe(before?.etag);
  });

  it('is in the trail of the round, and lets the round be planned anew', async () => {
    await world.act('ama', 'me.away.save', week, 'card-7');
    const events = await world.store.cycles.events(cycleKey);
    expect(events.filter(({ kind }) => kind === 'away')).toMatchObject([
      {
        by: { contactId: contactId('ama'), name: 'Ama' },
        contactId: contactId('ama'),
        card: 'card-7',
        detail: 'away 2026-10-21 to 2026-10-27',
      },
    ]);
    expect((await world.store.agenda.due(world.clock.now())).map(({ cycleId }) => cycleId)).toEqual([
      cycleKey.cycleId,
    ]);
  });

  it.each([
    ['no days', {}, { awayFrom: 'Please give your first day away.' }],
    ['no last day', { awayFrom: '2026-10-21' }, { awayTo: 'Please give your last day away.' }],
    [
      'the last day before the first',
      { awayFrom: '2026-10-22', awayTo: '2026-10-21' },
      { awayTo: 'This is before your first day away.' },
    ],
    [
      'days that are over',
      { awayFrom: '2026-10-12', awayTo: '2026-10-19' },
      { awayTo: 'These days are over.' },
    ],
    [
      'years',
      { awayFrom: '2026-10-21', awayTo: '2028-10-21' },
      { awayTo: 'This is more than a year from now. Please ask the programme lead for a successor.' },
    ],
    ['no date', { awayFrom: 'soon', awayTo: '2026-10-21' }, { awayFrom: 'Please give your first day away.' }],
    ['themselves', { ...week, to: contactId('ama') }, { to: 'You cannot stand in for yourself.' }],
    ['a stranger', { ...week, to: 'nobody-knows' }, { to: 'Please choose somebody else from the list.' }],
  ])('asks again where %s are given, and keeps what was typed', async (_what, typed, expected) => {
    const form = formOf(await world.act('ama', 'me.away.save', typed));
    expect(problems(form)).toEqual(expected);
    const values = Object.fromEntries(form.inputs.map(({ id, value }) => [id, value]));
    expect(values).toMatchObject(typed);
    expect(await absences()).toEqual([]);
  });

  it('counts from today where it began earlier', async () => {
    await world.act('ama', 'me.away.save', { awayFrom: '2026-10-12', awayTo: '2026-10-23' });
    expect(await absences()).toMatchObject([{ from: date('2026-10-20') }]);
  });

  it('says where the stand-in is away too', async () => {
    await world.act('sam', 'me.away.save', { awayFrom: '2026-10-26', awayTo: '2026-10-30' });
    const form = formOf(await world.act('ama', 'me.away.save', { ...week, to: contactId('sam') }));
    expect(form.notice).toContain(
      'sam is away too from Monday 26 October to Friday 30 October: then your deputy is asked, or the programme lead.',
    );
  });

  it('takes the place of what was said before on the days that they share, and leaves the others', async () => {
    await world.act('ama', 'me.away.save', { ...week, to: contactId('sam') });
    await world.act('ama', 'me.away.save', { awayFrom: '2026-10-23', awayTo: '2026-10-24' });
    const standIns = ['2026-10-22', '2026-10-23', '2026-10-24', '2026-10-25'].map(async (day) => {
      const absence = absenceOn(await absences(), contactId('ama'), date(day));
      return absence ? (absence.standIn ?? 'nobody') : 'there';
    });
    expect(await Promise.all(standIns)).toEqual([contactId('sam'), 'nobody', 'nobody', contactId('sam')]);
  });

  it('remembers days of a round that runs, and forgets those from before it opened', async () => {
    const programme = (await world.store.programmes.find(cycleKey.programmeId))!;
    const saidAt = world.clock.now().subtract({ hours: 24 * 30 });
    const past = (from: string, to: string) => ({
      contactId: contactId('sam'),
      from: date(from),
      to: date(to),
      saidAt,
    });
    const old = [past('2026-09-28', '2026-10-07'), past('2026-10-05', '2026-10-09')];
    await world.store.programmes.replace({ ...programme, value: { ...programme.value, absences: old } });
    await world.act('ama', 'me.away.save', week);
    expect((await absences()).map(({ to }) => to.toString())).toEqual(['2026-10-09', '2026-10-27']);
  });

  it('is for whoever gives updates, and no others', async () => {
    const chairWorld = await deskWorld({ ...spec, chairs: ['cher'] });
    expect(theView(await chairWorld.act('cher', 'me.away.save', week), 'refusal').title).toBe(
      'Nothing is asked of you',
    );
  });

  it('stays under 25 KB in a register of 500 people', async () => {
    const names = Array.from({ length: 500 }, (_, n) => `colleague-with-a-rather-long-name-${n}`);
    const large = await deskWorld({
      owners: Object.fromEntries(names.map((name) => [`Team of ${name}`, { lead: name }])),
      actions: Object.fromEntries(names.map((name, n) => [`1.${n}`, { owners: [`Team of ${name}`] }])),
    });
    const reply = await large.act(names[0]!, 'me.away');
    const { card } = renderViews(reply.kind === 'views' ? reply.views : []);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(25 * 1024);
    expect(formOf(reply).inputs.map(({ id }) => id)).toContain('colleague');
  });
});

describe('while somebody is away', () => {
  beforeEach(async () => {
    await world.act('ama', 'me.away.save', { ...week, to: contactId('sam') });
  });

  it('whoever stands in has their requests, from the first day to the last, and may answer them', async () => {
    const refs = async () =>
      (await listOf('sam')).rows.filter(({ kind }) => kind === 'outstanding').map(({ ref }) => ref);
    const refused = await world.act('sam', 'update.submit', { ...answer, ref: '1.1' });
    expect(theView(refused, 'refusal').title).toBe('This is not on your list');
    expect(await refs()).toEqual(['2.1']);
    world.clock.set('2026-10-21T09:00:00Z');
    expect(await refs()).toEqual(['1.1', '1.2', '2.1']);
    await world.act('sam', 'update.submit', { ...answer, ref: '1.1' });
    expect((await world.store.cycles.request(cycleKey, '1.1'))?.value.answer?.by.name).toBe('Sam');
    world.clock.set('2026-10-28T09:00:00Z');
    expect(await refs()).toEqual(['2.1']);
  });

  it('nobody is asked in their place who has left the register', async () => {
    const programme = (await world.store.programmes.find(cycleKey.programmeId))!;
    const register = await world.store.registers.read(tenantId, programme.value.id, '1');
    await world.store.registers.write(tenantId, programme.value.id, {
      ...register,
      version: '2',
      contacts: register.contacts.filter(({ name }) => name !== 'sam'),
      owners: register.owners.filter(({ id }) => id !== 'Parks'),
      actions: register.actions.filter(({ ref }) => ref !== '2.1'),
    });
    await world.store.programmes.replace({
      ...programme,
      value: { ...programme.value, registerVersion: '2' },
    });
    world.clock.set('2026-10-21T09:00:00Z');
    expect((await listOf('ben')).rows.map(({ kind }) => kind)).toEqual(['outstanding', 'outstanding']);
  });

  it('hear on coming back what was done for them, until they answer something themselves', async () => {
    await world.act('ben', 'update.submit', { ...answer, ref: '1.1' });
    world.clock.set('2026-10-22T09:00:00Z');
    await world.act('ben', 'update.submit', { ...answer, ref: '1.1', version: 1, narrative: 'Warmer.' });
    await world.act('sam', 'update.submit', { ...answer, ref: '1.2' });
    expect((await listOf('ama')).notice).toBeUndefined();
    world.clock.set('2026-10-28T09:00:00Z');
    expect((await listOf('ama')).notice).toBe('While you were away, Ben answered 1.1 and Sam answered 1.2.');
    await world.act('ama', 'update.submit', { ...answer, ref: '1.2', version: 1, narrative: 'Mine.' });
    expect((await listOf('ama')).notice).toBeUndefined();
  });
});
