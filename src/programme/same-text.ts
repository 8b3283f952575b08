import { canonicalJson } from './canonical-json.ts';
import { foldText } from './fold-text.ts';
import { groupedBy } from './grouped.ts';
import { retitledFrom, unlikeBelow } from './printed-ref.ts';
import type { Action } from './register.ts';
import { wordCounts, wordSimilarity, type WordCounts } from './text-similarity.ts';

/** An action without what an import gives it: all that it can be recognised by. */
export type Recognisable = Omit<Action, 'ref' | 'refAssigned' | 'order'>;

interface Candidate<T> {
  action: T;
  self: Action;
  likeness: number;
}

/** In a register of look-alikes, only so many of the likest are weighed against each other. */
const weighed = 20;

/** What two actions may have in common, from everything to the title alone. */
const likenesses: ((action: Recognisable) => unknown[])[] = [
  (action) => [...titleAndPlace(action), action.owners, action.due?.printed, action.imported],
  (action) => [...titleAndPlace(action), action.owners],
  titleAndPlace,
  (action) => [foldText(action.title), action.priority.number],
  (action) => [foldText(action.title)],
];

/**
 * Pairs actions with their earlier selves by text: those that have everything in common first, so that of two with
 * the same title each finds its own, wherever it stands in the file.
 */
export function pairBySameText<T extends Recognisable>(
  actions: readonly T[],
  earlier: readonly Action[],
): Map<T, Action> {
  const pairs = new Map<T, Action>();
  const taken = new Set<Action>();
  for (const likeness of likenesses) {
    const free = groupedBy(
      earlier.filter((action) => !taken.has(action)),
      (action) => canonicalJson(likeness(action)),
    );
    for (const action of actions) {
      if (pairs.has(action)) continue;
      const self = free.get(canonicalJson(likeness(action)))?.shift();
      if (!self) continue;
      pairs.set(action, self);
      taken.add(self);
    }
  }
  return pairs;
}

/**
 * Pairs actions with earlier ones of the same priority that were retitled, the likest first: those that have most of
 * their title's words; or some of them, or none but the same narrative, where all but the title is as it was.
 */
export function pairRetitled<T extends Recognisable>(
  actions: readonly T[],
  earlier: readonly Action[],
): Map<T, Action> {
  const known = groupedBy(earlier.map(worded), ({ action }) => action.priority.number);
  const candidates = actions.map(worded).flatMap((one) => {
    const likely: Candidate<T>[] = [];
    for (const other of known.get(one.action.priority.number) ?? []) {
      const titles = wordSimilarity(one.words, other.words);
      const likeness = titles + sameSurroundings(one.action, other.action);
      if (titles >= retitledFrom || isOnlyRetitled(one, other, titles))
        likely.push({ action: one.action, self: other.action, likeness });
    }
    return likely.sort(byLikeness).slice(0, weighed);
  });
  candidates.sort(byLikeness);

  const pairs = new Map<T, Action>();
  const taken = new Set<Action>();
  for (const { action, self } of candidates) {
    if (pairs.has(action) || taken.has(self)) continue;
    pairs.set(action, self);
    taken.add(self);
  }
  return pairs;
}

/** An action with what is compared of it with many others. */
interface Worded<T> {
  action: T;
  words: WordCounts;
  /** All but its title. */
  rest: string;
}

function worded<T extends Recognisable>(action: T): Worded<T> {
  const { aim = '', owners, due, imported } = action;
  return {
    action,
    words: wordCounts(action.title),
    rest: canonicalJson([foldText(aim), owners, due?.printed, imported]),
  };
}

function isOnlyRetitled(one: Worded<Recognisable>, other: Worded<Recognisable>, titles: number): boolean {
  if (one.rest !== other.rest) return false;
  return titles >= unlikeBelow || one.action.imported?.narrative !== undefined;
}

function byLikeness(one: { likeness: number }, other: { likeness: number }): number {
  return other.likeness - one.likeness;
}

/** The same owners and the same aim decide between titles that are equally close; they are never enough alone. */
function sameSurroundings(action: Recognisable, self: Recognisable): number {
  const sameOwners = action.owners.join() === self.owners.join();
  const sameAim = foldText(action.aim ?? '') === foldText(self.aim ?? '');
  return (sameOwners ? 0.1 : 0) + (sameAim ? 0.1 : 0);
}

function titleAndPlace(action: Recognisable): unknown[] {
  return [foldText(action.title), action.priority.number, foldText(action.aim ?? '')];
}
