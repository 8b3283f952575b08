import { describe, expect, it } from '@jest/globals';
import { mostBytes, sizeOf } from '../../src/cards/check-card.ts';
import { renderViews } from '../../src/cards/render.ts';
import type { ReviewOneView, ReviewRow, ReviewView } from '../../src/cards/views/review.ts';
import { form } from './sample-views.ts';

const scope = { programme: 'hws', cycle: '2026-11' };
/** As long as anything that can be typed, in characters that take the most bytes. */
const long = (length: number): string => 'Größe ändern. '.repeat(Math.ceil(length / 14)).slice(0, length);

const row: ReviewRow = {
  ref: '1.4',
  title: 'Insulate the flats',
  version: 2,
  by: 'Housing · Sent by Sam Lee on Monday 26 October at 10:15 am',
  before: { label: 'Minor slippage', tone: 'warning' },
  now: { label: 'On track', tone: 'good' },
  narrative: 'The doors are *hung*.',
  flags: ['its new date has passed'],
};

const list: ReviewView = {
  scope,
  headline: '7 updates wait for your sign-off',
  about: 'For the Health and Wellbeing Board on Thursday 19 November',
  rows: [row],
  page: 2,
  pages: 3,
  clear: 4,
  drawn: '2026-10-26T10:15:00Z',
  withOwners: ['2.1: sent back by Priya; an answer is wanted by Wednesday 28 October'],
};

const one: ReviewOneView = {
  ...row,
  scope,
  position: '1 of 7',
  facts: [{ label: 'What happens next', text: 'Paint them.' }],
  earlier: [{ heading: 'Last time (March 2026)', narrative: 'Half of it is done.' }],
  next: '1.5',
};

function json(view: Parameters<typeof renderViews>[0][number]): string {
  return JSON.stringify(renderViews([view]).card);
}

describe('the card of what waits for sign-off', () => {
  it('shows the change in words and colour, what speaks against it, and the words as typed', () => {
    const card = json({ kind: 'review', view: list });
    expect(card).toMatch(
      /"text":"● ","color":"Warning".*Minor slippage.*→.*"text":"● ","color":"Good".*On track/,
    );
    expect(card).toContain('⚑ Its new date has passed');
    expect(card).toContain('The doors are *hung\\\\*.');
    expect(card).toContain('Page 2 of 3');
    expect(card).toContain('With their owners');
  });

  it('carries the version with Accept, and the moment with Accept all', () => {
    const card = json({ kind: 'review', view: list });
    expect(card).toContain('"data":{"programme":"hws","cycle":"2026-11","page":2,"ref":"1.4","version":2}');
    expect(card).toContain('"title":"Accept all that raise no flag (4)"');
    expect(card).toContain('"drawn":"2026-10-26T10:15:00Z"');
    expect(card.match(/"style":"positive"/g)).toHaveLength(1);
  });

  it('has no button for all where each raises a flag', () => {
    expect(json({ kind: 'review', view: { ...list, clear: 0 } })).not.toContain('lead.acceptAll');
  });

  it('is small enough with the longest texts that there can be', () => {
    const huge = {
      ...row,
      title: long(400),
      narrative: long(4000),
      flags: Array(6).fill(long(60)) as string[],
    };
    const rows = Array.from({ length: 5 }, (_, n) => ({ ...huge, ref: `9.${n}` }));
    const view = { ...list, rows, withOwners: Array(500).fill(long(90)) as string[] };
    expect(sizeOf(renderViews([{ kind: 'review', view }]).card)).toBeLessThan(mostBytes);
  });
});

describe('the card of one update for sign-off', () => {
  it('has all that a lead can do about it, with the version', () => {
    const card = json({ kind: 'review-one', view: one });
    const data = '"data":{"programme":"hws","cycle":"2026-11","ref":"1.4","version":2,"one":"yes"}';
    for (const verb of ['lead.accept', 'lead.return', 'lead.edit']) {
      expect(card).toContain(`"verb":"${verb}",${data}`);
    }
  });

  it('is small enough with the longest texts that there can be', () => {
    const facts = Array.from({ length: 8 }, () => ({ label: 'The reason', text: long(2000) }));
    const earlier = [
      { heading: 'Sent back: version 1', narrative: long(16_000) },
      { heading: 'Last time', narrative: long(4000) },
    ];
    const view = { ...one, title: long(400), narrative: long(4000), facts, earlier };
    expect(sizeOf(renderViews([{ kind: 'review-one', view }]).card)).toBeLessThan(mostBytes);
  });
});

describe('the form of an answer that was sent back', () => {
  const returned = {
    line: 'Priya Shah sent this back on Monday 26 October. Please answer by Wednesday 28 October.',
    comment: 'Which *doors*?',
    version: 1,
  };

  it('says first what the lead says to it', () => {
    const { card } = renderViews([{ kind: 'form', view: form({ returned }) }]);
    const words = JSON.stringify(card);
    expect(words.indexOf(returned.line)).toBeLessThan(words.indexOf('Last time'));
    expect(words).toContain('Which *doors\\\\*?');
    expect(words).not.toContain('update.agree');
  });

  it('offers the status that is suggested, and the owner’s own, as two quiet buttons', () => {
    const suggestion = {
      line: 'Priya Shah suggests',
      status: { label: 'Minor slippage', tone: 'warning' as const },
      agree: 'Agree: minor slippage',
      keep: 'Keep: on track',
    };
    const { card } = renderViews([{ kind: 'form', view: form({ returned: { ...returned, suggestion } }) }]);
    const words = JSON.stringify(card);
    expect(words).toMatch(/"title":"Agree: minor slippage","verb":"update.agree","data":\{[^}]*"version":1/);
    expect(words).toMatch(/"title":"Keep: on track","verb":"update.keep","data":\{[^}]*"version":1/);
    expect(words.match(/"style":"positive"/g)).toHaveLength(1);
  });
});
