import type { CycleState } from './cycle.ts';
import type { UpdateRequest } from './request.ts';

/**
 * Whether an answer that is sent now is late: it is after the close, but for one that was sent back and is still asked
 * for. Once the figures are published, that is over as well.
 */
export function wouldBeLate(cycle: CycleState, { state }: Pick<UpdateRequest, 'state'>): boolean {
  if (cycle === 'open') return false;
  return !(cycle === 'closed' && state === 'returned');
}
