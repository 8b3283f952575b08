import type { ActionRow } from './views.ts';

/** Rows on one page of a list: of what still waits, and of what is folded away beneath it. */
const waitingAPage = 10;
const foldedAPage = 20;

export interface ListPage {
  /** 1-based. */
  page: number;
  pages: number;
  waiting: ActionRow[];
  done: ActionRow[];
  shared: ActionRow[];
}

/**
 * One page of a person's list. A page on which nothing waits any more still leads with the next row that does, so
 * that the first button of any card is the next thing to do.
 */
export function listPage(rows: readonly ActionRow[], wanted: number): ListPage {
  const waiting = rows.filter(({ kind }) => kind === 'outstanding' || kind === 'late');
  const done = rows.filter(({ kind }) => kind === 'done');
  const folded = [...done, ...rows.filter(({ kind }) => kind === 'shared')];
  const pages = Math.max(1, Math.ceil(waiting.length / waitingAPage), Math.ceil(folded.length / foldedAPage));
  const page = Math.min(Math.max(1, wanted), pages);
  const here = slice(waiting, page, waitingAPage);
  const foldedHere = slice(folded, page, foldedAPage);
  return {
    page,
    pages,
    waiting: here.length > 0 ? here : waiting.slice(0, 1),
    done: foldedHere.filter(({ kind }) => kind === 'done'),
    shared: foldedHere.filter(({ kind }) => kind === 'shared'),
  };
}

function slice<T>(items: readonly T[], page: number, size: number): T[] {
  return items.slice((page - 1) * size, page * size);
}
