import type { Cycle } from '../cycle.ts';
import { isOutstanding, type UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';

/** Whether anybody is asked about a request still: after the close only about what was sent back, and then until the papers are out. */
export function isWanted(
  request: Pick<UpdateRequest, 'asked' | 'state'>,
  { state }: Pick<Cycle, 'state'>,
): boolean {
  switch (state) {
    case 'open':
      return isOutstanding(request);
    case 'closed':
      return isOutstanding(request) && request.state === 'returned';
    case 'scheduled':
    case 'published':
    case 'cancelled':
      return false;
  }
}

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

/** Why nobody is asked about a request, in words that go on from `This was not done: `. */
export function whyUnwanted(
  { asked, state }: Pick<UpdateRequest, 'asked' | 'state'>,
  cycle: Pick<Cycle, 'state'>,
): string {
  if (state === 'retired') return 'the action is no longer in the plan';
  if (cycle.state === 'cancelled') return 'this round was cancelled';
  if (cycle.state === 'scheduled') return 'this round has not opened yet';
  if (!asked) return 'nobody is asked about it this time';
  if (state === 'submitted' || state === 'accepted') return 'it is answered already';
  if (state === 'excused') return 'it is not needed this time';
  return 'this round has closed, and nobody is asked any more';
}
