import { beforeEach, describe, expect, it } from '@jest/globals';
import { completed, digestWorld, onTrack, slipped, textOf, type DigestWorld } from './digest-world.ts';
import { only } from './review-world.ts';

let world: DigestWorld;

/** Ama's first answer on 1.1, after the close. */
const first = { filled: 'yes', ref: '1.1', version: 1 };

async function decide(decision: string, rest: Record<string, unknown> = {}, name = 'priya') {
  return world.press(name, 'lead.decideLate', { ...first, decision, ...rest });
}

async function counts() {
  return only(await world.press('priya', 'digest.preview'), 'preview').digest.digest.counts;
}

/** What stands beneath the figures. */
async function beneath(): Promise<string[]> {
  const { digest } = only(await world.press('priya', 'digest.preview'), 'preview');
  return (digest.addenda ?? []).map(({ heading }) => heading);
}

async function recordOnBehalf() {
  const data = { ref: '1.1', filled: 'yes', version: 2, source: 'by phone', ...slipped };
  await world.press('priya', 'lead.record', data);
}

beforeEach(async () => {
  world = await digestWorld();
  await world.close();
  await world.submit('ama', '1.1', completed);
});

describe('an answer after the close', () => {
  it('counts nowhere until a lead decides, and is shown to them in its words', async () => {
    expect(await counts()).toMatchObject({ completed: 0, on_track: 2 });
    const form = only(await world.press('priya', 'lead.decideLate'), 'act-form');
    expect(form.title).toBe('A late answer: 1.1 Action 1.1');
    expect(textOf([{ kind: 'act-form', view: form }])).toContain('Every door is hung.');
  });

  it('counts before publishing where a lead lets it, and is signed off by that', async () => {
    await decide('counted');
    expect(await counts()).toMatchObject({ completed: 1, on_track: 1 });
    expect(await world.request('1.1')).toMatchObject({
      state: 'accepted',
      answer: { version: 1 },
      signedOff: { by: { name: 'Priya' }, version: 1 },
      lateDecision: { kind: 'counted' },
    });
    const published = only(await world.publish(), 'preview');
    expect(published.digest.digest.completed).toMatchObject([{ ref: '1.1' }]);
  });

  it('stands beneath the figures as a late note, also when they are published', async () => {
    await decide('noted', { lateNote: 'It came a day late.' });
    expect(await counts()).toMatchObject({ completed: 0, on_track: 2 });
    const { digest } = only(await world.publish(), 'preview');
    expect(digest.digest.counts).toMatchObject({ completed: 0, on_track: 2 });
    expect(digest.addenda).toMatchObject([
      {
        heading: 'After the close',
        lines: ['Outcome: Every door is hung.', 'From the lead: It came a day late.'],
      },
    ]);
  });

  it('is seen by the leads only where it is kept for next time', async () => {
    await decide('kept');
    const { digest } = only(await world.publish(), 'preview');
    expect(textOf([{ kind: 'digest', view: digest }])).not.toContain('Every door');
    expect(await world.addenda()).toEqual([]);
    expect((await world.request('1.1')).late?.outcome).toBe('Every door is hung.');
  });

  it('cannot be counted once the figures are published', async () => {
    await world.publish();
    const frozen = await world.frozen();
    const form = only(await decide('counted'), 'act-form');
    expect(form.notice).toContain('the figures are published, and stay as they are');
    expect(form.inputs[0]).toMatchObject({ choices: [{ value: 'noted' }, { value: 'kept' }] });
    expect(await world.frozen()).toEqual(frozen);
    expect((await world.request('1.1')).answer).toBeUndefined();
  });

  it('shows the second lead what the first decided, and stays so', async () => {
    await decide('kept');
    const second = only(await decide('noted', {}, 'tom'), 'preview');
    expect(second.notice).toBe('Not done for 1.1: Priya has kept it for next time already.');
    expect(await world.addenda()).toEqual([]);
  });

  it('is looked at again where a newer one has come', async () => {
    await world.submit('ama', '1.1', slipped, 1);
    const form = only(await decide('counted'), 'act-form');
    expect(form.notice).toBe('A newer answer has come since. Please look at it first.');
    await decide('counted', { version: 2 });
    expect((await world.request('1.1')).answer?.status).toBe('minor_slippage');
  });

  it('is decided on one after the other', async () => {
    await world.submit('cat', '2.1', onTrack);
    const next = only(await decide('kept'), 'act-form');
    expect(next.notice).toBe('1.1: kept for next time. One late answer is left.');
    expect(next.title).toContain('2.1');
    expect(next.inputs.map(({ value }) => value)).toEqual(['', '']);
  });

  const more: [string, () => Promise<unknown>][] = [
    ['is not decided on yet', async () => undefined],
    ['is kept for next time', () => decide('kept', { version: 2 })],
    ['counts instead', () => decide('counted', { version: 2 })],
    ['is recorded for its owner', recordOnBehalf],
  ];
  it.each(more)(
    'stays among the figures, and not beneath them, where another comes that %s',
    async (_, then) => {
      await decide('counted');
      await world.submit('ama', '1.1', { ...completed, outcome: 'Every door is hung and painted.' }, 1);
      await then();
      expect(await beneath()).toEqual([]);
      const { digest } = only(await world.publish(), 'preview');
      expect(digest.digest.completed).toMatchObject([{ ref: '1.1' }]);
      expect(digest.addenda ?? []).toEqual([]);
    },
  );

  it('stands beneath the figures no more once a newer one counts', async () => {
    await decide('noted');
    expect(await beneath()).toEqual(['After the close']);
    await world.submit('ama', '1.1', slipped, 1);
    await decide('counted', { version: 2 });
    expect(await beneath()).toEqual([]);
    await world.publish();
    expect(await beneath()).toEqual([]);
  });

  it('stands beneath them no more once its owner has answered anew what was sent back', async () => {
    const other = await digestWorld();
    await other.submit('ama', '1.1', onTrack);
    await other.close();
    await other.submit('ama', '1.1', slipped, 1);
    await other.press('priya', 'lead.decideLate', { ...first, version: 2, decision: 'noted' });
    await other.press('priya', 'lead.return', {
      ...{ ref: '1.1', version: 1, send: 'yes', comment: 'Is it?', answerBy: '2026-11-05' },
    });
    await other.submit('ama', '1.1', completed, 2);
    const { digest } = only(await other.publish(), 'preview');
    expect(digest.digest.completed).toMatchObject([{ ref: '1.1' }]);
    expect(digest.addenda ?? []).toEqual([]);
  });

  it('asks for a choice, and keeps what was typed', async () => {
    const form = only(await decide('burn it', { lateNote: 'Mine.' }), 'act-form');
    expect(form.inputs).toMatchObject([{ problem: 'Please choose one.' }, { value: 'Mine.' }]);
  });

  it('shows its status alone where it is not for publication', async () => {
    const secret = { notForPublication: 'true', whyNotPublished: 'A family.' };
    await world.submit('ama', '1.1', { ...slipped, ...secret }, 1);
    await decide('noted', { version: 2 });
    expect(JSON.stringify(await world.addenda())).not.toMatch(/joiner|doors|family/);
    const { digest } = only(await world.publish(), 'preview');
    expect(digest.addenda).toMatchObject([{ lines: ['Update given to the lead.'] }]);
  });

  it.each(['lead.decideLate', 'lead.correct', 'lead.boardAsked', 'digest.redraw', 'digest.takeBack'])(
    'is not for an owner, nor for the chair, to decide: %s is refused',
    async (verb) => {
      const before = await world.request('1.1');
      for (const name of ['ama', 'jo']) {
        const data = { ...first, decision: 'counted', correction: 'No.', question: 'Why?' };
        only(await world.press(name, verb, data), 'refusal');
      }
      expect(await world.request('1.1')).toEqual(before);
      expect(await world.addenda()).toEqual([]);
    },
  );
});
