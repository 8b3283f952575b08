import { registerIndex } from '../../programme/register-index.ts';
import type { Action } from '../../programme/register.ts';
import type { CycleFrame } from '../rounds/load-cycle.ts';
import { listedRefs } from '../overdue/listed-refs.ts';

/**
 * A line for whoever would have answered for actions that left the plan while the cycle was open. It names refs only: what
 * was sent or saved for them is kept.
 */
export function takenOut({ register, cycle }: CycleFrame, readers: readonly string[]): string[] {
  const { retired = [] } = cycle;
  if (retired.length === 0) return [];
  const refs = (register.retired ?? [])
    .filter((action) => retired.includes(action.ref) && wasTheirs(action, register, readers))
    .map(({ ref }) => ref);
  if (refs.length === 0) return [];
  return refs.length === 1
    ? [`${refs[0] ?? ''} was taken out of the plan: no update is needed.`]
    : [`${listedRefs(refs)} were taken out of the plan: no update on them is needed.`];
}

function wasTheirs(
  { owners, leadOfficer }: Action,
  register: CycleFrame['register'],
  readers: readonly string[],
): boolean {
  const { owners: known } = registerIndex(register);
  const people = owners.flatMap((id) => [known.get(id)?.leadContact, known.get(id)?.deputy]);
  return [leadOfficer, ...people].some((id) => id !== undefined && readers.includes(id));
}
