import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CardElement } from '../../src/cards/card.ts';
import { checkCard, sizeOf } from '../../src/cards/check-card.ts';
import { renderViews } from '../../src/cards/render.ts';
import { BadCard } from '../../src/cards/template.ts';
import type { View } from '../../src/cards/views/view.ts';
import { everyView } from './every-view.ts';
import { all, buttons, complaints, draw, input, words } from './read-card.ts';
import * as sample from './sample-views.ts';

/** Words that try to be Markdown, markup, a template, a mention, or simply too much. */
const hostileText = fc
  .array(
    fc.constantFrom(
      ...[
        '${title}',
        '${x',
        '*',
        '_',
        '[a](b)',
        '<at>Sam</at>',
        '&lt;',
        '\n',
        '"',
        '\\',
        '{{DATE(1)}}',
        '`',
        '😀',
      ],
      ...['null', 'Ŵyth', ' ', '- ', '1. ', '{', '}', "'", '\u0000', '$', '#', 'a sentence of plain words '],
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => `x${parts.join('')}`);

/** Puts hostile words in the place of every text of a view that somebody may have typed. */
function hostile(view: View, texts: readonly string[]): View {
  let next = 0;
  const kept = new Set(['kind', 'tone', 'status', 'id', 'programme', 'cycle', 'input', 'from', 'to', 'verb']);
  const replace = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : (texts[next++ % texts.length] ?? value);
    if (Array.isArray(value)) return value.map((item) => replace(item, key === 'demanded' ? 'kind' : key));
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, name)]));
  };
  return replace(view, '') as View;
}

const wideKinds: View['kind'][] = [
  ...(['briefing', 'digest', 'overdue', 'owner-page', 'preview'] as const),
  ...(['ready', 'schedule'] as const),
];

describe('rendering views', () => {
  it.each(everyView)('draws a whole, valid card of a $kind, whatever was typed', (view) => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 8 }), (texts) => {
        const { card, summary } = renderViews([hostile(view, texts)]);
        expect(complaints(card)).toEqual([]);
        expect(() => checkCard(card as CardElement)).not.toThrow();
        expect(sizeOf(card)).toBeLessThan(25_000);
        expect(summary).toMatch(/^[^\n]+$/);
      }),
      { numRuns: 60 },
    );
  });

  it.each(everyView)('is an adaptive card 1.5 with words for old clients and for the ear: $kind', (view) => {
    const { card } = renderViews([view]);
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    expect(card).toHaveProperty('fallbackText', expect.stringMatching(/./));
    expect(card).toHaveProperty('speak', expect.stringMatching(/./));
  });

  it.each(everyView)('is wide only for what leads and the board read: $kind', (view) => {
    const wide = wideKinds.includes(view.kind);
    expect('msteams' in renderViews([view]).card).toBe(wide);
  });

  it("shows somebody's ${…} as they typed it", () => {
    const view = sample.form({ title: 'Cost ${title} now', values: { narrative: 'and ${scope.programme}' } });
    const card = draw({ kind: 'form', view });
    expect(words(card)).toContain('Cost ${title} now');
    expect(input(card, 'narrative')?.['value']).toBe('and ${scope.programme}');
  });

  it('says in the notification what it is, as it was typed', () => {
    const view = sample.list({ headline: 'Your *updates* for <the> board', lead: 'Two are still to come.' });
    expect(renderViews([{ kind: 'list', view }]).summary).toBe(
      'Your *updates* for <the> board. Two are still to come.',
    );
  });

  it('composes one card of several views: ids apart, one primary button, one notification', () => {
    const views: View[] = [
      { kind: 'list', view: sample.list() },
      { kind: 'list', view: sample.list({ scope: { programme: 'quay', cycle: '2026-12' } }) },
      { kind: 'overdue', view: sample.overdue() },
      { kind: 'owner-page', view: sample.ownerPage() },
    ];
    const card = draw(...views);
    expect(buttons(card).filter(({ style }) => style === 'positive')).toHaveLength(1);
    expect(words(card)).toContain('4 owners are awaited');
    const folded = all(card, 'Container').filter(({ isVisible }) => isVisible === false);
    expect(folded.map(({ id }) => id)).toEqual(['part0-done', 'part0-shared', 'part1-done', 'part1-shared']);
    expect(renderViews(views).summary).toContain('4 owners are awaited');
  });

  it('refuses to draw nothing, and two forms in one card', () => {
    expect(() => renderViews([])).toThrow(BadCard);
    const form: View = { kind: 'form', view: sample.form() };
    expect(() => renderViews([form, form])).toThrow('share the id "status"');
  });

  it('refuses a card that is too large in the tightest room, and says what it was of', () => {
    const paragraphs = Array.from(
      { length: 400 },
      () => 'A long paragraph of words that go on and on and on.',
    );
    const view: View = { kind: 'notice', view: { title: 'Help', paragraphs, commands: [] } };
    expect(() => renderViews([view])).toThrow('A card of notice is too large.');
  });

  it('fits a long list and a long summary for the leads into one message', () => {
    const title = 'Work with the wards on a plan for the quays and everything behind them '.repeat(3);
    const rows = [...sample.rows(12, { title }), ...sample.rows(9, { title, kind: 'done' })];
    const [owner] = sample.overdue().owners;
    const owners = Array.from({ length: 12 }, () => owner!);
    const card = draw(
      { kind: 'list', view: sample.list({ rows }) },
      { kind: 'overdue', view: sample.overdue({ owners }) },
    );
    expect(sizeOf(card)).toBeLessThan(25_000);
    expect(buttons(card, 'update.open')).toHaveLength(19);
  });
});

