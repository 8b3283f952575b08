import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeMarkdown, escapeOneLine, oneLine } from '../../src/cards/escape.ts';

const invisible = '\u200B';

/** Marks of every construct, and what stands around them. */
const pieces = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '__',
    '~~',
    '~',
    '`',
    '[',
    '](',
    ')',
    '!',
    '<',
    '<at>',
    '</at>',
    '<b>',
    '<!--',
    '&amp;',
  ],
  ...['#', '# ', '> ', '- ', '---', '===', '+ ', '1. ', '2) ', '\\', '\n', '\r\n', '|', '{{', '}}', '[a]: x'],
  ...['${title}', '{{DATE(2026-03-02T09:30:00Z, SHORT)}}', ' ', 'a', 'b1', 'é', '5%', '.', '😀', '&#42;'],
);
const hostile = fc.array(pieces, { maxLength: 16 }).map((parts) => parts.join(''));

/** What a Markdown reader makes of text in which no construct is left: escapes go, invisible marks stay unseen. */
function read(escaped: string): string {
  return escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll(invisible, '');
}

describe('escaping what people typed', () => {
  it.each([
    "St. John's (north) – 5%",
    'The 1.4 survey: 12 of 20 done, £3,000 left; see item #4 & page 7!',
    'snake_case_name and C:\\plans\\2026',
    '3 * 4 is less than 5 < 6, about ~5% or +2',
    'We asked "who?" - nobody knew.',
    '[draft] costs $5 {estimate}',
    'Café Ôl, Ysgol Gymraeg',
  ])('leaves ordinary words as they are: %s', (words) => {
    expect(escapeMarkdown(words)).toBe(words);
  });

  it.each([
    ['*bold*', '*bold\\*'],
    ['**very**', '*\\*very\\*\\*'],
    ['_said_ she', '_said\\_ she'],
    ['~~gone~~', '~\\~gone\\~\\~'],
    ['`code`', '\\`code\\`'],
    ['a \\* b', 'a \\\\\\* b'],
    ['[here](http://bad.example)', `[here]${invisible}(http://bad.example)`],
    ['<at>Sam</at>', `<${invisible}at>Sam<${invisible}/at>`],
    ['a &lt; b', `a &${invisible}lt; b`],
    ['{{DATE(2026-03-02T09:30:00Z)}}', `{${invisible}{DATE(2026-03-02T09:30:00Z)}}`],
  ])('takes the meaning from %s', (typed, escaped) => {
    expect(escapeMarkdown(typed).replace(new RegExp(`^${invisible}`), '')).toBe(escaped);
  });

  it.each(['- one', '+ one', '* one', '# one', '> one', '1. one', '12) one', '---', '===', '| one |'])(
    'begins no list, heading, quotation or rule with %s',
    (typed) => {
      expect(escapeMarkdown(typed).startsWith(invisible)).toBe(true);
    },
  );

  it('keeps every line break as a paragraph, whatever ends the line', () => {
    expect(escapeMarkdown('one\ntwo\r\nthree\r\rfour\u2028five')).toBe('one\n\ntwo\n\nthree\n\nfour\n\nfive');
  });

  it('puts a text of several lines on one where there is room for one', () => {
    expect(escapeOneLine('one\n- two')).toBe('one - two');
    expect(oneLine('one\n*two*')).toBe('one *two*');
  });

  it('shows every text as it was typed', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const linesTyped = typed.split(/\r\n?|\n/).map((line) => line.trim());
        expect(read(escapeMarkdown(typed))).toBe(linesTyped.filter(Boolean).join('\n\n'));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves no construct that Markdown or Teams would act upon', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const live = escapeMarkdown(typed).replace(/\\[!-/:-@[-`{-~]/g, 'x');
        expect(live).not.toMatch(/[^\s\u200B][*~]|`|\]\(|<[^\s\u200B]|&#?\w+;|\{\{/);
        expect(live).not.toMatch(/[^\s\u200B\p{L}\p{N}]_|[^\s\u200B]_(?![\p{L}\p{N}])/u);
        expect(live).not.toMatch(/^\s*(?:[-+*>#=|]|\d+[.)](?:\s|$)|\[[^\]]*\]:)/m);
        expect(live).not.toMatch(/\\$/m);
      }),
      { numRuns: 2000 },
    );
  });
});
