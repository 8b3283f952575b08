import { beforeEach, describe, expect, it } from '@jest/globals';
import { setState } from '../../builders/open-cycle.ts';
import { only, onTrack, reviewWorld, type ReviewWorld } from '../lead/review-world.ts';

let world: ReviewWorld;

/** Priya would call it a minor slippage. */
const suggestion = {
  ...{ ref: '1.1', version: 1, send: 'yes', comment: 'The doors are a month late.' },
  ...{ suggested: 'minor_slippage', answerBy: '2026-10-22' },
};

beforeEach(async () => {
  world = await reviewWorld();
  await world.submit('ama', '1.1');
  await world.press('priya', 'lead.return', suggestion);
});

describe('a status that the lead suggests', () => {
  it('stands above the owner’s form, to be taken or not', async () => {
    const { returned } = only(await world.press('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(returned).toMatchObject({
      comment: 'The doors are a month late.',
      suggestion: {
        line: 'Priya suggests',
        status: { label: 'Minor slippage' },
        agree: 'Agree: minor slippage',
        keep: 'Keep: on track',
      },
    });
    expect(await world.trail('1.1')).toContain(
      'Priya suggested: version 1, answer by 2026-10-22, minor_slippage',
    );
  });

  it('asks for what it demands before it is taken, with the owner’s words in place', async () => {
    const form = only(await world.press('ama', 'update.agree', { ref: '1.1', version: 1 }), 'act-form');
    expect(form.title).toBe('Agree: 1.1 is minor slippage');
    expect(form.inputs).toMatchObject([
      { id: 'reason', value: '', problem: expect.stringContaining('needs the reason') },
      { id: 'recoveryAction', problem: expect.stringContaining('put it right') },
      { id: 'revisedDate', kind: 'date' },
      { id: 'sayBy', kind: 'date' },
      { id: 'narrative', value: 'The doors are hung.' },
      { id: 'nextSteps', value: 'Paint them.' },
    ]);
    expect((await world.request('1.1')).state).toBe('returned');
  });

  it('is taken as a new version in the owner’s words, which waits for sign-off again', async () => {
    const more = { reason: 'The joiner was ill.', recoveryAction: 'Two joiners now.' };
    const views = await world.press('ama', 'update.agree', { ref: '1.1', version: 1, ...more });
    expect(only(views, 'list').receipt?.line).toMatch(/^Status agreed by you on .*: minor slippage\.$/);
    expect(await world.request('1.1')).toMatchObject({
      state: 'submitted',
      answer: {
        ...{ version: 2, kind: 'agreed', status: 'minor_slippage', narrative: 'The doors are hung.' },
        ...more,
      },
      sentBack: [{ version: 1, ended: 'agreed', suggested: 'minor_slippage' }],
    });
    expect(await world.trail('1.1')).toContain('Ama agreed: version 2: minor_slippage, as was suggested');
    expect((await world.versions('1.1')).map(({ status }) => status)).toEqual(['on_track', 'minor_slippage']);
  });

  it('is not taken by keeping to one’s own: the same version counts again, and the lead sees why', async () => {
    const views = await world.press('ama', 'update.keep', { ref: '1.1', version: 1, ...onTrack });
    expect(only(views, 'list').notice).toBe('You keep to “on track” on 1.1. Priya sees that, and signs off.');
    const request = await world.request('1.1');
    expect(request).toMatchObject({
      state: 'submitted',
      answer: { version: 1, status: 'on_track' },
      sentBack: [{ version: 1, ended: 'kept', comment: 'The doors are a month late.' }],
    });
    expect(request.draft).toBeUndefined();
    expect(await world.trail('1.1')).toContain(
      'Ama kept: version 1 stands: on_track, and not minor_slippage as was suggested',
    );
    const review = only(await world.press('priya', 'lead.review'), 'review');
    expect(review.rows[0]?.flags).toEqual(['the owner keeps to it after another status was suggested']);
    const all = only(await world.press('priya', 'lead.acceptAll'), 'review');
    expect(all.notice).toContain('Nothing was accepted. 1 is left for you: 1.1');
  });

  it('keeps words that were typed beside it as a draft', async () => {
    const typed = { ...onTrack, narrative: 'Half a sentence' };
    await world.press('ama', 'update.keep', { ref: '1.1', version: 1, ...typed });
    expect(await world.request('1.1')).toMatchObject({ state: 'submitted', draft: { by: { name: 'Ama' } } });
  });

  it('can be answered by the deputy, and by nobody else', async () => {
    only(await world.press('cat', 'update.agree', { ref: '1.1', version: 1 }), 'refusal');
    only(await world.press('cat', 'update.keep', { ref: '1.1', version: 1 }), 'refusal');
    expect((await world.request('1.1')).state).toBe('returned');
    await world.press('ben', 'update.keep', { ref: '1.1', version: 1 });
    expect((await world.request('1.1')).state).toBe('submitted');
  });

  it.each(['update.agree', 'update.keep'])(
    'is over once it was answered: %s changes nothing',
    async (verb) => {
      await world.press('ama', 'update.keep', { ref: '1.1', version: 1 });
      const before = await world.request('1.1');
      const { message } = only(await world.press('ama', verb, { ref: '1.1', version: 1 }), 'refusal');
      expect(message).toContain('it is not with you any more');
      expect(await world.request('1.1')).toEqual(before);
    },
  );

  it.each(['update.agree', 'update.keep'])(
    'is over once the papers are out: %s says what to do instead, and gives the words back',
    async (verb) => {
      await setState(world.store, 'published');
      const before = await world.versions('1.1');
      const typed = { ...onTrack, narrative: 'Half a sentence', reason: 'Ice.', recoveryAction: 'Salt.' };
      const refusal = only(await world.press('ama', verb, { ref: '1.1', version: 1, ...typed }), 'refusal');
      expect(refusal.message).toContain(
        'the papers are out. Send an update instead: it goes to the lead as late.',
      );
      expect(refusal.typed).toContainEqual({ label: expect.any(String), text: 'Half a sentence' });
      const { state, answer } = await world.request('1.1');
      expect({ state, answer }).toEqual({ state: 'returned', answer: undefined });
      expect(await world.versions('1.1')).toEqual(before);
    },
  );

  it('is not there to be taken or not once the papers are out', async () => {
    await setState(world.store, 'published');
    const { returned } = only(await world.press('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(returned).toMatchObject({ comment: 'The doors are a month late.' });
    expect(returned?.suggestion).toBeUndefined();
  });

  it('is not the one that an older card shows', async () => {
    await world.submit('ama', '1.1', { narrative: 'The front doors.' }, 1);
    await world.press('tom', 'lead.return', { ...suggestion, version: 2, suggested: 'significant_delay' });
    const { message } = only(await world.press('ama', 'update.agree', { ref: '1.1', version: 1 }), 'refusal');
    expect(message).toContain('sent back again');
    expect((await world.request('1.1')).state).toBe('returned');
  });

  it('is nothing to answer where only a comment came', async () => {
    await world.submit('ama', '1.1', { narrative: 'The front doors.' }, 1);
    const { suggested: _, ...comment } = suggestion;
    await world.press('priya', 'lead.return', { ...comment, version: 2 });
    const { message } = only(await world.press('ama', 'update.keep', { ref: '1.1', version: 2 }), 'refusal');
    expect(message).toContain('no other status was suggested');
  });
});
