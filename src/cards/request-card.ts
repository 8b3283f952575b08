import { dotColour, type CardPart, type Place } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeOneLine, oneLine } from './escape.ts';
import { listPage, type ListPage } from './list-pages.ts';
import { loadTemplate } from './template.ts';
import type { ActionRow, ListView } from './views/list.ts';
import type { CardScope } from './views/parts.ts';

const fill = loadTemplate('request');

/** What nobody waits for, one line each until it is opened. */
const folds: { kind: ActionRow['kind']; title: string; button: string }[] = [
  { kind: 'done', title: 'Done', button: 'Change' },
  { kind: 'not-mine', title: 'Not yours, you said; the lead will decide', button: 'Open' },
  { kind: 'finished', title: 'Done before: completed or closed', button: 'Change' },
  { kind: 'called-off', title: 'Not needed any more', button: 'Open' },
  { kind: 'shared', title: 'Shared with you', button: 'Open' },
];
/** In characters: slim, and short enough for a phone. */
const lineLength = 20;
/** Characters of a deadline beside the figures. */
const mostBeside = 60;
/** Characters of a row's state. */
const mostState = 160;

/** The request card and the list: what is it, by when, what do I do. */
export function drawList(view: ListView, { id, room }: Place): CardPart {
  const page = listPage(view.rows, view.page);
  const next = page.waiting[0];
  const finished = next === undefined && view.receipt !== undefined;
  const counted = view.total > 0 ? `${view.done} of ${view.total} done` : 'Nothing is asked of you';
  return {
    body: fill({
      id,
      notice: optional(view.notice),
      receipt: view.receipt ? [{ line: escapeOneLine(receiptLine(view, finished)) }] : [],
      next: view.receipt && next ? [nextButton(view.scope, next)] : [],
      headline: escapeOneLine(view.headline),
      programmeTitle: escapeOneLine(view.programmeTitle),
      lead: optional(view.lead),
      progress: escapeOneLine(progressLine(view.deadline, counted)),
      bar: progressBar(view),
      rows: page.waiting.map((waiting, index) => ({
        ...waitingRow(view.scope, waiting, room.title),
        style: index === 0 && !view.receipt ? 'positive' : 'default',
      })),
      pager: page.pages > 1 ? [pager(view.scope, page)] : [],
      folds: folds.flatMap(({ kind, title, button }) => {
        const rows = page.folded.filter((folded) => folded.kind === kind);
        if (rows.length === 0) return [];
        return [
          {
            id: `${id}-${kind}`,
            title: `${title} (${count(view, kind)})`,
            rows: rows.map((folded) => foldedRow(view.scope, folded, button, room.foldedTitle)),
          },
        ];
      }),
      foot: (view.foot ?? []).map(({ title, verb, data }) => ({ title: oneLine(title), verb, data })),
      scope: view.scope,
    }),
    summary: oneLine(`${view.headline}. ${view.lead ?? `${view.deadline}. ${counted}.`}`),
  };
}

/** A deadline in a few words stands beside the figures; sentences about one stand before them. */
function progressLine(deadline: string, counted: string): string {
  return deadline.length <= mostBeside ? `${deadline} · ${counted}` : `${deadline}. ${counted}.`;
}

/** People's time is thanked once: when everything is done. */
function receiptLine({ receipt }: ListView, finished: boolean): string {
  const line = `${receipt?.ref ?? ''}: ${receipt?.line ?? ''}`;
  return finished ? `${line} That is everything. Thank you for your time.` : line;
}

function nextButton(scope: CardScope, { ref, title, version }: ActionRow) {
  return { title: oneLine(`Next: ${ref}`), tooltip: oneLine(title), data: { ...scope, ref, version } };
}

function waitingRow(scope: CardScope, row: ActionRow, most: number) {
  const { ref, title, lastStatus, state, version } = row;
  return {
    ref: oneLine(ref),
    title: escapeOneLine(`${ref} ${cutAtWord(title, most)}`),
    status: lastStatus
      ? [
          { text: '● ', colour: dotColour(lastStatus.tone) },
          { text: `${oneLine(lastStatus.label)} · `, colour: 'Default' },
        ]
      : [],
    state: oneLine(cutAtWord(state, mostState)),
    data: { ...scope, ref, version },
  };
}

function foldedRow(
  scope: CardScope,
  { ref, title, state, version }: ActionRow,
  button: string,
  most: number,
) {
  return {
    ref: oneLine(ref),
    title: escapeOneLine(`${ref} ${cutAtWord(title, most)}`),
    state: escapeOneLine(cutAtWord(state, mostState)),
    button,
    data: { ...scope, ref, version },
  };
}

function count({ rows }: ListView, wanted: ActionRow['kind']): number {
  return rows.filter(({ kind }) => kind === wanted).length;
}

/**
 * Nothing is drawn for nothing done. Clients that do not know the bar draw it as a line of two colours; the words
 * are always above it.
 */
function progressBar({ done, total }: ListView) {
  if (done === 0 || total === 0) return [];
  const colour = done < total ? 'Accent' : 'Good';
  const filled = Math.max(1, Math.floor((done / total) * lineLength));
  const line = [
    { text: '━'.repeat(filled), colour, isSubtle: false },
    { text: '━'.repeat(lineLength - filled), colour: 'Light', isSubtle: true },
  ].filter(({ text }) => text !== '');
  return [{ value: done, max: total, colour, line }];
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
