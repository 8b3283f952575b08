import { foldText } from './fold-text.ts';

/** A text's words with how often each comes, counted once for a text that is compared with many. */
export interface WordCounts {
  counts: ReadonlyMap<string, number>;
  total: number;
}

/** How much two texts have in common, word by word: 0 nothing, 1 the same words (Dice's coefficient). */
export function textSimilarity(one: string, other: string): number {
  return wordSimilarity(wordCounts(one), wordCounts(other));
}

export function wordSimilarity(one: WordCounts, other: WordCounts): number {
  let shared = 0;
  for (const [word, count] of one.counts) shared += Math.min(count, other.counts.get(word) ?? 0);
  const total = one.total + other.total;
  return total === 0 ? 1 : (2 * shared) / total;
}

export function wordCounts(text: string): WordCounts {
  const words = foldText(text).split(' ').filter(Boolean);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, total: words.length };
}
