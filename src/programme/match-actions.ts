import { refGiver } from './assign-refs.ts';
import { groupedBy } from './grouped.ts';
import { printedRefReader, refKey } from './printed-ref.ts';
import { noFindings, type Findings } from './problem.ts';
import type { Action } from './register.ts';
import { pairBySameText, pairRetitled } from './same-text.ts';

/** An action as a file gives it: with its row, and a ref only where one is printed. */
export type ReadAction = Omit<Action, 'ref' | 'refAssigned'> & { row: number; ref?: string };

type WithRef = ReadAction & { ref: string };

/**
 * Gives every action of a file its ref, so that it meets its own history (design §1: never renumbered).
 *
 * A printed ref decides. Without one, an action is its earlier self when the text is the same; else a retired action
 * that comes back; else, with most of its words the same under the same priority, one that was retitled, with a
 * warning that asks. What is left is new. The ref of a retired action is given to nobody else.
 *
 * @param columns the headings of the columns of refs and of actions, for problems
 */
export function matchActions(
  read: readonly ReadAction[],
  earlier: { actions: readonly Action[]; retired: readonly Action[] },
  columns: { ref: string | null; action: string | null },
): { actions: Action[]; findings: Findings } {
  const findings = noFindings();
  const selves = new Map<ReadAction, Action>();
  const printed = read.filter((action): action is WithRef => action.ref !== undefined);
  const unprinted = read.filter((action) => action.ref === undefined);

  reportTwins(printed, columns.ref, findings);
  matchPrinted(printed, printedRefReader(earlier, read), selves, columns.ref, findings);
  matchByText(unprinted, earlier, selves, columns.action, findings);

  const nextRef = refGiver([...earlier.actions, ...earlier.retired, ...printed]);
  const actions = read.map((action): Action => {
    const { row: _row, ref: printedRef, ...content } = action;
    const self = selves.get(action);
    if (self) return { ...content, ref: self.ref, refAssigned: self.refAssigned };
    return { ...content, ref: printedRef ?? nextRef(action), refAssigned: printedRef === undefined };
  });
  return { actions, findings };
}

function reportTwins(printed: readonly WithRef[], column: string | null, findings: Findings): void {
  for (const [first, ...twins] of groupedBy(printed, (action) => refKey(action.ref)).values()) {
    for (const twin of twins) {
      const message = `Rows ${first?.row ?? 0} and ${twin.row} have the same ref, ${twin.ref}. Give each action its own.`;
      findings.errors.push({ row: twin.row, column, message });
    }
  }
}

function matchPrinted(
  printed: readonly WithRef[],
  meaningOf: ReturnType<typeof printedRefReader>,
  selves: Map<ReadAction, Action>,
  column: string | null,
  findings: Findings,
): void {
  for (const action of printed) {
    const { row, ref } = action;
    const meaning = meaningOf(action);
    switch (meaning.kind) {
      case 'new':
        break;
      case 'known':
        selves.set(action, meaning.self);
        break;
      case 'unlike':
        selves.set(action, meaning.self);
        findings.warnings.push({
          row,
          column,
          message: `${ref} was ${quoted(meaning.self)} and is now ${quoted(action)}. If this is another action, give it a ref of its own.`,
        });
        break;
      case 'known-otherwise':
        selves.set(action, meaning.self);
        findings.warnings.push({
          row,
          column,
          message: `This action is known as ${meaning.self.ref} and keeps that ref; ${ref} is not used.`,
        });
        break;
      case 'reused':
        findings.errors.push({
          row,
          column,
          message: `${ref} belonged to ${quoted(meaning.from)}, which was retired. Give this action a ref that was never used.`,
        });
        break;
      case 'renumbered':
        findings.errors.push({
          row,
          column,
          message: `This action was ${meaning.self.ref} until now, and refs are never renumbered. Put ${meaning.self.ref} back; if it is another action, give it another title.`,
        });
        break;
    }
  }
}

function matchByText(
  unprinted: readonly ReadAction[],
  earlier: { actions: readonly Action[]; retired: readonly Action[] },
  selves: Map<ReadAction, Action>,
  column: string | null,
  findings: Findings,
): void {
  const taken = new Set(selves.values());
  const remaining = () => unprinted.filter((action) => !selves.has(action));
  const free = (actions: readonly Action[]) => actions.filter((action) => !taken.has(action));
  function take(pairs: Map<ReadAction, Action>): void {
    for (const [action, self] of pairs) {
      selves.set(action, self);
      taken.add(self);
    }
  }

  take(pairBySameText(remaining(), free(earlier.actions)));
  take(pairBySameText(remaining(), free(earlier.retired)));
  const retitled = pairRetitled(remaining(), free(earlier.actions));
  take(retitled);
  for (const [action, self] of retitled) {
    const message = `${quoted(action)} looks like ${self.ref}, ${quoted(self)}, retitled, and is kept as that. Is it? If it is a new action, give it a ref of its own.`;
    findings.warnings.push({ row: action.row, column, message });
  }
}

function quoted({ title }: { title: string }): string {
  return title.length > 80 ? `"${title.slice(0, 79).trimEnd()}…"` : `"${title}"`;
}
