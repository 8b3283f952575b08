import { describe, expect, it } from '@jest/globals';
import type { View } from '../../../src/cards/views/view.ts';
import type { SectionKind } from '../../../src/cycle/message.ts';
import { heldBack, type Delivery } from '../../../src/outbox/ledger.ts';
import { tick } from '../../../src/outbox/tick.ts';
import { realTimer } from '../../../src/outbox/timer.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { createDraw } from '../../../src/workflow/messages/draw-message.ts';
import { contactIdOf } from '../../../src/workflow/people/contact-id.ts';
import { lead, leadWorld, secondLead, type LeadWorld } from '../lead-world.ts';

const actions = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
];

async function tickAt(on: LeadWorld, at: string) {
  on.clock.set(at);
  const { store, log, clock } = on;
  await store.agenda.add({ ...on.key, due: clock.now() });
  await tick({ store, log, shardOf, publish: async () => undefined }, clock.now());
}

async function toLeads(on: LeadWorld): Promise<Delivery[]> {
  const rows = (await on.store.ledger.ofCycle(on.key)).map(({ value }) => value);
  return rows.filter(({ recipient }) => recipient.kind === 'contact' && recipient.email === lead);
}

async function rungs(on: LeadWorld) {
  return (await toLeads(on)).map(({ sections }) => sections.map(({ rung }) => rung));
}

async function notMine(on: LeadWorld, at: string, ref = '1.1') {
  on.clock.set(at);
  const stored = await on.store.cycles.request(on.key, ref);
  const by = { contactId: contactIdOf('local', 'sam@council.example'), name: 'Sam Lee' };
  await on.store.cycles.replaceRequests(on.key, [
    { ...stored!, value: { ...stored!.value, notMine: { contactId: by.contactId, by, at: on.clock.now() } } },
  ]);
}

async function sentToLeads(on: LeadWorld) {
  await sent(on, ({ sections }) => sections.some(({ kind }) => kind === 'news'));
}

async function sent(on: LeadWorld, which: (delivery: Delivery) => boolean = () => true) {
  for (const row of await on.store.ledger.ofCycle(on.key)) {
    if (!which(row.value)) continue;
    const { notBefore: _, ...value } = row.value;
    await on.store.ledger.replace({ ...row, value: { ...value, state: 'sent' } });
  }
}

/** Writes down how the messages of a kind that were planned ended. */
async function ended(on: LeadWorld, state: Delivery['state'], why?: string, of: SectionKind = 'news') {
  for (const { value, etag } of await on.store.ledger.ofCycle(on.key)) {
    if (value.state !== 'planned' || value.sections[0]?.kind !== of) continue;
    const { notBefore: _, ...rest } = value;
    const tried = state === 'skipped' ? [] : [{ at: on.clock.now(), outcome: state }];
    const attempts = [...value.attempts, ...tried];
    await on.store.ledger.replace({
      value: { ...rest, state, attempts, ...(why !== undefined && { why }) },
      etag,
    });
  }
}

/** The lead presses a button of the message of which nobody knew whether it had come. */
async function answersCard(on: LeadWorld) {
  const { tenantId, programmeId, cycleId } = on.key;
  const who = { tenantId, aadObjectId: 'aad-lead' };
  const unconfirmed = (await toLeads(on)).map(({ key }) => key);
  const person = await on.store.people.upsert(who, () => {
    return { ...who, name: 'Priya', metAt: on.clock.now(), unconfirmed };
  });
  const card = { conversationId: 'a:lead', activityId: '77', serviceUrl: 'http://127.0.0.1/' };
  await on.outbox.confirmArrival(person, { programmeId, cycleId, card });
}

async function drawn(on: LeadWorld, delivery: Delivery): Promise<View[]> {
  const { store, clock } = on;
  const render = (views: View[]) => ({ card: { views }, summary: '' });
  const programme = await store.programmes.find(on.key.programmeId);
  const said = await createDraw({ store, clock, timer: realTimer, render })(delivery, programme!);
  return said.kind === 'message' ? (said.message.card as { views: View[] }).views : [];
}

