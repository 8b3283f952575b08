import { describe, expect, it } from '@jest/globals';
import { elementsOf, sizeOf } from '../../src/cards/check-card.ts';
import type { FormView } from '../../src/cards/views/form.ts';
import { all, buttons, draw, input, words, wordsInSight } from './read-card.ts';
import { confirmNoChange, form } from './sample-views.ts';

function drawn(some: Partial<FormView> = {}) {
  return draw({ kind: 'form', view: form(some) });
}

describe('the form', () => {
  it('asks for a status with its printed definitions, each one tap away', () => {
    expect(input(drawn(), 'status')).toMatchObject({ style: 'expanded', label: 'Status (needed)' });
    const { choices } = input(drawn(), 'status') as { choices: unknown[] };
    expect(choices[1]).toEqual({ title: 'On track: Under way and expected on time.', value: 'on_track' });
  });

  it('asks for no status where the programme has none', () => {
    expect(input(drawn({ statuses: [] }), 'status')).toBeUndefined();
  });

  it('has the standing inputs, labelled and empty, and says which note is not published', () => {
    const texts = all(drawn(), 'Input.Text').map(({ id, label, value }) => [id, label, value]);
    expect(texts).toEqual([
      ['narrative', 'What has happened since (needed)', ''],
      ['nextSteps', 'What happens next (needed for “On track”)', ''],
      ['noteToLead', 'Note to the lead (not published)', ''],
      ['whyNotPublished', 'Why it is not for publication (only the leads see this)', ''],
    ]);
  });

  it('asks for what the status demands, filled with what was typed', () => {
    const demanded: FormView['demanded'] = ['reason', 'recoveryAction', 'revisedDate', 'sayBy'];
    const card = drawn({ demanded, values: { reason: 'The *frost*', revisedDate: '2027-01-15' } });
    expect(input(card, 'reason')).toMatchObject({ type: 'Input.Text', value: 'The *frost*' });
    expect(input(card, 'revisedDate')).toMatchObject({ type: 'Input.Date', value: '2027-01-15' });
    expect(input(card, 'sayBy')).toMatchObject({ type: 'Input.Date', value: '' });
    expect(input(card, 'recoveryAction')).toBeDefined();
  });

  it('shows words where a date was expected, rather than drop them', () => {
    const values = { revisedDate: 'not yet known; will say by 2027-01-15' };
    expect(input(drawn({ demanded: ['revisedDate'], values }), 'revisedDate')).toMatchObject({
      type: 'Input.Text',
      value: values.revisedDate,
    });
  });

  it('asks of a closed action why it is closed, and who decided', () => {
    const card = drawn({ demanded: ['reason'], values: { status: 'closed' } });
    expect(input(card, 'reason')?.['label']).toBe('Why it is closed, and who decided (needed)');
  });

  it.each([
    [
      'minor_slippage',
      'What has held it up (needed)',
      'What is being done about it (this, or a new date)',
      'New date',
    ],
    [
      'significant_delay',
      'What has held it up (needed)',
      'What is being done about it (needed)',
      'New date (needed, or the line below)',
    ],
  ])('says in the labels what %s needs, and only that', (status, ...labels) => {
    const card = drawn({
      demanded: ['reason', 'recoveryAction', 'revisedDate', 'sayBy'],
      values: { status },
    });
    const shown = ['reason', 'recoveryAction', 'revisedDate'].map((id) => input(card, id)?.['label']);
    expect(shown).toEqual(labels);
  });

  it('says beneath the statuses what a slippage or a delay will ask for, until it does', () => {
    const hint = 'With “Minor slippage” or “Significant delay” I also ask what has held it up';
    expect(words(drawn())).toContain(hint);
    expect(words(drawn({ demanded: ['reason'] }))).not.toContain(hint);
  });

  it('spells out at the top what has no input on the card', () => {
    const problems = [{ input: 'why', message: 'It is too long.' }];
    expect(words(drawn({ problems }))).toContain('It is too long.');
  });

  it('gives a text that is too long back whole, so that it can be saved and shortened', () => {
    const narrative = 'too long '.repeat(500);
    expect(input(drawn({ values: { narrative } }), 'narrative')).toMatchObject({
      value: narrative,
      maxLength: narrative.length,
    });
    expect(input(drawn(), 'narrative')?.['maxLength']).toBe(4000);
  });

  it('counts what must be put right at the top, and says it beside the input', () => {
    const message = 'Please say what happens next.';
    const card = drawn({ problems: [{ input: 'nextSteps', message }] });
    const texts = elementsOf(card).flatMap(({ text, id }) => (text === undefined ? [id] : [text]));
    expect(texts).toContain('Nearly there: one thing is needed.');
    const beside = texts.filter((text) => text !== undefined);
    expect(beside[beside.indexOf('nextSteps') - 1]).toBe(message);
  });

  it('holds no button back on the client: nothing is required there, and every button brings the words along', () => {
    for (const element of elementsOf(drawn({ demanded: ['reason', 'outcome', 'revisedDate'] }))) {
      expect(element).not.toHaveProperty('isRequired');
      expect(element).not.toHaveProperty('associatedInputs');
    }
  });

  it('offers Submit first, then Save draft, No change and Back, all with the ids', () => {
    const data = { programme: 'harbour', cycle: '2026-11', ref: '1.5', version: 0, draft: 'd7' };
    expect(buttons(drawn({ draftMark: 'd7' }))).toMatchObject([
      { verb: 'update.open', data: { ...data, useLast: 'yes' } },
      { title: 'Submit', verb: 'update.submit', style: 'positive', data },
      { title: 'Save draft', verb: 'update.saveDraft', data },
      { title: 'No change', verb: 'update.noChange', data },
      { title: 'Back', verb: 'updates.list', data },
    ]);
    expect(buttons(drawn(), 'update.noChange')[0]?.['data']).not.toHaveProperty('confirm');
  });

  it('leaves out what is not offered', () => {
    const { noChange: _noChange, ...rest } = form({ canStartFromLast: false });
    const card = draw({ kind: 'form', view: rest });
    expect(buttons(card).map(({ title }) => title)).toEqual(['Submit', 'Save draft', 'Back']);
  });

  it('shows last time with its date, folded after four lines', () => {
    const seen = wordsInSight(drawn());
    expect(seen).toContain('Last time (March 2026)');
    expect(seen).toContain('The survey is done');
    expect(seen).not.toContain('A second letter follows');
    expect(words(drawn())).toContain('A second letter follows');
    const toggles = all(drawn(), 'Action.ToggleVisibility');
    expect(toggles.map(({ title }) => title).slice(0, 2)).toEqual(['Show all', 'Show less']);
    const ids = elementsOf(drawn()).map(({ id }) => id);
    for (const target of toggles[0]?.['targetElements'] as string[]) expect(ids).toContain(target);
  });

  it('folds nothing that is short', () => {
    const card = drawn({ last: { heading: 'Last time', narrative: 'All well.' } });
    expect(all(card, 'Action.ToggleVisibility').map(({ title }) => title)).toEqual([
      'Not for publication? …',
    ]);
  });

  it("shows somebody else's answer, and that Submit comes after it", () => {
    const conflict = { line: 'Ama Okoro answered on Monday', narrative: 'The wall is up.' };
    const card = drawn({ conflict });
    expect(words(card)).toContain('The wall is up.');
    expect(buttons(card, 'update.submit')[0]?.['title']).toBe('Submit mine instead');
  });

  it('says who will read it, and that a draft is saved', () => {
    const seen = wordsInSight(drawn({ draft: 'Draft saved by you on Monday' }));
    expect(seen).toContain('published with the papers on Wednesday 11 November');
    expect(seen).toContain('Draft saved by you on Monday');
  });

  it('cuts earlier texts, and never what was typed, to stay under 25 KB', () => {
    const long = (count: number) => 'Words of the harbour, '.repeat(200).slice(0, count);
    const values = {
      narrative: long(4000),
      nextSteps: long(2000),
      reason: long(2000),
      recoveryAction: long(2000),
      outcome: long(2000),
      noteToLead: long(2000),
    };
    const card = drawn({
      values,
      demanded: ['reason', 'recoveryAction', 'outcome'],
      last: { heading: 'Last time', narrative: long(4000) },
      conflict: { line: 'Ama Okoro answered', narrative: long(4000) },
    });
    for (const [id, value] of Object.entries(values)) expect(input(card, id)?.['value']).toBe(value);
    expect(sizeOf(card)).toBeLessThan(25_000);
  });
});

describe('the confirmation of no change', () => {
  it('sends a yes, or goes back to the form', () => {
    const card = draw({ kind: 'confirm-no-change', view: confirmNoChange() });
    expect(buttons(card)).toMatchObject([
      { verb: 'update.noChange', style: 'positive', data: { ref: '1.5', version: 0, confirm: 'yes' } },
      { verb: 'update.open', data: { ref: '1.5', version: 0 } },
    ]);
    expect(input(card, 'why')).toBeUndefined();
  });

  it('asks the second time why it is still true', () => {
    const view = confirmNoChange({ needsWhy: true, why: 'The frost', problem: 'Please say why.' });
    const card = draw({ kind: 'confirm-no-change', view });
    expect(input(card, 'why')).toMatchObject({ value: 'The frost', maxLength: 2000 });
    expect(words(card)).toContain('Please say why.');
  });
});
