import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { fullPlan } from '../../../src/cycle/plan.ts';
import { cancelCycle } from '../../../src/workflow/rounds/cancel-cycle.ts';
import { contactIdOf } from '../../../src/workflow/people/contact-id.ts';
import { overdue } from '../../../src/workflow/overdue/overdue.ts';
import { lead, leadWorld, secondLead, type LeadWorld } from '../lead-world.ts';
import { drafted } from '../../contract/examples.ts';

async function view(world: LeadWorld, page = 1) {
  const shown = await overdue(world.store, world.key, world.clock.now(), { page });
  return shown!;
}

const actions = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
  { ref: '1.3', owner: 'ama' },
  { ref: '1.4', owner: 'jo' },
  { ref: '1.5', owner: 'lou', status: 'completed' },
  { ref: '1.6', owner: '' },
];

describe('the overdue list', () => {
  it('does not call a lead whose name nobody has given by their role twice', async () => {
    const world = await leadWorld({ actions });
    const stored = await world.store.programmes.find(world.key.programmeId);
    const settings = { ...stored!.value.settings, leads: ['someone.else@council.example'] };
    await world.store.programmes.replace({ ...stored!, value: { ...stored!.value, settings } });
    const { owners } = await view(world);
    const ownerless = owners.find(({ refs }) => refs.includes('1.6'));
    expect(ownerless?.owner).toBe('Actions without an owner');
    expect(ownerless?.contact).toBe('the programme lead answers');
  });

  it('has the owners not reached first, then those with most outstanding', async () => {
    const world = await leadWorld({ actions });
    await world.answer('1.1', { status: 'on_track' });
    await world.delivered('ama@council.example', ['1.2', '1.3'], 'request');
    await world.delivered('jo@council.example', ['1.4'], 'request', {
      state: 'unreachable',
      why: 'not installed',
    });
    const { owners, sentence, headline, about } = await view(world);
    expect(owners).toEqual([
      {
        id: 'jo',
        need: 'reach',
        remarks: [],
        owner: "Jo's team",
        contact: 'Contact jo',
        outstanding: 1,
        refs: ['1.4'],
        delivery: 'Not reached: the app is not installed for them',
        reached: false,
        drafts: 0,
      },
      {
        id: 'ama',
        need: 'await',
        remarks: [],
        owner: "Ama's team",
        contact: 'Contact ama',
        outstanding: 2,
        refs: ['1.2', '1.3'],
        delivery: 'Asked on Thursday 8 October at 10 am',
        reached: true,
        drafts: 0,
      },
      {
        id: 'no-owner',
        need: 'await',
        remarks: [],
        owner: 'Actions without an owner',
        contact: 'Contact priya',
        outstanding: 1,
        refs: ['1.6'],
        delivery: 'Nothing sent yet',
        reached: true,
        drafts: 0,
      },
    ]);
    expect(headline).toBe('1 of 5 updates are in (20%)');
    expect(sentence).toBe('2 owners are awaited, and 1 more could not be reached.');
    expect(about).toBe('For the Health and Wellbeing Board on Thursday 19 November');
  });

  it('has whoever has most outstanding before the others, whatever their name', async () => {
    const world = await leadWorld({
      actions: [
        { ref: '1', owner: 'ama' },
        { ref: '2', owner: 'zoe' },
        { ref: '3', owner: 'zoe' },
      ],
    });
    expect((await view(world)).owners.map(({ refs }) => refs)).toEqual([['2', '3'], ['1']]);
  });

  it('counts the drafts that somebody has begun', async () => {
    const world = await leadWorld({ actions });
    const by = { contactId: 'c0ffee', name: 'Ama Okoro' };
    const draft = { ref: '1.2', inputs: { narrative: 'So far' }, by, at: world.clock.now() };
    await world.store.cycles.saveDraft(world.key, draft, undefined, drafted);
    const { owners } = await view(world);
    expect(owners.find(({ owner }) => owner === "Ama's team")?.drafts).toBe(1);
  });

  it('says the latest of what was sent, and a later one that did not arrive', async () => {
    const world = await leadWorld({ actions });
    await world.delivered('jo@council.example', ['1.4'], 'request');
    world.clock.set('2026-10-21T09:30:00Z');
    await world.delivered('jo@council.example', ['1.4'], 'reminder');
    const delivery = async () => (await view(world)).owners.find(({ refs }) => refs[0] === '1.4')?.delivery;
    expect(await delivery()).toBe('Reminded on Wednesday 21 October at 10:30 am');
    world.clock.set('2026-10-26T09:30:00Z');
    await world.delivered('jo@council.example', ['1.4'], 'due', {
      state: 'unreachable',
      why: 'blocked the bot',
    });
    expect(await delivery()).toBe(
      'Reminded on Wednesday 21 October at 10:30 am. A later message did not arrive: they have blocked the bot',
    );
  });

  it('does not claim that a message arrived of which that is not known', async () => {
    const world = await leadWorld({ actions });
    await world.delivered('jo@council.example', ['1.4'], 'request', { state: 'unknown' });
    const { owners } = await view(world);
    expect(owners.find(({ refs }) => refs[0] === '1.4')?.delivery).toBe(
      'Asked on Thursday 8 October at 10 am; it may not have arrived',
    );
  });

  it('calls a fault on our side that, and not somebody out of reach', async () => {
    const world = await leadWorld({ actions });
    await world.delivered('jo@council.example', ['1.4'], 'request', {
      state: 'failed',
      why: 'not taken after 12 tries',
    });
    const { owners } = await view(world);
    expect(owners.find(({ refs }) => refs[0] === '1.4')?.delivery).toBe(
      'Not sent: a fault on our side; whoever runs the bot can send it again',
    );
  });

  it('says who was asked in place of somebody out of reach, and what came of it', async () => {
    const world = await leadWorld({ actions });
    const ids = {
      ama: contactIdOf('local', 'ama@council.example'),
      jo: contactIdOf('local', 'jo@council.example'),
    };
    const register = (await world.loaded()).register;
    const owners = register.owners.map((owner) =>
      owner.id === 'jo' ? { ...owner, deputy: ids.ama } : owner,
    );
    await world.store.registers.write('local', 'hws', { ...register, version: 'v2', owners });
    const programme = await world.store.programmes.find('hws');
    await world.store.programmes.replace({
      ...programme!,
      value: { ...programme!.value, registerVersion: 'v2' },
    });
    const request = await world.store.cycles.request(world.key, '1.4');
    const from = Temporal.PlainDate.from('2026-10-08');
    const standIn = { contactId: ids.ama, insteadOf: ids.jo, from };
    await world.store.cycles.replaceRequests(world.key, [
      { ...request!, value: { ...request!.value, standIn } },
    ]);
    await world.delivered('jo@council.example', ['1.4'], 'request', {
      state: 'unreachable',
      why: 'not installed',
    });
    await world.delivered('ama@council.example', ['1.4'], 'request');
    const row = (await view(world)).owners.find(({ refs }) => refs[0] === '1.4');
    expect(row).toMatchObject({
      reached: true,
      delivery:
        'Not reached: the app is not installed for them. Sent to the deputy, Contact ama, instead: asked on Thursday 8 October at 10 am',
    });
  });

  it('says that a cycle was cancelled, and awaits nobody’s chasing', async () => {
    const world = await leadWorld({ actions });
    await cancelCycle(world, { cycle: world.key, now: world.clock.now() });
    expect(await view(world)).toMatchObject({
      sentence: expect.stringMatching(/cancelled/) as unknown,
      acts: false,
    });
    expect((await view(world)).chasing).toBeUndefined();
  });

  it('says that chasing has ended once the last message to owners has fallen due', async () => {
    const world = await leadWorld({ actions });
    world.clock.set('2026-10-27T09:29:00Z');
    expect((await view(world)).chasing).toBeUndefined();
    world.clock.set('2026-10-27T09:30:00Z');
    expect((await view(world)).chasing).toBe(
      'The reminders to owners have ended. Nobody but the leads is written to from here on, unless you do it. Still missing: 5 updates from 4 owners.',
    );
  });

  it('writes to nobody but the leads after that', async () => {
    const world = await leadWorld({ actions });
    const ended = Temporal.Instant.from('2026-10-27T09:30:00Z');
    const after = fullPlan((await world.loaded()).planState).filter(
      ({ at }) => Temporal.Instant.compare(at, ended) > 0,
    );
    expect(after.map(({ recipient }) => (recipient.kind === 'contact' ? recipient.email : 'board'))).toEqual(
      expect.arrayContaining([lead, secondLead]),
    );
    expect(after).toHaveLength(2);
  });

  it('names those who are still reminded, as they were given more time', async () => {
    const world = await leadWorld({ actions });
    const stored = (await world.store.cycles.request(world.key, '1.4'))!;
    const to = Temporal.PlainDate.from('2026-10-28');
    const extended = { to, by: { contactId: 'p', name: 'Priya' }, at: world.clock.now() };
    await world.store.cycles.replaceRequests(world.key, [
      { ...stored, value: { ...stored.value, extended } },
    ]);
    world.clock.set('2026-10-27T09:30:00Z');
    expect((await view(world)).chasing).toContain('have ended, but for 1.4 with a later deadline.');
    expect((await view(world)).owners.at(-1)).toMatchObject({ id: 'jo', need: 'later' });
  });

  it('is empty when everything is in', async () => {
    const world = await leadWorld({ actions: [{ ref: '1.1' }] });
    await world.answer('1.1', { status: 'on_track' });
    expect(await view(world)).toMatchObject({ owners: [], headline: 'All updates are in' });
  });

  it('tells the leads what was sent after the close', async () => {
    const world = await leadWorld({ actions });
    const request = await world.store.cycles.request(world.key, '1.2');
    const by = { contactId: 'c0ffee', name: 'Ama Okoro' };
    const at = world.clock.now();
    const update = {
      ref: '1.2',
      version: 1,
      kind: 'answer' as const,
      by,
      at,
      late: true,
      narrative: 'Done.',
    };
    await world.store.cycles.submit(world.key, {
      request: { ...request!, value: { ...request!.value, late: update } },
      update,
      event: { id: '1.2-1', at, kind: 'submitted', ref: '1.2', by },
    });
    expect((await view(world)).quiet).toMatchObject([
      { text: 'Sent after the close, and counted nowhere: 1.2.', button: { verb: 'lead.decideLate' } },
    ]);
  });

  it('shows the last page when asked for one beyond it', async () => {
    const world = await leadWorld({
      actions: Array.from({ length: 12 }, (_, index) => ({ ref: `2.${index}`, owner: `owner${index}` })),
    });
    expect((await view(world, 9)).page).toBe(2);
    expect((await view(world)).owners).toHaveLength(12);
  });

  it('is not there for a cycle that is not', async () => {
    const world = await leadWorld();
    const key = { ...world.key, cycleId: 'nowhere' };
    expect(await overdue(world.store, key, world.clock.now())).toBeUndefined();
  });
});
