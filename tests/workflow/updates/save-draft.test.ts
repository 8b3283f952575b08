import { describe, expect, it } from '@jest/globals';
import { cycleKey, type CycleSpec } from '../../builders/open-cycle.ts';
import { deskWorld, theView } from '../../builders/desk-world.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'sam' } },
  actions: {
    '1.1': {
      owners: ['Housing'],
      imported: { status: 'on_track', narrative: 'Ten homes.', asOf: 'March 2026' },
    },
  },
};
const typed = {
  status: 'minor_slippage',
  narrative: '  Half\r\na thought ',
  revisedDate: 'soon',
  noteToLead: '?',
};

describe('a draft', () => {
  it('is kept exactly as typed, and is there for a colleague with who saved it and when', async () => {
    const world = await deskWorld(spec);
    const saved = theView(await world.act('ama', 'update.saveDraft', { ref: '1.1', ...typed }), 'form');
    expect(saved.values).toEqual(typed);
    expect(saved.draft).toBe('Draft saved by you on Tuesday 20 October at 10:15 am');

    const opened = theView(await world.act('sam', 'update.open', { ref: '1.1' }), 'form');
    expect(opened.values).toEqual(typed);
    expect(opened.demanded).toEqual(['reason', 'recoveryAction', 'revisedDate', 'sayBy']);
    expect(opened.draft).toBe('Draft saved by Ama on Tuesday 20 October at 10:15 am');
    const list = theView(await world.say('sam', 'my updates'), 'list');
    expect(list.rows[0]?.state).toBe('Draft saved by Ama on Tuesday 20 October');
  });

  it('goes when the update is sent', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.saveDraft', { ref: '1.1', ...typed });
    await world.act('ama', 'update.submit', {
      ref: '1.1',
      version: 0,
      status: 'completed',
      outcome: 'Done.',
    });
    expect(await world.store.cycles.drafts(cycleKey)).toEqual([]);
  });

  it('of a colleague is shown before it is replaced, and replaced when saved again', async () => {
    const world = await deskWorld(spec);
    const empty = theView(await world.act('sam', 'update.open', { ref: '1.1' }), 'form');
    await world.act('ama', 'update.saveDraft', { ref: '1.1', narrative: 'Ama wrote this.' });
    const mine = { ref: '1.1', narrative: 'Sam wrote that.' };
    const asked = theView(
      await world.act('sam', 'update.saveDraft', { ...mine, draft: empty.draftMark }),
      'form',
    );

    expect(asked.values['narrative']).toBe('Sam wrote that.');
    expect(asked.notice).toContain('Ama wrote this.');
    expect((await world.store.cycles.draft(cycleKey, '1.1'))?.value.inputs['narrative']).toBe(
      'Ama wrote this.',
    );

    await world.act('sam', 'update.saveDraft', { ...mine, draft: asked.draftMark });
    expect((await world.store.cycles.draft(cycleKey, '1.1'))?.value.inputs['narrative']).toBe(
      'Sam wrote that.',
    );
  });

  it('of a colleague is shown before a submission would take it away', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.saveDraft', { ref: '1.1', narrative: 'Ama wrote this.' });
    const mine = { ref: '1.1', version: 0, status: 'on_track', narrative: 'Sam.', nextSteps: 'Go on.' };
    const asked = theView(await world.act('sam', 'update.submit', mine), 'form');
    expect(asked.notice).toContain('Ama wrote this.');
    expect(asked.values).toMatchObject({ narrative: 'Sam.', nextSteps: 'Go on.' });
    await world.act('sam', 'update.submit', { ...mine, draft: asked.draftMark });
    expect(await world.store.cycles.updates(cycleKey)).toHaveLength(1);
  });

  it('is made of words that were typed when somebody goes back without saving', async () => {
    const world = await deskWorld(spec);
    const list = theView(
      await world.act('ama', 'updates.list', { ref: '1.1', version: 0, ...typed }),
      'list',
    );
    expect(list.notice).toContain('is saved as a draft');
    expect(list.rows[0]?.state).toContain('Draft saved by you');
    expect((await world.store.cycles.draft(cycleKey, '1.1'))?.value.inputs).toEqual(typed);
  });

  it('is not made of words that are there already', async () => {
    const world = await deskWorld(spec);
    const untouched = { ref: '1.1', version: 0, status: 'on_track', narrative: 'Ten homes.' };
    expect(theView(await world.act('ama', 'updates.list', untouched), 'list').notice).toBeUndefined();
    expect(await world.store.cycles.drafts(cycleKey)).toEqual([]);
  });

  it('is kept without the white space around it where that makes it too long', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.saveDraft', {
      ref: '1.1',
      narrative: `Half a thought${' '.repeat(4000)}`,
    });
    expect((await world.store.cycles.draft(cycleKey, '1.1'))?.value.inputs).toEqual({
      narrative: 'Half a thought',
    });
  });

  it('of a colleague is not replaced by going back: the words are given back instead', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.saveDraft', { ref: '1.1', narrative: 'Ama wrote this.' });
    const { draftMark } = theView(await world.act('sam', 'update.open', { ref: '1.1' }), 'form');
    const back = { ref: '1.1', version: 0, narrative: 'Sam wrote that.', draft: draftMark };
    const refusal = theView(await world.act('sam', 'updates.list', back), 'refusal');
    expect(refusal.typed).toEqual([{ label: 'What has happened since', text: 'Sam wrote that.' }]);
    expect((await world.store.cycles.draft(cycleKey, '1.1'))?.value.inputs['narrative']).toBe(
      'Ama wrote this.',
    );
  });

  it('that is too long is given back whole, and not stored', async () => {
    const world = await deskWorld(spec);
    const narrative = 'x'.repeat(4001);
    const form = theView(await world.act('ama', 'update.saveDraft', { ref: '1.1', narrative }), 'form');
    expect(form.values['narrative']).toBe(narrative);
    expect(form.problems.map(({ input }) => input)).toEqual(['narrative']);
    expect(await world.store.cycles.drafts(cycleKey)).toEqual([]);
  });
});

