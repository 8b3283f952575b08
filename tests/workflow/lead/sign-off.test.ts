import { beforeEach, describe, expect, it } from '@jest/globals';
import { setState } from '../../builders/open-cycle.ts';
import { only, onTrack, reviewWorld, type ReviewWorld } from './review-world.ts';

let world: ReviewWorld;

beforeEach(async () => {
  world = await reviewWorld();
});

describe('what waits for sign-off', () => {
  it('is shown to a lead with the change of status, the words and what speaks against it', async () => {
    await world.submit('ama', '1.1');
    await world.submit('cat', '2.1', { narrative: 'The trees are ordered.' });
    const view = only(await world.say('priya', 'sign off'), 'review');
    expect(view.headline).toBe('2 updates wait for your sign-off');
    expect(view.rows).toMatchObject([
      { ref: '2.1', flags: ['word for word the same as last time'] },
      {
        ref: '1.1',
        version: 1,
        before: { label: 'Minor slippage' },
        now: { label: 'On track' },
        narrative: 'The doors are hung.',
        flags: [],
      },
    ]);
    expect(view.clear).toBe(1);
  });

  it('pages, five at a time', async () => {
    const refs = Array.from({ length: 7 }, (_, n) => `3.${n + 1}`);
    world = await reviewWorld({
      actions: Object.fromEntries(refs.map((ref) => [ref, { owners: ['Housing'] }])),
    });
    for (const ref of refs) await world.submit('ama', ref);
    const first = only(await world.press('priya', 'lead.review'), 'review');
    expect([first.rows.length, first.page, first.pages]).toEqual([5, 1, 2]);
    const second = only(await world.press('priya', 'lead.review', { page: 2 }), 'review');
    expect(second.rows.map(({ ref }) => ref)).toEqual(['3.6', '3.7']);
  });

  it('is nothing where a programme publishes without it', async () => {
    world = await reviewWorld({ settings: { review: 'none' } });
    await world.submit('ama', '1.1');
    const view = only(await world.press('priya', 'lead.review'), 'review');
    expect(view).toMatchObject({
      rows: [],
      notice: 'Nothing is signed off: this programme publishes without sign-off.',
    });
    await world.press('priya', 'lead.accept', { ref: '1.1', version: 1 });
    await world.press('priya', 'lead.acceptAll');
    await world.press('priya', 'lead.return', { ref: '1.1', version: 1, comment: 'More, please.' });
    await world.press('priya', 'lead.edit', { ref: '1.1', version: 1, narrative: 'Other words.' });
    expect((await world.request('1.1')).state).toBe('submitted');
  });

  it.each(['lead.review', 'lead.accept', 'lead.acceptAll', 'lead.return', 'lead.edit'])(
    'is not for an owner to decide: %s is refused, and changes nothing',
    async (verb) => {
      await world.submit('ama', '1.1');
      const before = await world.request('1.1');
      const data = { ref: '1.1', version: 1, comment: 'More, please.', narrative: 'Other words.' };
      only(await world.press('ama', verb, data), 'refusal');
      expect(await world.request('1.1')).toEqual(before);
      expect(await world.messages()).toEqual([]);
    },
  );
});

describe('accepting', () => {
  it('signs the version off that the card shows, and shows the next', async () => {
    await world.submit('ama', '1.1');
    await world.submit('ama', '1.2');
    const views = await world.press('priya', 'lead.accept', { ref: '1.1', version: 1, one: 'yes' });
    expect(only(views, 'review-one')).toMatchObject({ ref: '1.2', notice: '1.1 is accepted.' });
    const request = await world.request('1.1');
    expect(request).toMatchObject({ state: 'accepted', signedOff: { version: 1, by: { name: 'Priya' } } });
    expect(await world.trail('1.1')).toContain('Priya accepted: version 1');
    expect(await world.messages()).toEqual([]);
  });

  it('shows the owner that it is accepted', async () => {
    await world.submit('ama', '1.1');
    await world.press('priya', 'lead.accept', { ref: '1.1', version: 1 });
    const { rows } = only(await world.press('ama', 'updates.list'), 'list');
    expect(rows.find(({ ref }) => ref === '1.1')?.state).toMatch(/^Sent by you .*; accepted$/);
  });

  it('is refused for what was answered anew since the card was drawn', async () => {
    await world.submit('ama', '1.1');
    await world.submit('ama', '1.1', { narrative: 'No, the windows.' }, 1);
    const { notice } = only(await world.press('priya', 'lead.accept', { ref: '1.1', version: 1 }), 'review');
    expect(notice).toBe(
      '1.1 was not accepted: Ama has answered anew since this card was drawn: please read that first.',
    );
    expect((await world.request('1.1')).state).toBe('submitted');
  });

  it('tells the second lead what the first did', async () => {
    await world.submit('ama', '1.1');
    await world.press('priya', 'lead.accept', { ref: '1.1', version: 1 });
    const { notice } = only(await world.press('tom', 'lead.accept', { ref: '1.1', version: 1 }), 'review');
    expect(notice).toContain('Priya has accepted it already');
  });

  it('ends with a new answer of the owner, which waits again', async () => {
    await world.submit('ama', '1.1');
    await world.press('priya', 'lead.accept', { ref: '1.1', version: 1 });
    await world.submit('ama', '1.1', { narrative: 'And the windows.' }, 1);
    const request = await world.request('1.1');
    expect(request).toMatchObject({ state: 'submitted', answer: { version: 2 } });
    expect(request.signedOff).toBeUndefined();
  });

  it('goes on after the close, until the papers are published', async () => {
    await world.submit('ama', '1.1');
    await world.submit('ama', '1.2');
    await setState(world.store, 'closed');
    await world.press('priya', 'lead.accept', { ref: '1.1', version: 1 });
    expect((await world.request('1.1')).state).toBe('accepted');
    await setState(world.store, 'published');
    const { notice } = only(await world.press('priya', 'lead.accept', { ref: '1.2', version: 1 }), 'review');
    expect(notice).toBe('1.2 was not accepted: the papers are published.');
  });
});