describe('a refusal', () => {
  it('gives back every word that was typed, unchanged', () => {
    const text = 'The *wall* is <up>.\nSee [plan](x) & ${y}.';
    const typed = [{ label: 'What has happened since', text }];
    const view = { title: 'Not one of yours', message: 'Nothing was stored.', typed, backToList: true };
    const card = draw({ kind: 'refusal', view });
    expect(words(card)).toContain(text);
    expect(buttons(card)).toMatchObject([{ verb: 'updates.list' }]);
  });

  it('fits the most that can be typed on a form, whole', () => {
    const long = (count: number) => 'Words of the *harbour*,\n'.repeat(200).slice(0, count);
    const typed = [4000, 4000, 4000, 4000].map((count, index) => ({
      label: `Field ${index}`,
      text: long(count),
    }));
    const view = { title: 'Too late', message: 'It was retired.', typed, backToList: false };
    const card = draw({ kind: 'refusal', view });
    const lines = typed.flatMap(({ label, text }) => [label, ...text.split('\n')]);
    expect(words(card)).toContain(lines.join('\n'));
    expect(sizeOf(card)).toBeLessThan(25_000);
  });
});

describe('a notice', () => {
  it('stands for chat commands with its buttons', () => {
    const view = { title: 'Help', paragraphs: [], commands: [{ title: 'My updates', text: 'my updates' }] };
    expect(buttons(draw({ kind: 'notice', view }))).toMatchObject([
      { title: 'My updates', verb: 'chat.say', data: { text: 'my updates' } },
    ]);
  });

  it('leads back to the list that it came in place of', () => {
    const back = { programme: 'harbour', cycle: '2026-11' };
    const view = { title: 'Help', paragraphs: [], commands: [], back };
    expect(buttons(draw({ kind: 'notice', view }))).toMatchObject([{ verb: 'updates.list', data: back }]);
  });

  it('asks again before what cannot be undone', () => {
    const confirm = { title: 'Use this channel', verb: 'channel.use', data: { channel: '19:x' } };
    const card = draw({ kind: 'notice', view: { title: 'Sure?', paragraphs: [], commands: [], confirm } });
    expect(buttons(card)).toMatchObject([{ ...confirm, style: 'positive' }]);
  });
});
