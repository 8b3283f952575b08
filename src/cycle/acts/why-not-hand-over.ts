import type { Cycle } from '../cycle.ts';
import { isWanted, whyUnwanted } from '../outstanding.ts';
import type { UpdateRequest } from '../request.ts';

/**
 * Why nobody else can be made to answer a request, in words that go on from `This was not done: `; undefined where they can.
 * For this time only what is still asked for changes hands; for good anything can that lives.
 */
export function whyNotHandOver(
  request: UpdateRequest,
  cycle: Pick<Cycle, 'state'>,
  forGood: boolean,
): string | undefined {
  if (request.state === 'retired') return 'the action is no longer in the plan';
  return forGood || isWanted(request, cycle) ? undefined : whyUnwanted(request, cycle);
}