describe('accepting all that raise no flag', () => {
  it('says how many, which are left, and why', async () => {
    await world.submit('ama', '1.1');
    await world.submit('ama', '1.2', { narrative: 'Begun in spring.' });
    const { drawn } = only(await world.press('priya', 'lead.review'), 'review');
    await world.submit('cat', '2.1');
    const view = only(await world.press('priya', 'lead.acceptAll', { drawn }), 'review');
    expect(view.notice).toBe(
      '1 update is accepted. 2 are left for you: 1.2 (word for word the same as last time), ' +
        '2.1 (it came after this card was drawn).',
    );
    expect(view.rows.map(({ ref }) => ref)).toEqual(['1.2', '2.1']);
    expect((await world.request('1.1')).state).toBe('accepted');
    expect(await world.trail('1.1')).toContain('Priya accepted: version 1');
  });

  it('names another lead who was first where nothing is left, and nobody else', async () => {
    await world.submit('ama', '1.1');
    await world.submit('cat', '2.1', { narrative: 'The trees are ordered.' });
    const review = async () => only(await world.press('priya', 'lead.review'), 'review');
    const acceptAll = async (name: string, drawn: string) =>
      only(await world.press(name, 'lead.acceptAll', { drawn }), 'review').notice;
    const { drawn } = await review();
    world.clock.advance({ minutes: 1 });
    await acceptAll('tom', drawn);
    expect(await acceptAll('priya', drawn)).toBe(
      'Nothing was accepted. 1 is left for you: 2.1 (word for word the same as last time).',
    );
    await world.press('priya', 'lead.accept', { ref: '2.1', version: 1 });
    expect(await acceptAll('priya', drawn)).toBe('Nothing was accepted. Tom did that at 10:18 am.');
    expect(await acceptAll('priya', (await review()).drawn)).toBe('Nothing was accepted.');
  });

  it('says that there was nothing to accept', async () => {
    const { notice } = only(await world.press('priya', 'lead.acceptAll'), 'review');
    expect(notice).toBe('Nothing was accepted.');
  });
});

describe('editing for style', () => {
  it('asks for the words, and nothing else, with the owner’s in place', async () => {
    await world.submit('ama', '1.1', { noteToLead: 'Between us.' });
    const form = only(await world.press('priya', 'lead.edit', { ref: '1.1', version: 1 }), 'act-form');
    expect(form.inputs.map(({ id, value }) => [id, value])).toEqual([
      ['narrative', 'The doors are hung.'],
      ['nextSteps', 'Paint them.'],
    ]);
  });

  it('accepts a new version in the lead’s words, and keeps the owner’s in the history', async () => {
    await world.submit('ama', '1.1');
    const data = { ref: '1.1', version: 1, save: 'yes', narrative: 'Doors hung.', nextSteps: 'Painting.' };
    await world.press('priya', 'lead.edit', data);
    const request = await world.request('1.1');
    expect(request).toMatchObject({
      state: 'accepted',
      signedOff: { version: 2 },
      answer: {
        version: 2,
        kind: 'edited',
        status: 'on_track',
        narrative: 'Doors hung.',
        by: { name: 'Priya' },
      },
    });
    expect((await world.versions('1.1')).map(({ narrative, by }) => `${by.name}: ${narrative}`)).toEqual([
      'Ama: The doors are hung.',
      'Priya: Doors hung.',
    ]);
  });

  it('keeps what the status demands, and gives what was typed back', async () => {
    await world.submit('ama', '1.1');
    const data = { ref: '1.1', version: 1, save: 'yes', narrative: 'Doors hung.', nextSteps: '' };
    const form = only(await world.press('priya', 'lead.edit', data), 'act-form');
    expect(form.inputs).toMatchObject([
      { id: 'narrative', value: 'Doors hung.' },
      { id: 'nextSteps', value: '', problem: 'Please say what happens next.' },
    ]);
    expect((await world.request('1.1')).state).toBe('submitted');
  });

  it('gives the words back where the owner was quicker', async () => {
    await world.submit('ama', '1.1');
    await world.submit('ama', '1.1', { narrative: 'No, the windows.' }, 1);
    const data = { ref: '1.1', version: 1, save: 'yes', ...onTrack, narrative: 'Doors hung.' };
    const { typed } = only(await world.press('priya', 'lead.edit', data), 'refusal');
    expect(typed?.map(({ text }) => text)).toContain('Doors hung.');
    expect(await world.versions('1.1')).toHaveLength(2);
  });

  it('is refused where no word is different', async () => {
    await world.submit('ama', '1.1');
    await world.press('priya', 'lead.edit', { ref: '1.1', version: 1, save: 'yes', ...onTrack });
    expect((await world.request('1.1')).state).toBe('submitted');
  });
});
