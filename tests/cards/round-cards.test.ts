import { describe, expect, it } from '@jest/globals';
import type { CardElement } from '../../src/cards/card.ts';
import { checkCard, elementsOf, sizeOf } from '../../src/cards/check-card.ts';
import { renderViews } from '../../src/cards/render.ts';
import type { ReadyView } from '../../src/cards/views/ready.ts';
import type { ScheduleView } from '../../src/cards/views/schedule.ts';
import { list } from './sample-views.ts';

const scope = { programme: 'harbour', cycle: '2026-11' };
const hostile = '**bold** [a](http://b.example) ${title} <at>Sam</at>';

const schedule: ScheduleView = {
  scope,
  title: `What goes out for ${hostile}`,
  standing: ['Whoever has nothing outstanding gets nothing.'],
  toCome: [{ when: 'Monday', what: 'a reminder', to: '2 recipients', names: [hostile, 'Sam Lee'] }],
  gone: [],
  dates: [{ title: 'Deadline', value: 'Monday 26 October 2026, 5 pm' }],
  buttons: [{ title: 'Pause', verb: 'lead.pause', data: scope }],
};

const ready: ReadyView = {
  scope,
  title: 'Ready to open?',
  about: `For ${hostile}`,
  sections: [
    { id: 'dates', heading: 'Dates', line: hostile, fine: true, items: [] },
    { id: 'reach', heading: 'Reach', line: 'Two.', fine: false, items: [hostile, 'Sam Lee: in Teams'] },
  ],
  forward: `Please add the app. ${hostile}`,
  page: 1,
  buttons: [
    { title: 'Open', verb: 'lead.open', data: scope },
    { title: 'Schedule', verb: 'lead.schedule', data: scope },
  ],
};

function drawn(view: Parameters<typeof renderViews>[0][number]): CardElement {
  const { card } = renderViews([view]);
  checkCard(card as CardElement);
  return card as CardElement;
}

function texts(card: CardElement): string[] {
  return elementsOf(card).flatMap(({ type, text }) =>
    type === 'TextBlock' && typeof text === 'string' ? [text] : [],
  );
}

describe('the cards of a round', () => {
  it.each([
    ['schedule', { kind: 'schedule', view: schedule } as const],
    ['ready', { kind: 'ready', view: ready } as const],
    ['sample', { kind: 'sample', view: { list: list(), whose: hostile } } as const],
  ])('show what people wrote in the %s as they wrote it, and none of it as markup', (_, view) => {
    const card = drawn(view);
    expect(texts(card).some((text) => text.includes('[a](http'))).toBe(false);
    expect(texts(card).some((text) => text.includes('<at>'))).toBe(false);
  });

  it('fold the names away, and say so in words', () => {
    const folded = elementsOf(drawn({ kind: 'schedule', view: schedule })).filter(
      ({ isVisible }) => isVisible === false,
    );
    expect(folded.some(({ text }) => typeof text === 'string' && text.includes('Sam Lee'))).toBe(true);
  });

  it('say in words, and by no colour alone, what needs a second look', () => {
    expect(texts(drawn({ kind: 'ready', view: ready }))).toEqual(
      expect.arrayContaining(['✓ Dates', '⚠ Please look: Reach']),
    );
  });

  it('say how many of the particulars are on this page, where that is not all', () => {
    const items = Array.from({ length: 24 }, (_, index) => `Person ${index + 1}: in Teams`);
    const reach = { id: 'reach', heading: 'Reach', line: 'All.', fine: true, items };
    const [one, many] = [items.slice(0, 2), items].map((those) =>
      texts(drawn({ kind: 'ready', view: { ...ready, sections: [{ ...reach, items: those }] } })),
    );
    expect(one).toContain('In detail (2)');
    expect(many).toContain('In detail (20 of 24)');
  });

  it('have one primary button at most', () => {
    const primary = elementsOf(drawn({ kind: 'ready', view: ready })).filter(
      ({ style }) => style === 'positive',
    );
    expect(primary.map(({ title }) => title)).toEqual(['Open']);
  });

  it('stay under the limit with the longest names', () => {
    const names = Array.from(
      { length: 500 },
      (_, n) => `Somebody ${n} ${'with a very long name '.repeat(4)}`,
    );
    const line = { when: 'Monday 26 October at 9:30 am', what: 'a reminder', to: '500 recipients', names };
    const many = Array.from({ length: 30 }, () => line);
    expect(sizeOf(drawn({ kind: 'schedule', view: { ...schedule, toCome: many, gone: many } }))).toBeLessThan(
      25_000,
    );
  });
});