describe('the form', () => {
  it('shows a colleague’s draft that has come meanwhile, also when it starts from last time’s text', async () => {
    const world = await deskWorld(spec);
    await world.act('ama', 'update.saveDraft', { ref: '1.1', narrative: 'Ama wrote this.' });
    const form = theView(await world.act('sam', 'update.open', { ref: '1.1', useLast: 'yes' }), 'form');
    expect(form.notice).toContain('Ama wrote this.');
  });

  it('shows last time with its date, an empty box, who will read it, and what each status means', async () => {
    const world = await deskWorld(spec);
    const form = theView(await world.act('ama', 'update.open', { ref: '1.1' }), 'form');
    expect(form.last).toEqual({
      heading: 'Last time (March 2026)',
      status: { label: 'On track', tone: 'good' },
      narrative: 'Ten homes.',
    });
    expect(form.values).toEqual({});
    expect(form.audience).toBe(
      'Goes to the programme lead first; published with the papers on Wednesday 11 November.',
    );
    expect(form.statuses[1]).toMatchObject({
      id: 'on_track',
      label: 'On track',
      definition: 'Under way and expected on time.',
      demands: ['nextSteps'],
    });
    expect(form.noChange).toEqual({ needsWhy: false });
  });

  it('starts from last time’s text on request, and loses nothing that was typed', async () => {
    const world = await deskWorld(spec);
    const start = { ref: '1.1', useLast: 'yes', nextSteps: 'Typed.' };
    const form = theView(await world.act('ama', 'update.open', start), 'form');
    expect(form.values).toEqual({ narrative: 'Ten homes.', nextSteps: 'Typed.' });
    const both = theView(await world.act('ama', 'update.open', { ...start, narrative: 'And two.' }), 'form');
    expect(both.values['narrative']).toBe('Ten homes.\n\nAnd two.');
    const again = theView(await world.act('ama', 'update.open', { ...start, ...both.values }), 'form');
    expect(again.values['narrative']).toBe('Ten homes.\n\nAnd two.');
  });
});
