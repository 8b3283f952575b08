import { groupedBy } from '../programme/grouped.ts';
import { matchActions } from '../programme/match-actions.ts';
import { nearDuplicates } from '../programme/near-duplicates.ts';
import { wholeFile, type Findings } from '../programme/problem.ts';
import type { Action, Register } from '../programme/register.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import { resolveScheme } from '../programme/status-scheme.ts';
import { ownerList } from './owner-list.ts';
import { readActions } from './read-actions.ts';
import type { ReadOwner } from './read-owners.ts';
import type { ReadRegister } from './read-register.ts';

/** A register that no version has been given to yet. */
export type UnnamedRegister = Omit<Register, 'version'>;

/** More pairs than this are counted, not listed: nobody reads them. */
const pairsListed = 50;

/**
 * Puts the next register together: the file's actions with their refs, the owners and the people behind them, and the
 * actions that are now retired.
 *
 * @param owners the rows of the owners file; undefined leaves the owners as they were
 */
export function buildRegister(
  file: ReadRegister,
  owners: readonly ReadOwner[] | undefined,
  earlier: UnnamedRegister,
  settings: ProgrammeSettings,
  findings: Findings,
): UnnamedRegister {
  const list = ownerList(owners, earlier, settings.tenantId);
  const read = readActions(
    file,
    {
      scheme: resolveScheme(settings.statusScheme),
      priorityName: settings.levels.priority,
      earlierPriorities: [...earlier.actions, ...(earlier.retired ?? [])].map(({ priority }) => priority),
      owners: list,
    },
    findings,
  );
  const matched = matchActions(
    read,
    { actions: earlier.actions, retired: earlier.retired ?? [] },
    { ref: file.columns.ref?.heading ?? null, action: file.columns.action?.heading ?? null },
  );
  findings.warnings.push(...matched.findings.warnings);
  findings.errors.push(...matched.findings.errors);

  const { actions } = matched;
  const people = list.finish(
    new Set(actions.flatMap((action) => action.owners)),
    new Set(actions.flatMap(({ leadOfficer }) => leadOfficer ?? [])),
  );
  const retired = retiredActions(actions, earlier);
  if (!list.listed)
    findings.warnings.push(
      wholeFile(
        "There is no owners file yet, so the programme's leads are asked about every action that has no lead officer.",
      ),
    );
  reportNearDuplicates(read, people.owners, file.columns.owner?.heading ?? null, findings);
  return { actions, ...people, ...(retired.length > 0 ? { retired } : {}) };
}

/** All that were ever live and are not now, so that no ref is used twice. */
function retiredActions(actions: readonly Action[], earlier: UnnamedRegister): Action[] {
  const live = new Set(actions.map(({ ref }) => ref));
  return [...earlier.actions, ...(earlier.retired ?? [])]
    .filter(({ ref }) => !live.has(ref))
    .sort((one, other) => (one.ref < other.ref ? -1 : 1));
}

function reportNearDuplicates(
  read: readonly { row: number; owners: string[] }[],
  owners: readonly Register['owners'][number][],
  column: string | null,
  findings: Findings,
): void {
  const rows = groupedBy(
    read.flatMap(({ row, owners: ids }) => ids.map((id) => ({ id, row }))),
    ({ id }) => id,
  );
  const idOf = new Map(owners.map(({ id, name }) => [name, id]));
  const firstRow = (name: string) => rows.get(idOf.get(name) ?? '')?.[0]?.row ?? null;
  const pairs = nearDuplicates([...owners].map(({ name }) => name).sort());
  for (const [one, other] of pairs.slice(0, pairsListed)) {
    const row = Math.max(firstRow(one) ?? 0, firstRow(other) ?? 0);
    findings.warnings.push({
      row: row === 0 ? null : row,
      column,
      message: `"${one}" and "${other}" look like the same owner. If they are, give one of them as an alias of the other in the owners file.`,
    });
  }
  if (pairs.length > pairsListed) {
    findings.warnings.push({
      row: null,
      column,
      message: `${inWordsMore(pairs.length - pairsListed)} of owners' names look alike.`,
    });
  }
}

function inWordsMore(count: number): string {
  return count === 1 ? 'One more pair' : `${count} more pairs`;
}
