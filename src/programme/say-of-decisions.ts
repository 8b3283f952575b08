import { localDate } from '../calendar/local-time.ts';
import { longDate } from '../calendar/words.ts';
import type { Amendment } from './amendment.ts';

/** What there is to say of each of people's decisions, with who took it, and when; nothing twice. */
export function sayOfDecisions(
  amendments: readonly Amendment[],
  timeZone: string,
  wordsFor: (amendment: Amendment) => readonly string[],
  sentence: (words: string, by: string, day: string) => string,
): string[] {
  const sentences = amendments.flatMap((amendment) => {
    const day = longDate(localDate(amendment.at, timeZone));
    return wordsFor(amendment).map((words) => sentence(words, amendment.by.name, day));
  });
  return [...new Set(sentences)];
}
