import { foldText } from './fold-text.ts';
import { groupedBy } from './grouped.ts';

/** Words that say nothing about who is meant. */
const fillers = new Set(['the', 'of', 'for', 'and', 'in', 'a', 'an']);
const numberWords = new Set('one two three four five six seven eight nine ten'.split(' '));

/**
 * Pairs of names that may mean the same owner (requirement R16), in the order given. Two names are near-duplicates
 * when they have the same words in any order or spacing, when one of them only lacks one word of four or more, when
 * one word is a slip of the pen away, or when one has a note in brackets that the other lacks. Names that differ
 * only in a number or a letter ("Ward 1", "Ward 2") are none.
 */
export function nearDuplicates(names: readonly string[]): [string, string][] {
  const read = names.map(readName);
  const found = new Map<string, [number, number]>();
  const keyed = read.flatMap((name, index) => [...bucketKeys(name)].map((key) => ({ key, index })));
  for (const bucket of groupedBy(keyed, ({ key }) => key).values()) {
    for (const [position, { index: first }] of bucket.entries()) {
      for (const { index: second } of bucket.slice(position + 1)) {
        const [one, other] = [read[first], read[second]];
        if (one && other && first !== second && sameOwner(one, other))
          found.set(`${first},${second}`, [first, second]);
      }
    }
  }
  return [...found.values()]
    .sort(([a, b], [c, d]) => a - c || b - d)
    .map(([first, second]) => [names[first] ?? '', names[second] ?? '']);
}

interface ReadName {
  words: string[];
  /** The same without what stands in brackets. */
  bare: string;
  /** The numbers and letters in it: names that differ in these are different owners. */
  numbers: string;
  anyOrder: string;
}

function readName(name: string): ReadName {
  const words = significantWords(name);
  const bare = significantWords(name.replace(/\([^)]*\)/g, ' ')).join('');
  return {
    words,
    bare: bare === '' ? words.join('') : bare,
    numbers: words.filter(isNumberLike).sort().join(' '),
    anyOrder: [...words].sort().join(' '),
  };
}

/** Two near-duplicates always share one of these keys, so that not every pair has to be compared. */
function bucketKeys({ words, bare, numbers, anyOrder }: ReadName): Set<string> {
  const oneLess = words.map((_, index) => words.filter((_word, other) => other !== index).join(' '));
  const keys = [words.join(' '), words.join(''), bare, anyOrder, ...oneLess];
  return new Set(keys.map((key) => `${numbers}\n${key}`));
}

function sameOwner(one: ReadName, other: ReadName): boolean {
  if (one.numbers !== other.numbers) return false;
  const [left, right] = [one.words.join(''), other.words.join('')];
  if (left === right || left === other.bare || one.bare === right) return true;
  if (one.anyOrder === other.anyOrder) return true;
  if (one.words.length === other.words.length) return differInOneSlip(one.words, other.words);
  const [short, long] =
    one.words.length < other.words.length ? [one.words, other.words] : [other.words, one.words];
  return short.length >= 3 && long.length === short.length + 1 && isWithin(short, long);
}

function significantWords(name: string): string[] {
  return foldText(name)
    .split(' ')
    .filter((word) => word !== '' && !fillers.has(word));
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
