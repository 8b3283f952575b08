import type { CycleState } from '../../cycle/cycle.ts';
import type { CycleKey, CycleStore } from '../ports.ts';

/**
 * A cycle's state as an act finds it: figures that are frozen are on their way to the board, though the cycle's head says
 * so a little later.
 */
export async function actualState(
  cycles: Pick<CycleStore, 'frozenDigest'>,
  key: CycleKey,
  state: CycleState,
): Promise<CycleState> {
  if (state !== 'closed') return state;
  return (await cycles.frozenDigest(key)) ? 'published' : 'closed';
}
