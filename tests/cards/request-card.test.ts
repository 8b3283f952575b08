import { describe, expect, it } from '@jest/globals';
import { sizeOf } from '../../src/cards/check-card.ts';
import type { ListView } from '../../src/cards/views/list.ts';
import { all, buttons, draw, input, words, wordsInSight } from './read-card.ts';
import { list, row, rows } from './sample-views.ts';

function drawn(some: Partial<ListView> = {}) {
  return draw({ kind: 'list', view: list(some) });
}

function refsOf(card: ReturnType<typeof draw>): unknown[] {
  return buttons(card, 'update.open').map(({ data }) => (data as { ref: string }).ref);
}

describe('the request card', () => {
  it('says what it is, by when, and how much is done', () => {
    const seen = wordsInSight(drawn());
    expect(seen).toContain('Your updates for the Harbour Board on Thursday 19 November');
    expect(seen).toContain('By 5 pm on Monday 26 October · 2 of 6 done');
  });

  it('ends sentences about a deadline that has passed before it counts', () => {
    const deadline =
      'This round closed on Thursday 29 October. An update sent now goes to the programme lead, as late';
    expect(words(drawn({ deadline }))).toContain(`${deadline}. 2 of 6 done.`);
  });

  it('has a bar as long as what is done, as a line where a client does not know bars', () => {
    const [bar] = all(drawn(), 'ProgressBar');
    expect(bar).toMatchObject({ value: 2, max: 6 });
    const line = all(bar?.['fallback'] as typeof bar & object, 'TextRun').map(
      ({ text }) => JSON.stringify(text).length - 2,
    );
    expect(line).toEqual([6, 14]);
  });

  it('has no bar while nothing is done: an empty one looks like a fault', () => {
    expect(all(drawn({ done: 0 }), 'ProgressBar')).toEqual([]);
  });

  it('has one Update for each outstanding action, with ids and the version it was drawn from', () => {
    const card = drawn({ rows: [row({ ref: '1.4', version: 3 })] });
    const [update, ...others] = buttons(card, 'update.open');
    expect(others).toEqual([]);
    expect(update).toMatchObject({
      title: 'Update',
      tooltip: 'Update 1.4',
      data: { programme: 'harbour', cycle: '2026-11', ref: '1.4', version: 3 },
    });
  });

  it('leads with the next outstanding action, and makes only that button primary', () => {
    const card = drawn({
      rows: [row({ ref: '9.1', kind: 'done' }), row({ ref: '9.2' }), row({ ref: '9.3' })],
    });
    expect(refsOf(card)).toEqual(['9.2', '9.3', '9.1']);
    expect(buttons(card).map(({ style }) => style === 'positive')).toEqual([true, false, false, false]);
  });

  it('writes the status in words beside its dot, and the state of the row', () => {
    const card = drawn({
      done: 0,
      rows: [row({ lastStatus: { label: 'Minor slippage', tone: 'warning' } })],
    });
    const runs = all(card, 'TextRun');
    expect(runs.map(({ text }) => text)).toEqual(['● ', 'Minor slippage · ', 'No update yet']);
    expect(runs[0]).toMatchObject({ color: 'Warning' });
  });

  it('treats what is still unanswered after the close like any other row that waits', () => {
    expect(buttons(drawn({ rows: [row({ kind: 'late' })] }), 'update.open')[0]).toMatchObject({
      title: 'Update',
      style: 'positive',
    });
  });

  it('folds away what is done, finished before, not needed any more, or shared, each by itself', () => {
    const card = drawn({
      rows: [
        row({ ref: '3.2', title: 'Count the visitors', kind: 'done' }),
        row({ ref: '4.1', title: 'Share the crane', kind: 'shared' }),
        ...rows(2, { title: 'Paint the railings', kind: 'finished' }),
        row({ ref: '5.1', title: 'Dredge the basin', kind: 'called-off' }),
      ],
    });
    const seen = wordsInSight(card);
    expect(seen).not.toContain('Paint the railings');
    expect(seen).not.toContain('Count the visitors');
    expect(seen).not.toContain('Share the crane');
    expect(seen).not.toContain('Dredge the basin');
    const folds = all(card, 'Action.ToggleVisibility');
    expect(folds.map(({ title }) => title)).toEqual([
      'Done (1)',
      'Done before: completed or closed (2)',
      'Not needed any more (1)',
      'Shared with you (1)',
    ]);
    for (const fold of folds)
      for (const id of fold['targetElements'] as string[]) expect(input(card, id)).toBeDefined();
    expect(buttons(card, 'update.open').map(({ title }) => title)).toEqual([
      'Change 3.2',
      'Change 2.1',
      'Change 2.2',
      'Open 5.1',
      'Open 4.1',
    ]);
  });

  it('shows ten outstanding actions a page', () => {
    const first = drawn({ rows: rows(23) });
    expect(refsOf(first)).toHaveLength(10);
    expect(buttons(first, 'updates.list')).toMatchObject([{ title: 'Next', data: { page: 2 } }]);
    const last = drawn({ rows: rows(23), page: 3 });
    expect(refsOf(last)).toEqual(['2.21', '2.22', '2.23']);
    expect(buttons(last, 'updates.list')).toMatchObject([{ title: 'Previous', data: { page: 2 } }]);
  });

  it('leads with the next thing to do on a page that has only done ones left', () => {
    const card = drawn({ rows: [row({ ref: '1.1' }), ...rows(30, { kind: 'done' })], page: 2 });
    expect(refsOf(card)[0]).toBe('1.1');
    expect(refsOf(card)).toHaveLength(11);
  });

  it('shows the last page when asked for one that is not there', () => {
    expect(words(drawn({ rows: rows(12), page: 9 }))).toContain('Page 2 of 2');
  });

  const receipt = { ref: '1.3', title: 'Dredge', line: 'Sent by Ama Okoro: on track.', late: false };

  it('has the receipt in one line, and the next action one tap away, before all else', () => {
    const card = drawn({ receipt });
    expect(words(card).split('\n')[0]).toBe('✓ 1.3: Sent by Ama Okoro: on track.');
    expect(buttons(card)[0]).toMatchObject({ title: 'Next: 1.4', style: 'positive', verb: 'update.open' });
    expect(buttons(card).filter(({ style }) => style === 'positive')).toHaveLength(1);
    expect(words(card)).not.toContain('Thank you');
  });

  it('thanks once, when everything is done', () => {
    const card = drawn({ receipt, rows: [row({ kind: 'done' })], done: 1, total: 1 });
    expect(words(card).match(/Thank you/g)).toHaveLength(1);
    expect(words(drawn({ rows: [row({ kind: 'done' })] }))).not.toContain('Thank you');
  });

  it('fits nineteen actions with titles of 221 characters, cutting none in the list', () => {
    const title = 'Work with the wards on a plan '.repeat(8).slice(0, 220) + '.';
    const waiting = rows(19, { title, state: 'Draft saved by Samantha Lee-Hughes on Wednesday 14 October' });
    const card = drawn({ rows: waiting });
    expect(sizeOf(card)).toBeLessThan(25_000);
    expect(words(card)).toContain(title);
    const half = waiting.map((each, index) => (index < 9 ? { ...each, kind: 'done' as const } : each));
    expect(sizeOf(drawn({ rows: half }))).toBeLessThan(25_000);
    expect(refsOf(drawn({ rows: half }))).toHaveLength(19);
  });
});