describe('the leads’ roll-up', () => {
  it('comes at the next send time, to each lead, once, and opens the overview with what is new', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-12T13:00:00Z');
    await tickAt(on, '2026-10-12T14:00:00Z');
    expect(await rungs(on)).toEqual([]);
    await tickAt(on, '2026-10-13T08:30:00Z');
    await tickAt(on, '2026-10-13T11:00:00Z');
    expect(await rungs(on)).toEqual([['news,2026-10-13']]);
    const all = await on.store.ledger.ofCycle(on.key);
    expect(all.filter(({ value }) => value.sections[0]?.kind === 'news')).toHaveLength(2);
    const [row] = await toLeads(on);
    const [view] = await drawn(on, row!);
    expect(view?.kind === 'overdue' && view.view.notice).toBe(
      'New since you last heard:\nSam Lee says that 1.1 is not theirs.',
    );
  });

  it('does not come on a day without news, nor twice with the same', async () => {
    const on = await leadWorld({ actions });
    await tickAt(on, '2026-10-12T08:30:00Z');
    expect(await rungs(on)).toEqual([]);
    await notMine(on, '2026-10-12T13:00:00Z');
    await tickAt(on, '2026-10-13T08:30:00Z');
    await sent(on);
    await tickAt(on, '2026-10-14T08:30:00Z');
    expect(await rungs(on)).toEqual([['news,2026-10-13']]);
  });

  it('is told again by the next, where it was not delivered by a fault of ours or was held back', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-12T13:00:00Z');
    await tickAt(on, '2026-10-13T08:30:00Z');
    await ended(on, 'skipped', heldBack);
    await tickAt(on, '2026-10-13T11:00:00Z');
    expect((await toLeads(on)).map(({ state }) => state)).toEqual(['planned']);
    await ended(on, 'failed');
    await notMine(on, '2026-10-13T13:00:00Z', '1.2');
    await tickAt(on, '2026-10-14T08:30:00Z');
    const [view] = await drawn(on, (await toLeads(on)).at(-1)!);
    expect(view?.kind === 'overdue' && view.view.notice).toBe(
      'New since you last heard:\nSam Lee says that 1.1 is not theirs.\nSam Lee says that 1.2 is not theirs.',
    );
    await ended(on, 'unknown');
    await tickAt(on, '2026-10-15T08:30:00Z');
    expect(await rungs(on)).toEqual([['news,2026-10-13'], ['news,2026-10-14']]);
  });

  it('has told nothing that came up between it and the lead’s answer that shows that it came', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-12T13:00:00Z');
    await tickAt(on, '2026-10-13T08:30:00Z');
    await ended(on, 'unknown');
    await notMine(on, '2026-10-13T13:00:00Z', '1.2');
    on.clock.set('2026-10-13T15:00:00Z');
    await answersCard(on);
    expect(await toLeads(on)).toMatchObject([{ state: 'sent' }]);
    await tickAt(on, '2026-10-14T08:30:00Z');
    const [view] = await drawn(on, (await toLeads(on)).at(-1)!);
    expect(view?.kind === 'overdue' && view.view.notice).toBe(
      'New since you last heard:\nSam Lee says that 1.2 is not theirs.',
    );
  });

  it('tells its news also where it was put off to the day of the summary: whichever goes first tells it', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-21T13:00:00Z');
    await tickAt(on, '2026-10-22T08:30:00Z');
    await tickAt(on, '2026-10-23T08:30:00Z');
    expect(await rungs(on)).toEqual([['news,2026-10-22'], ['summary-before']]);
    const [putOff, summary] = await toLeads(on);
    const [view] = await drawn(on, summary!);
    expect(view?.kind === 'overdue' && view.view.notice).toMatch(/1\.1 is not theirs/);
    await ended(on, 'sent', undefined, 'summary');
    expect(await drawn(on, putOff!)).toEqual([]);
  });

  it('waits in one message for a lead who cannot be reached, and tells all of it, once, when they come', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-12T13:00:00Z');
    await tickAt(on, '2026-10-13T08:30:00Z');
    await ended(on, 'unreachable', 'not installed');
    await notMine(on, '2026-10-13T13:00:00Z', '1.2');
    await tickAt(on, '2026-10-14T08:30:00Z');
    await tickAt(on, '2026-10-15T08:30:00Z');
    expect(await rungs(on)).toEqual([['news,2026-10-13']]);

    on.clock.set('2026-10-15T10:00:00Z');
    await on.outbox.metPerson('local', [contactIdOf('local', lead)]);
    const [row] = await toLeads(on);
    expect(row).toMatchObject({ state: 'planned', notBefore: on.clock.now() });
    const [view] = await drawn(on, row!);
    expect(view?.kind === 'overdue' && view.view.notice).toBe(
      'New since you last heard:\nSam Lee says that 1.1 is not theirs.\nSam Lee says that 1.2 is not theirs.',
    );
    await ended(on, 'sent');
    await tickAt(on, '2026-10-16T08:30:00Z');
    expect(await rungs(on)).toEqual([['news,2026-10-13']]);
  });

  it('is not told any more to a lead who comes once the figures are published', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-12T13:00:00Z');
    await tickAt(on, '2026-10-13T08:30:00Z');
    const [row] = await toLeads(on);
    const programme = await on.store.programmes.find(on.key.programmeId);
    const cycles = programme!.value.cycles.map((one) => ({ ...one, state: 'published' as const }));
    await on.store.programmes.replace({ ...programme!, value: { ...programme!.value, cycles } });
    expect(await drawn(on, row!)).toEqual([]);
  });

  it('tells of who could not be reached', async () => {
    const on = await leadWorld({ actions });
    await on.delivered('ama@council.example', ['1.2'], 'request', {
      state: 'unreachable',
      why: 'not installed',
    });
    await tickAt(on, '2026-10-09T08:30:00Z');
    const [row] = await toLeads(on);
    const [view] = await drawn(on, row!);
    expect(view?.kind === 'overdue' && view.view.notice).toContain(
      'Contact ama could not be reached about 1.2: the app is not installed for them.',
    );
  });

  it.each(['planned', 'claimed'] as const)(
    'tells so, too, while the next message to them is %s: the roll-up goes at the same time as that',
    async (state) => {
      const on = await leadWorld({ actions });
      const ama = 'ama@council.example';
      await on.delivered(ama, ['1.2'], 'request', { state: 'unreachable', why: 'not installed' });
      await tickAt(on, '2026-10-09T08:30:00Z');
      await on.delivered(ama, ['1.2'], 'reminder', { state, attempts: [] });
      const [row] = await toLeads(on);
      const [view] = await drawn(on, row!);
      expect(view?.kind === 'overdue' && view.view.notice).toContain('Contact ama could not be reached');
    },
  );

  it('says nothing of whoever has come since, and gets the newest of their messages now', async () => {
    const on = await leadWorld({ actions });
    const missed = { state: 'unreachable', why: 'not installed' } as const;
    await on.delivered('ama@council.example', ['1.2'], 'request', missed);
    on.clock.set('2026-10-09T08:30:00Z');
    const attempts = [{ at: on.clock.now(), outcome: 'unreachable' as const }];
    await on.delivered('ama@council.example', ['1.2'], 'reminder', { state: 'planned', attempts });
    await tickAt(on, '2026-10-12T08:30:00Z');
    expect(await rungs(on)).toEqual([]);
  });

  it('tells so once, and not again at each rung: only when it was otherwise meanwhile, or is for another reason', async () => {
    const on = await leadWorld({ actions });
    const again = async (at: string) => {
      on.clock.set(at);
      await on.outbox.metPerson('local', [contactIdOf('local', 'ama@council.example')]);
      await ended(on, 'unreachable', 'not installed', 'reminder');
    };
    const missed = async (at: string, why: string) => {
      on.clock.set(at);
      await on.delivered('ama@council.example', ['1.2'], 'reminder', { state: 'unreachable', why });
    };
    await missed('2026-10-09T08:30:00Z', 'not installed');
    await tickAt(on, '2026-10-12T08:30:00Z');
    await sentToLeads(on);
    await missed('2026-10-13T08:30:00Z', 'not installed');
    await again('2026-10-13T11:00:00Z');
    await tickAt(on, '2026-10-14T08:30:00Z');
    expect(await rungs(on)).toEqual([['news,2026-10-12']]);
    await missed('2026-10-15T08:30:00Z', 'no e-mail configured');
    await tickAt(on, '2026-10-16T08:30:00Z');
    expect(await rungs(on)).toEqual([['news,2026-10-12'], ['news,2026-10-16']]);
  });

  it('joins the summary of that day, and the preview at the close', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-22T13:00:00Z');
    await tickAt(on, '2026-10-23T08:30:00Z');
    expect(await rungs(on)).toEqual([['summary-before', 'news,2026-10-23']]);
    await sent(on);
    await tickAt(on, '2026-10-27T09:30:00Z');
    await sent(on);
    await notMine(on, '2026-10-28T13:00:00Z', '1.2');
    await tickAt(on, '2026-10-29T09:30:00Z');
    await tickAt(on, '2026-10-29T17:00:00Z');
    expect((await rungs(on)).at(-1)).toEqual(['close', 'news,2026-10-29']);
    const [view] = await drawn(on, (await toLeads(on)).at(-1)!);
    expect(view?.kind === 'preview' && view.view.notice).toMatch(/1\.2 is not theirs/);
  });

  it('waits for a working day, and is not sent once all of it is decided', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-16T13:00:00Z');
    await tickAt(on, '2026-10-17T09:00:00Z');
    expect(await rungs(on)).toEqual([]);
    await tickAt(on, '2026-10-19T08:30:00Z');
    const [row] = await toLeads(on);
    const stored = await on.store.cycles.request(on.key, '1.1');
    const { notMine: _, ...decided } = stored!.value;
    await on.store.cycles.replaceRequests(on.key, [{ ...stored!, value: decided }]);
    expect(await drawn(on, row!)).toEqual([]);
  });

  it('comes of itself: the round is looked at each working day, without anything else falling due', async () => {
    const on = await leadWorld({ actions });
    await tickAt(on, '2026-10-12T09:30:00Z');
    const due = await on.store.agenda.due(on.clock.now().add({ hours: 23 }));
    expect(
      due
        .filter(({ shard }) => shard === undefined)
        .at(-1)
        ?.due.toString(),
    ).toBe('2026-10-13T08:30:00Z');
  });

  it('is held back while the round is paused', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-12T13:00:00Z');
    await on.pause();
    await tickAt(on, '2026-10-13T08:30:00Z');
    expect(await rungs(on)).toEqual([]);
  });

  it('goes to nobody but the leads', async () => {
    const on = await leadWorld({ actions });
    await notMine(on, '2026-10-12T13:00:00Z');
    await tickAt(on, '2026-10-13T08:30:00Z');
    const rows = (await on.store.ledger.ofCycle(on.key)).map(({ value }) => value);
    const told = rows.filter(({ sections }) => sections.some(({ kind }) => kind === 'news'));
    expect(told.map(({ recipient }) => recipient.kind === 'contact' && recipient.email).sort()).toEqual([
      lead,
      secondLead,
    ]);
  });
});
