/**
 * Makes text that people typed safe to show in a TextBlock, whose text Teams reads as Markdown.
 *
 * Teams on phones shows some backslashes that Teams on a desktop takes away (microsoft/AdaptiveCards#5590), so as few
 * as possible are written: where an invisible character is enough to break a construct (lists, headings, links,
 * tags, entities), that is used; backslashes are left for emphasis, strike-through and code.
 */

/** Zero-width space: not white space to a Markdown parser, and nothing to a reader. */
const invisible = '\u200B';

/** For a text of several lines: every line break is kept, as a paragraph of its own. */
export function escapeMarkdown(text: string): string {
  return lines(text).map(escapeLine).join('\n\n');
}

/** For a text that is shown on one line or wraps: line breaks become spaces. */
export function escapeOneLine(text: string): string {
  return escapeLine(oneLine(text));
}

/** As typed, on one line, and not escaped: for buttons, choices, charts and notifications, which read no Markdown. */
export function oneLine(text: string): string {
  return lines(text).join(' ');
}

function lines(text: string): string[] {
  return text
    .split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(/[^\P{Cc}\t]/gu, '').trim())
    .filter((line) => line !== '');
}

function escapeLine(line: string): string {
  const inline = line
    // A backslash counts only before punctuation: `C:\plans` needs nothing.
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/`/g, '\\`')
    // Emphasis and strike-through end with a mark that follows no space; without an end there is no beginning.
    .replace(/(?<=\S)[*~]/g, '\\$&')
    .replace(/(?<=\S)_(?![\p{L}\p{N}])|(?<=[^\s\p{L}\p{N}])_/gu, '\\_')
    // Links and images, tags and `<at>`, entities, and the dates that cards work out (`{{DATE(…)}}`).
    .replace(/\](?=[([:])|<(?=\S)|&(?=#?\w+;)|\{(?=\{)/g, `$&${invisible}`);
  return /^(?:[-+*>#=_~|:]|\d+[.)](?:\s|$))/.test(inline) ? invisible + inline : inline;
}
