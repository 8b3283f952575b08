import { describe, expect, it } from '@jest/globals';
import { assembleDigest } from '../../../src/workflow/publication/assemble-digest.ts';
import { previewDigest } from '../../../src/workflow/publication/preview-digest.ts';
import { publishDigest } from '../../../src/workflow/publication/publish-digest.ts';
import { leadWorld, type LeadWorld } from '../lead-world.ts';

async function preview(world: LeadWorld, extras = {}) {
  const view = await previewDigest(world.store, world.key, world.clock.now(), extras);
  return view!;
}

const three = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
  { ref: '1.3', owner: 'lou', status: 'completed' },
];

describe('the preview', () => {
  it('shows the figures so far while the cycle is open, and no Publish', async () => {
    const world = await leadWorld({ actions: three });
    await world.answer('1.1', { status: 'minor_slippage', reason: 'Rain.' });
    const view = await preview(world);
    expect(view.publish).toBeUndefined();
    expect(view.notice).toMatch(/^The figures so far\. The cycle closes on Thursday 29 October at 5 pm/);
    expect(view.digest.digest.counts).toMatchObject({ minor_slippage: 1, on_track: 1, completed: 1 });
    expect(view.digest.meeting).toBe('Health and Wellbeing Board, Thursday 19 November 2026');
  });

  it('says that the digest goes out by itself where nobody reviews it', async () => {
    const world = await leadWorld({ settings: { review: 'none' } });
    expect((await preview(world)).notice).toMatch(
      /the digest goes out by itself on Wednesday 11 November 2026\.$/,
    );
  });

  it('offers Publish once the cycle has closed, saying where it goes and that it is early', async () => {
    const world = await leadWorld({ actions: three });
    await world.close();
    expect((await preview(world)).publish).toEqual({
      early: 'The publication date is Wednesday 11 November. You can publish before that.',
      onDate: 'Publish on Wednesday 11 November',
      destination: 'the channel of the Health and Wellbeing Board and 1 chair',
      nameAwaited: false,
    });
    world.clock.set('2026-11-11T00:00:00Z');
    expect((await preview(world)).publish?.early).toBeUndefined();
  });

  it('says what to do where the board has no channel yet', async () => {
    const world = await leadWorld({ settings: { board: { name: 'Board' } } });
    await world.close();
    expect((await preview(world)).notice).toContain('say: use this channel');
  });

  it('names who is awaited, and apart from them who was not reached', async () => {
    const world = await leadWorld({ actions: [...three, { ref: '1.4', owner: 'jo' }] });
    await world.answer('1.1', { status: 'on_track' });
    await world.delivered('ama@council.example', ['1.2'], 'request');
    await world.delivered('jo@council.example', ['1.4'], 'request', {
      state: 'unreachable',
      why: 'not installed',
    });
    expect(await preview(world)).toMatchObject({ awaited: ["Ama's team"], notReached: ["Jo's team"] });
  });

  it('shows what was published, and by whom, after that', async () => {
    const world = await leadWorld({ actions: three });
    await world.close();
    const by = { contactId: 'c0ffee', name: 'Priya Shah' };
    const now = world.clock.now();
    await publishDigest(world, { cycle: world.key, by, foreword: 'Well done.', early: true, now });
    const view = await preview(world, { foreword: 'typed meanwhile' });
    expect(view.publish).toBeUndefined();
    expect(view.notice).toBe('Published by Priya Shah. The figures stay as they are.');
    expect(view.digest).toMatchObject({
      foreword: 'Well done.',
      publishedLine: 'Published on Thursday 29 October 2026',
    });
  });

  it('gives a foreword back that could not be published', async () => {
    const world = await leadWorld();
    await world.close();
    expect(await preview(world, { foreword: 'Mine.', notice: 'Not yet.' })).toMatchObject({
      notice: 'Not yet.',
      digest: { foreword: 'Mine.' },
    });
  });
});

describe('the assembled digest', () => {
  it('leaves out an action that an import took away while the cycle is open', async () => {
    const world = await leadWorld({ actions: three });
    const stored = await world.store.programmes.find('hws');
    const register = (await world.loaded()).register;
    const smaller = { ...register, version: 'v2', actions: register.actions.slice(1) };
    await world.store.registers.write('local', 'hws', smaller);
    await world.store.programmes.replace({
      ...stored!,
      value: { ...stored!.value, registerVersion: 'v2' },
    });
    const assembled = await assembleDigest(world.store, world.key, world.clock.now());
    expect(assembled?.digest.total).toBe(2);
  });

  it('does not call an owner unreached whose later message arrived', async () => {
    const world = await leadWorld({ actions: three });
    await world.delivered('ama@council.example', ['1.2'], 'request', { state: 'unreachable' });
    world.clock.advance({ hours: 24 });
    await world.delivered('ama@council.example', ['1.2'], 'reminder');
    const assembled = await assembleDigest(world.store, world.key, world.clock.now());
    expect(assembled?.digest.participation.notReached).toEqual([]);
    expect(assembled?.digest.participation.noUpdate).toContain("Ama's team");
  });

  it('takes no notice of what the leads were sent', async () => {
    const world = await leadWorld({ actions: three });
    await world.delivered('ama@council.example', ['1.2'], 'request', { state: 'unreachable' });
    await world.delivered('priya@council.example', ['1.2'], 'summary');
    const assembled = await assembleDigest(world.store, world.key, world.clock.now());
    expect(assembled?.digest.participation.notReached).toEqual(["Ama's team"]);
  });
});
