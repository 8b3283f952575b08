import type { ActionRow } from './views/list.ts';

/** Rows on one page of a list: of what still waits, and of what is folded away beneath it. */
const waitingAPage = 10;
const foldedAPage = 20;

export interface ListPage {
  /** 1-based. */
  page: number;
  pages: number;
  waiting: ActionRow[];
  /** Done, said not to be theirs, finished before, not needed any more, and shared, in this order. */
  folded: ActionRow[];
}

/**
 * One page of a person's list, or the last one where there are not so many. A page on which nothing waits any more
 * still leads with the next row that does, so that the first button of any card is the next thing to do.
 */
export function listPage(rows: readonly ActionRow[], wanted: number): ListPage {
  const waiting = rows.filter(({ kind }) => kind === 'outstanding' || kind === 'late');
  const folded = (['done', 'not-mine', 'finished', 'called-off', 'shared'] as const).flatMap((wantedKind) =>
    rows.filter(({ kind }) => kind === wantedKind),
  );
  const pages = Math.max(1, Math.ceil(waiting.length / waitingAPage), Math.ceil(folded.length / foldedAPage));
  const page = Math.min(Math.max(1, wanted), pages);
  const here = slice(waiting, page, waitingAPage);
  return {
    page,
    pages,
    waiting: here.length > 0 ? here : waiting.slice(0, 1),
    folded: slice(folded, page, foldedAPage),
  };
}

function slice<T>(items: readonly T[], page: number, size: number): T[] {
  return items.slice((page - 1) * size, page * size);
}
