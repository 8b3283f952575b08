import { foldText } from './fold-text.ts';
import type { StatusId, StatusScheme } from './status-scheme.ts';

/** The status that a register's words name: by its id, its label or another of its wordings; case and punctuation aside. */
export function statusFromWords(scheme: StatusScheme, words: string): StatusId | undefined {
  const wanted = foldText(words);
  return scheme.statuses.find((status) =>
    [status.id, status.label, ...status.words].some((wording) => foldText(wording) === wanted),
  )?.id;
}
