import { foldText } from './fold-text.ts';
import { groupedBy } from './grouped.ts';
import type { Action } from './register.ts';
import { textSimilarity } from './text-similarity.ts';

/** At least so much in common, from 0 to 1: one action under a new title. */
export const retitledFrom = 0.6;
/** Hardly a word in common: the ref has probably been given to another action. */
export const unlikeBelow = 0.25;

/** What a ref that a row prints means, given the actions known so far. */
export type PrintedRef =
  | { kind: 'new' }
  | { kind: 'known'; self: Action }
  /** Its earlier self has this ref, but hardly a word in common. */
  | { kind: 'unlike'; self: Action }
  /** The ref of a retired action, on other words. */
  | { kind: 'reused'; from: Action }
  /** Known before any ref was printed, under one that was assigned. */
  | { kind: 'known-otherwise'; self: Action }
  /** The same words as an action that has another ref. */
  | { kind: 'renumbered'; self: Action };

/** The part of an action that tells its printed ref's story. */
export type RefAndText = Pick<Action, 'title' | 'aim' | 'priority'> & { ref?: string };

/** Says what printed refs mean; `printed` are all of the file's actions. */
export function printedRefReader(
  earlier: { actions: readonly Action[]; retired: readonly Action[] },
  printed: readonly RefAndText[],
): (action: RefAndText & { ref: string }) => PrintedRef {
  const live = new Map(earlier.actions.map((action) => [refKey(action.ref), action]));
  const retired = new Map(earlier.retired.map((action) => [refKey(action.ref), action]));
  const byText = groupedBy(earlier.actions, textKey);
  const unmoved = new Set(printed.map((action) => `${refKey(action.ref ?? '')}\n${textKey(action)}`));

  return (action) => {
    const self = live.get(refKey(action.ref));
    const [twin, ...others] = byText.get(textKey(action)) ?? [];
    const moved = twin !== undefined && others.length === 0 && twin !== self;
    if (moved && !unmoved.has(`${refKey(twin.ref)}\n${textKey(twin)}`)) {
      return { kind: twin.refAssigned && !self ? 'known-otherwise' : 'renumbered', self: twin };
    }
    if (self) {
      const unlike = textSimilarity(self.title, action.title) < unlikeBelow;
      return { kind: unlike ? 'unlike' : 'known', self };
    }
    const former = retired.get(refKey(action.ref));
    if (!former) return { kind: 'new' };
    return textSimilarity(former.title, action.title) < retitledFrom
      ? { kind: 'reused', from: former }
      : { kind: 'known', self: former };
  };
}

/** Refs are the same whatever their case. */
export function refKey(ref: string): string {
  return ref.toLowerCase();
}

function textKey({ title, aim, priority }: RefAndText): string {
  return [priority.number, foldText(aim ?? ''), foldText(title)].join('\n');
}
