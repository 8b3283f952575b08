import { foldText } from './fold-text.ts';

/** How much two texts have in common, word by word: 0 nothing, 1 the same words (Dice's coefficient). */
export function textSimilarity(one: string, other: string): number {
  const left = wordCounts(one);
  const right = wordCounts(other);
  let shared = 0;
  for (const [word, count] of left) shared += Math.min(count, right.get(word) ?? 0);
  const total = size(left) + size(right);
  return total === 0 ? 1 : (2 * shared) / total;
}

function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of foldText(text).split(' ').filter(Boolean)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function size(counts: Map<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
