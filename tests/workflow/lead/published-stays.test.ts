import { describe, expect, it } from '@jest/globals';
import { completed, digestWorld, onTrack, slipped, textOf } from './digest-world.ts';
import { only } from './review-world.ts';

const chair = 'jo@council.example';

describe('what is published stays, and what comes later stands beneath it', () => {
  it('from an answer that was sent back to a correction, with every version, who and when', async () => {
    const world = await digestWorld();
    await world.submit('ama', '1.1', slipped);
    await world.press('priya', 'lead.return', {
      ...{ ref: '1.1', version: 1, send: 'yes' },
      ...{ comment: 'Is it that bad?', answerBy: '2026-10-23' },
    });
    await world.submit('ama', '1.1', onTrack, 1);
    await world.press('priya', 'lead.accept', { ref: '1.1', version: 2 });
    await world.submit('cat', '2.1', slipped);
    await world.close();
    await world.publish({ foreword: ' A good\n  quarter. ' });
    await world.delivered();
    const published = JSON.stringify(await world.frozen());
    expect(published).toContain('A good\\n  quarter.');

    await world.submit('ama', '1.1', completed, 2);
    const preview = only(await world.press('priya', 'digest.preview'), 'preview');
    expect(preview.more.map(({ title }) => title)).toContain('Decide on late answers (1)');
    const decision = { filled: 'yes', ref: '1.1', version: 3, decision: 'noted' };
    const after = only(await world.press('tom', 'lead.decideLate', decision), 'preview');
    expect(after.notice).toBe(
      '1.1: it stands beneath the figures. Drawn again: the channel’s post and the chair’s briefing.',
    );
    const correction = { filled: 'yes', ref: '2.1', correction: 'Read “March” for “May”.' };
    await world.press('priya', 'lead.correct', correction);

    expect(await world.versions('1.1')).toMatchObject([
      { version: 1, status: 'minor_slippage', by: { name: 'Ama' }, late: false },
      { version: 2, status: 'on_track', by: { name: 'Ama' }, late: false },
      { version: 3, status: 'completed', by: { name: 'Ama' }, late: true },
    ]);
    expect(await world.events()).toEqual(
      expect.arrayContaining([
        ...['Ama submitted', 'Priya returned', 'Priya accepted', 'Priya published'],
        ...['Tom late-noted', 'Priya corrected'],
      ]),
    );
    expect(JSON.stringify(await world.frozen())).toBe(published);
    for (const [post, kind] of [
      ['board', 'digest'],
      [chair, 'briefing'],
    ] as const) {
      const [view] = world.posts.get(post) ?? [];
      expect(view?.kind).toBe(kind);
      const digest =
        view?.kind === 'briefing' ? view.view.digest : view?.kind === 'digest' ? view.view : undefined;
      expect(digest?.digest.counts).toMatchObject({ completed: 0, on_track: 2, minor_slippage: 1 });
      expect(digest?.addenda).toMatchObject([
        { heading: 'Correction', title: '2.1 Action 2.1', words: 'Read “March” for “May”.' },
        {
          heading: 'Since the papers',
          words: 'now completed; in the figures as on track',
          lines: ['Outcome: Every door is hung.'],
          by: expect.stringMatching(
            /^Sent by Ama on .* November.*; accepted by Tom on Wednesday 11 November/,
          ),
        },
      ]);
    }
  });

  it('is drawn again by a button where that failed, and the lead is told', async () => {
    const world = await digestWorld();
    await world.close();
    await world.publish();
    await world.delivered();
    world.failing.set('board', 'failed');
    const correction = { filled: 'yes', ref: '-', correction: 'Read “March” for “May”.' };
    const failed = only(await world.press('priya', 'lead.correct', correction), 'preview');
    expect(failed.notice).toContain(
      'Could not be drawn again just now: the channel’s post. Please press “Refresh the published posts” later.',
    );
    expect(failed.more.map(({ title }) => title)).toContain('Refresh the published posts');
    expect(world.posts.has('board')).toBe(false);
    world.failing.clear();
    const again = only(await world.press('tom', 'digest.redraw'), 'preview');
    expect(again.notice).toBe('Drawn again: the channel’s post and the chair’s briefing.');
    expect(textOf(world.posts.get('board'))).toContain('Read “March” for “May”.');
    expect(await world.addenda()).toHaveLength(1);
  });

  it.each([
    ['a correction', 'lead.correct', { ref: '-', correction: 'Read “March” for “May”.' }, 'Read “March”'],
    ['a late note', 'lead.decideLate', { ref: '1.1', version: 1, decision: 'noted' }, 'Every door is hung.'],
  ])(
    'shows %s that was cut short before it was drawn, once it is pressed again',
    async (_, verb, inputs, words) => {
      const world = await digestWorld();
      await world.close();
      await world.submit('ama', '1.1', completed);
      await world.publish();
      await world.press('priya', verb, { filled: 'yes', ...inputs });
      await world.delivered();
      const again = only(await world.press('priya', verb, { filled: 'yes', ...inputs }), 'preview');
      expect(again.notice).toMatch(/already\. Drawn again: the channel’s post and the chair’s briefing\.$/);
      for (const post of ['board', chair]) expect(textOf(world.posts.get(post))).toContain(words);
      expect(await world.addenda()).toHaveLength(1);
    },
  );

  it('is sent anew where somebody has deleted it, and drawn again there from then on', async () => {
    const world = await digestWorld();
    await world.close();
    await world.publish();
    await world.delivered();
    world.failing.set('board', 'gone');
    const correction = { filled: 'yes', ref: '-', correction: 'Read “March” for “May”.' };
    const corrected = only(await world.press('priya', 'lead.correct', correction), 'preview');
    expect(corrected.notice).toContain(
      'Drawn again: the chair’s briefing. Not there any more, so sent anew: the channel’s post.',
    );
    expect(textOf(world.posts.get('board, anew'))).toContain('Read “March” for “May”.');

    const second = { ...correction, correction: 'Read “two” for “ten”.' };
    const again = only(await world.press('priya', 'lead.correct', second), 'preview');
    expect(again.notice).toContain('Drawn again: the channel’s post and the chair’s briefing.');
    expect(textOf(world.posts.get('board, anew'))).toContain('Read “two” for “ten”.');
  });

  it('is tried again by the button where it cannot be sent anew either', async () => {
    const world = await digestWorld();
    await world.close();
    await world.publish();
    await world.delivered();
    world.failing.set('board', 'gone').set('board, anew', 'failed');
    const failed = only(await world.press('priya', 'digest.redraw'), 'preview');
    expect(failed.notice).toContain('Could not be drawn again just now: the channel’s post.');
    world.failing.delete('board, anew');
    const again = only(await world.press('priya', 'digest.redraw'), 'preview');
    expect(again.notice).toContain('so sent anew: the channel’s post.');
  });

  it('says of a correction once what was sent twice', async () => {
    const world = await digestWorld();
    await world.close();
    await world.publish();
    const correction = { filled: 'yes', ref: '1.1', correction: 'Read “March” for “May”.' };
    await world.press('priya', 'lead.correct', correction);
    const second = only(await world.press('tom', 'lead.correct', correction), 'preview');
    expect(second.notice).toBe('Priya has made this correction already.');
    expect(await world.addenda()).toHaveLength(1);
  });

  it('has a correction looked at twice that may tell of a person', async () => {
    const world = await digestWorld();
    await world.close();
    await world.publish();
    const correction = { filled: 'yes', ref: '1.1', correction: 'It was Jean Marsh who asked.' };
    const form = only(await world.press('priya', 'lead.correct', correction), 'act-form');
    expect(form.notice).toContain('“Jean Marsh” looks like a name.');
    expect(await world.addenda()).toEqual([]);
    await world.press('priya', 'lead.correct', { ...correction, ...form.buttons[0]!.data });
    expect(await world.addenda()).toHaveLength(1);
  });
});
