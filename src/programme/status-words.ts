import { foldText } from './fold-text.ts';
import type { StatusId, StatusScheme } from './status-scheme.ts';

/**
 * The status that a register's words name: by its id, its label or another of its wordings; case and punctuation aside.
 * What is the same comes before what only begins so.
 */
export function statusFromWords(scheme: StatusScheme, words: string): StatusId | undefined {
  const wanted = foldText(words);
  const whole = scheme.statuses.find(({ id, label, words: others }) =>
    [id, label, ...others].some((wording) => foldText(wording) === wanted),
  );
  const begun = scheme.statuses.find(({ words: others }) =>
    others.some((wording) => wording.endsWith('*') && wanted.startsWith(`${foldText(wording)} `)),
  );
  return (whole ?? begun)?.id;
}
