import type { CycleState } from '../../cycle/cycle.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { CycleStore } from '../ports.ts';
import { actualState } from '../rounds/actual-state.ts';
import type { CycleFrame } from '../rounds/load-cycle.ts';

/**
 * The state of a cycle as an answer to this request finds it: looked up only for what was sent back, which alone is on
 * time after the close.
 */
export async function stateForAnswer(
  cycles: Pick<CycleStore, 'frozenDigest'>,
  { key, cycle }: Pick<CycleFrame, 'key' | 'cycle'>,
  { state }: Pick<UpdateRequest, 'state'>,
): Promise<CycleState> {
  return state === 'returned' ? actualState(cycles, key, cycle.state) : cycle.state;
}
