import type { Cycle } from './cycle.ts';
import type { UpdateRequest } from './request.ts';

/** Asked, not answered, still live: the only thing anybody is written to about. */
export function isOutstanding(request: Pick<UpdateRequest, 'asked' | 'state'>): boolean {
  return request.asked && (request.state === 'requested' || request.state === 'returned');
}

/** Whether the ladder's reminders are about it: an answer that was sent back has a date of its own. */
export function isOnLadder(request: Pick<UpdateRequest, 'asked' | 'state'>): boolean {
  return request.asked && request.state === 'requested';
}

/**
 * Whether anybody is asked about a request still: after the close only about what was sent back, and then until the
 * papers are out.
 */
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
