import { dotColour, type CardPart, type Place } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeOneLine, oneLine } from './escape.ts';
import { listPage, type ListPage } from './list-pages.ts';
import { loadTemplate } from './template.ts';
import type { ActionRow, CardScope, ListView } from './views.ts';

const fill = loadTemplate('request');

/** The request card and the list: what is it, by when, what do I do. */
export function drawList(view: ListView, { id, room }: Place): CardPart {
  const page = listPage(view.rows, view.page);
  const next = page.waiting[0];
  const finished = next === undefined && view.receipt !== undefined;
  const progress = view.total > 0 ? `${view.done} of ${view.total} done` : 'Nothing is asked of you';
  const row = rowIn(view.scope);
  return {
    body: fill({
      id,
      notice: optional(view.notice),
      receipt: view.receipt ? [{ line: escapeOneLine(receiptLine(view, finished)) }] : [],
      next: view.receipt && next ? [nextButton(view.scope, next)] : [],
      headline: escapeOneLine(view.headline),
      programmeTitle: escapeOneLine(view.programmeTitle),
      lead: optional(view.lead),
      progress: `${escapeOneLine(view.deadline)} · ${progress}`,
      bar: view.total > 0 ? [progressBar(view.done, view.total)] : [],
      rows: page.waiting.map((waiting, index) => ({
        ...row(waiting, room.title),
        style: index === 0 && !view.receipt ? 'positive' : 'default',
      })),
      pager: page.pages > 1 ? [pager(view.scope, page)] : [],
      folds: [
        fold(`${id}-done`, `Done (${count(view, 'done')})`, 'Change', page.done),
        fold(`${id}-shared`, `You can add to these (${count(view, 'shared')})`, 'Open', page.shared),
      ]
        .filter(({ rows }) => rows.length > 0)
        .map((shown) => ({
          ...shown,
          rows: shown.rows.map((folded) => ({ ...row(folded, room.foldedTitle), button: shown.button })),
        })),
      scope: view.scope,
    }),
    summary: oneLine(`${view.headline}. ${view.lead ?? `${view.deadline}. ${progress}.`}`),
  };
}

/** People's time is thanked once: when everything is done. */
function receiptLine({ receipt }: ListView, finished: boolean): string {
  const line = `${receipt?.ref ?? ''}: ${receipt?.line ?? ''}`;
  return finished ? `${line} That is everything. Thank you for your time.` : line;
}

function nextButton(scope: CardScope, { ref, title, version }: ActionRow) {
  return { title: oneLine(`Next: ${ref}`), tooltip: oneLine(title), data: { ...scope, ref, version } };
}

function rowIn(scope: CardScope) {
  return ({ ref, title, lastStatus, state, version }: ActionRow, most: number) => ({
    ref: oneLine(ref),
    title: escapeOneLine(`${ref} ${cutAtWord(title, most)}`),
    status: lastStatus
      ? [
          { text: '● ', colour: dotColour(lastStatus.tone) },
          { text: `${oneLine(lastStatus.label)} · `, colour: 'Default' },
        ]
      : [],
    state: oneLine(cutAtWord(state, 160)),
    data: { ...scope, ref, version },
  });
}

function fold(id: string, title: string, button: string, rows: ActionRow[]) {
  return { id, title, button, rows };
}

function count({ rows }: ListView, wanted: ActionRow['kind']): number {
  return rows.filter(({ kind }) => kind === wanted).length;
}

/** Two columns as wide as what is done and what is not; the words are always beside it. */
function progressBar(done: number, total: number): { width: number; style: string }[] {
  const segments = [
    { width: done, style: 'good' },
    { width: total - done, style: 'emphasis' },
  ];
  return segments.filter(({ width }) => width > 0);
}

function pager(scope: CardScope, { page, pages }: ListPage) {
  return {
    text: `Page ${page} of ${pages}`,
    previous: page > 1 ? [{ ...scope, page: page - 1 }] : [],
    next: page < pages ? [{ ...scope, page: page + 1 }] : [],
  };
}

function optional(text: string | undefined): string[] {
  return text ? [escapeOneLine(text)] : [];
}
