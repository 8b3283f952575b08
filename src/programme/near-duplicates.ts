import { foldText } from './fold-text.ts';

/** Words that say nothing about who is meant. */
const fillers = new Set(['the', 'of', 'for', 'and', 'in', 'a', 'an']);
const numberWords = new Set('one two three four five six seven eight nine ten'.split(' '));

/**
 * Pairs of names that may mean the same owner (requirement R16), in the order given. Two names are near-duplicates
 * when they have the same words in any order or spacing, when one of them only lacks one word of four or more, when
 * one word is a slip of the pen away, or when they differ only in what stands in brackets. Names that differ only in
 * a number or a letter ("Ward 1", "Ward 2") are none.
 */
export function nearDuplicates(names: readonly string[]): [string, string][] {
  const folded = names.map(significantWords);
  const buckets = new Map<string, number[]>();
  folded.forEach((words, index) => {
    for (const key of bucketKeys(words, names[index] ?? '')) {
      const bucket = buckets.get(key);
      if (bucket) bucket.push(index);
      else buckets.set(key, [index]);
    }
  });

  const found = new Map<string, [number, number]>();
  for (const bucket of buckets.values()) {
    for (const [position, first] of bucket.entries()) {
      for (const second of bucket.slice(position + 1)) {
        if (first === second || found.has(`${first},${second}`)) continue;
        if (sameOwner(names[first] ?? '', names[second] ?? '', folded[first] ?? [], folded[second] ?? [])) {
          found.set(`${first},${second}`, [first, second]);
        }
      }
    }
  }
  return [...found.values()]
    .sort(([a, b], [c, d]) => a - c || b - d)
    .map(([first, second]) => [names[first] ?? '', names[second] ?? '']);
}

/** Two near-duplicates always share one of these keys, so that not every pair has to be compared. */
function bucketKeys(words: string[], name: string): Set<string> {
  const keys = new Set([words.join(' '), words.join(''), inAnyOrder(words)]);
  keys.add(significantWords(withoutBrackets(name)).join(''));
  words.forEach((_, index) => keys.add(words.filter((_word, other) => other !== index).join(' ')));
  return keys;
}

function sameOwner(one: string, other: string, left: string[], right: string[]): boolean {
  if (numbers(left) !== numbers(right)) return false;
  if (left.join('') === right.join('') || inAnyOrder(left) === inAnyOrder(right)) return true;
  if (withoutBrackets(one) !== one || withoutBrackets(other) !== other) {
    if (sameWords(withoutBrackets(one), withoutBrackets(other))) return true;
  }
  if (left.length === right.length) return differInOneSlip(left, right);
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= 3 && long.length === short.length + 1 && isWithin(short, long);
}

function sameWords(one: string, other: string): boolean {
  return significantWords(one).join('') === significantWords(other).join('');
}

function inAnyOrder(words: string[]): string {
  return [...words].sort().join(' ');
}

function significantWords(name: string): string[] {
  return foldText(name)
    .split(' ')
    .filter((word) => word !== '' && !fillers.has(word));
}

function withoutBrackets(name: string): string {
  const bare = name.replace(/\([^)]*\)/g, ' ').trim();
  return bare === '' ? name : bare;
}

function numbers(words: string[]): string {
  return words.filter(isNumberLike).sort().join(' ');
}

function isNumberLike(word: string): boolean {
  return (
    /\d/.test(word) ||
    /^[a-z]$/.test(word) ||
    /^(i{1,3}|iv|vi{0,3}|ix|x)$/.test(word) ||
    numberWords.has(word)
  );
}

function isWithin(short: string[], long: string[]): boolean {
  let matched = 0;
  for (const word of long) if (word === short[matched]) matched += 1;
  return matched === short.length;
}

function differInOneSlip(left: string[], right: string[]): boolean {
  const differing = left.flatMap((word, index) => {
    const other = right[index] ?? '';
    return word === other ? [] : [[word, other] as const];
  });
  const [pair] = differing;
  return differing.length === 1 && pair !== undefined && isSlip(...pair);
}

/** One letter wrong, missing, added, or two swapped; in longer words two. Short words are too close by nature. */
function isSlip(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (shorter < 4) return false;
  return editDistance(one, other) <= (shorter >= 9 ? 2 : 1);
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
