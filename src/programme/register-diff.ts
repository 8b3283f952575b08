import { canonicalJson } from './canonical-json.ts';
import type { Action } from './register.ts';

/** Refs by what became of them between two versions of a register. */
export interface RegisterDiff {
  added: string[];
  changed: string[];
  retired: string[];
  unchanged: string[];
}

/** Compares two versions by ref. An action that only stands elsewhere in the file is unchanged. */
export function diffActions(before: readonly Action[], after: readonly Action[]): RegisterDiff {
  const earlier = new Map(before.map((action) => [action.ref, contentOf(action)]));
  const refs = new Set(after.map((action) => action.ref));
  const diff: RegisterDiff = { added: [], changed: [], retired: [], unchanged: [] };
  for (const action of after) {
    const content = earlier.get(action.ref);
    if (content === undefined) diff.added.push(action.ref);
    else if (content === contentOf(action)) diff.unchanged.push(action.ref);
    else diff.changed.push(action.ref);
  }
  diff.retired = before.map((action) => action.ref).filter((ref) => !refs.has(ref));
  return diff;
}

function contentOf(action: Action): string {
  return canonicalJson({ ...action, order: 0 });
}
