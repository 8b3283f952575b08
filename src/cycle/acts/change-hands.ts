import type { Cycle } from '../cycle.ts';
import { isWanted, whyUnwanted } from '../outstanding.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';

/**
 * A request that somebody else answers from now on, whoever decides so: its draft and its answers stay with it, and what
 * was in doubt about whose it is has been settled. For this time only what is still asked for changes hands; for good
 * anything can that lives.
 */
export function changeHands(
  request: UpdateRequest,
  cycle: Pick<Cycle, 'state'>,
  forGood: boolean,
): UpdateRequest | Refused {
  if (request.state === 'retired') return { refused: 'the action is no longer in the plan' };
  if (!forGood && !isWanted(request, cycle)) return { refused: whyUnwanted(request, cycle) };
  const { notMine: _settled, ...rest } = request;
  return rest;
}
