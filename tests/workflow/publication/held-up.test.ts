import { describe, expect, it } from '@jest/globals';
import { tick, type TickDeps } from '../../../src/outbox/tick.ts';
import { realTimer } from '../../../src/outbox/timer.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { createDraw } from '../../../src/workflow/messages/draw-message.ts';
import { previewDigest } from '../../../src/workflow/publication/preview-digest.ts';
import { publishByItself } from '../../../src/workflow/publication/publish-by-itself.ts';
import { lead, leadWorld, secondLead, type LeadWorld } from '../lead-world.ts';

const publicationDay = '2026-11-11T09:30:00Z';

/** A programme without review whose board has no channel, closed; its leads have had all that was theirs until then. */
async function withoutChannel(): Promise<LeadWorld> {
  const world = await leadWorld({ settings: { review: 'none', board: { name: 'Harbour Board' } } });
  await world.close();
  await tickAt(world, '2026-10-30T09:30:00Z');
  for (const { value, etag } of await world.store.ledger.ofCycle(world.key)) {
    const { notBefore: _, ...row } = value;
    await world.store.ledger.replace({ value: { ...row, state: 'sent' }, etag });
  }
  return world;
}

/** The board's channel is chosen. */
async function chooseChannel({ store, key }: LeadWorld): Promise<void> {
  const programme = (await store.programmes.find(key.programmeId))!;
  const { settings } = programme.value;
  const board = { ...settings.board, channelId: '19:papers@thread.tacv2' };
  await store.programmes.replace({
    ...programme,
    value: { ...programme.value, settings: { ...settings, board } },
  });
}

async function tickAt(world: LeadWorld, at: string): Promise<void> {
  const { clock, store, key } = world;
  clock.set(at);
  await store.agenda.add({ ...key, due: clock.now() });
  await tickNow(world);
}

/** What the agenda has due. */
async function tickNow({ clock, store, log, outbox }: LeadWorld): Promise<void> {
  const publish: TickDeps['publish'] = (...what) => publishByItself({ store, outbox, log }, ...what);
  await tick({ store, log, shardOf, publish }, clock.now());
}

/** To whom news has gone so far, and when. */
async function newsSoFar({ store, key }: LeadWorld) {
  const rows = await store.ledger.ofCycle(key);
  return rows
    .filter(({ value }) => value.sections.some(({ kind }) => kind === 'news'))
    .map(({ value: { recipient, date } }) => [
      recipient.kind === 'board' ? 'board' : recipient.email,
      date.toString(),
    ]);
}

/** What a lead's message about it says. */
async function toldTo({ store, key, clock }: LeadWorld, email: string): Promise<string | undefined> {
  const row = (await store.ledger.ofCycle(key)).find(
    ({ value: { recipient, sections } }) =>
      recipient.kind === 'contact' &&
      recipient.email === email &&
      sections.some(({ kind }) => kind === 'news'),
  );
  const render = (views: View[]) => ({ card: { views }, summary: '' });
  const draw = createDraw({ store, clock, timer: realTimer, render });
  const drawn = await draw(row!.value, (await store.programmes.find(key.programmeId))!);
  const [view] = drawn.kind === 'message' ? (drawn.message.card as { views: View[] }).views : [];
  return view?.kind === 'overdue' ? view.view.notice : undefined;
}

async function preview({ store, key, clock }: LeadWorld) {
  return previewDigest(store, key, clock.now());
}

const inWords =
  "The digest was to go out by itself on Wednesday 11 November, and has not. The board's channel is not set yet. Add this app to the board's team, then mention it in the channel and say: use this channel. Then write “digest” and publish it; or it goes out by itself on the next working day.";

const putRight =
  "The digest was to go out by itself on Wednesday 11 November, and has not: the board's channel was not set. That is put right. Write “digest” and publish it; or it goes out by itself, on the next working day at the latest.";

describe('a digest that was to go out by itself, and something is in the way', () => {
  it('is told to each lead on that very day, with what to do, and once', async () => {
    const world = await withoutChannel();
    await tickAt(world, publicationDay);
    const told = [
      [lead, '2026-11-11'],
      [secondLead, '2026-11-11'],
    ];
    expect((await newsSoFar(world)).sort()).toEqual(told);
    expect(await toldTo(world, lead)).toBe(`New since you last heard:\n${inWords}`);
    for (const day of ['12', '13', '16']) await tickAt(world, `2026-11-${day}T09:30:00Z`);
    expect((await newsSoFar(world)).sort()).toEqual(told);
  });

  it('is said on the preview, until it has gone out', async () => {
    const world = await withoutChannel();
    await tickAt(world, publicationDay);
    expect((await preview(world))?.notice).toBe(inWords);
    await chooseChannel(world);
    await tickAt(world, '2026-11-12T09:30:00Z');
    expect((await world.loaded()).cycle.state).toBe('published');
    expect((await preview(world))?.notice).toBe('Published by itself. The figures stay as they are.');
  });

  it('is said to be put right once the board has a channel, on the preview and in a message not sent yet', async () => {
    const world = await withoutChannel();
    await tickAt(world, publicationDay);
    await chooseChannel(world);
    expect((await preview(world))?.notice).toBe(putRight);
    expect(await toldTo(world, lead)).toBe(`New since you last heard:\n${putRight}`);
  });

  it('goes out at the next send time, as it says, though nobody does anything more', async () => {
    const world = await withoutChannel();
    await tickAt(world, publicationDay);
    await chooseChannel(world);
    world.clock.set('2026-11-12T09:30:00Z');
    await tickNow(world);
    expect((await world.loaded()).cycle.state).toBe('published');
  });

  it('is told again where something else comes in the way', async () => {
    const world = await withoutChannel();
    await tickAt(world, publicationDay);
    const programme = (await world.store.programmes.find(world.key.programmeId))!;
    const cycles = programme.value.cycles.map((cycle) => ({
      ...cycle,
      heldUp: { ...cycle.heldUp!, why: 'sums-disagree' as const },
    }));
    await world.store.programmes.replace({ ...programme, value: { ...programme.value, cycles } });
    await tickAt(world, '2026-11-12T08:00:00Z');
    await tickAt(world, '2026-11-12T09:30:00Z');
    expect(await newsSoFar(world)).toContainEqual([lead, '2026-11-12']);
  });
});
