import type { CardPart, Place } from './card.ts';
import { cutAtWord, firstOf } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { earlierAnswer, statusRuns } from './last-answer.ts';
import { loadTemplate } from './template.ts';
import type { ReviewOneView, ReviewRow, ReviewView } from './views/review.ts';

const fillList = loadTemplate('review');
const fillOne = loadTemplate('review-one');

/** Of those that are with their owners. */
const linesShown = 10;

/** The answers that wait for a lead's sign-off, a page of them. */
export function drawReview(view: ReviewView, { room }: Place): CardPart {
  const { scope, rows, page, pages, clear } = view;
  const { shown, more } = firstOf(view.withOwners, linesShown);
  return {
    body: fillList({
      notice: optional(view.notice),
      headline: escapeOneLine(view.headline),
      about: escapeOneLine(view.about),
      acceptAll:
        clear > 0 ? [{ title: acceptAllTitle(view), data: { ...scope, page, drawn: view.drawn } }] : [],
      rows: rows.map((row) => ({
        ref: oneLine(row.ref),
        title: escapeOneLine(`${row.ref} ${cutAtWord(row.title, room.title)}`),
        by: escapeOneLine(row.by),
        change: changeOf(row),
        flags: flagLines(row),
        narrative: optional(cutAtWord(row.narrative, room.detail)),
        accept: { ...scope, page, ref: row.ref, version: row.version },
        open: { ...scope, page, ref: row.ref, one: 'yes' },
      })),
      pager:
        pages > 1
          ? [
              {
                text: `Page ${page} of ${pages}`,
                previous: page > 1 ? [{ ...scope, page: page - 1 }] : [],
                next: page < pages ? [{ ...scope, page: page + 1 }] : [],
              },
            ]
          : [],
      withOwners: shown.length > 0 ? [{ lines: [...shown, ...more].map(escapeOneLine) }] : [],
      scope,
    }),
    summary: oneLine(`${view.headline}. ${view.about}.`),
  };
}

/** One answer whole, with what was said before, and all that a lead can do about it. */
export function drawReviewOne(view: ReviewOneView, { id, room }: Place): CardPart {
  const { scope, ref, version, next } = view;
  const title = `${ref} ${cutAtWord(view.title, room.title)}`;
  return {
    body: fillOne({
      notice: optional(view.notice),
      title: escapeOneLine(title),
      by: escapeOneLine(`${view.position} · ${view.by}`),
      change: changeOf(view),
      flags: flagLines(view),
      narrative: optional(cutAtWord(view.narrative, room.lastText)),
      facts: view.facts.map(({ label, text }) => ({
        label: escapeOneLine(label),
        text: escapeMarkdown(cutAtWord(text, room.lastText)),
      })),
      earlier: view.earlier.map((answer, index) =>
        earlierAnswer(answer, { id: `${id}-earlier${index}`, room }),
      ),
      decide: { ...scope, ref, version, one: 'yes' },
      next: next === undefined ? [] : [{ ...scope, ref: next, one: 'yes' }],
      list: scope,
    }),
    summary: oneLine(`${title}: for your sign-off`),
  };
}

function acceptAllTitle({ clear, rows, pages }: ReviewView): string {
  const isAll = pages === 1 && rows.length === clear;
  return isAll ? `Accept all (${clear})` : `Accept all that raise no flag (${clear})`;
}

/** `● Minor slippage → ● On track`; one status where it is the same as last time. */
function changeOf({ before, now }: ReviewRow): { runs: { text: string; colour: string }[] }[] {
  if (!now) return [];
  const isSame = before?.label === now.label;
  const from = before && !isSame ? [...statusRuns(before), { text: '  →  ', colour: 'Default' }] : [];
  return [
    {
      runs: [...from, ...statusRuns(now), ...(isSame ? [{ text: ', as last time', colour: 'Default' }] : [])],
    },
  ];
}

function flagLines({ flags }: ReviewRow): string[] {
  return flags.map((flag) => escapeOneLine(`⚑ ${flag.charAt(0).toUpperCase()}${flag.slice(1)}`));
}

function optional(text: string | undefined): string[] {
  return text === undefined || text.trim() === '' ? [] : [escapeMarkdown(text)];
}
