import { Temporal } from '../calendar/temporal.ts';
import type { UpdateRequest } from './request.ts';

/**
 * Since when a request has been asked for without a break, where that is not since the opening: what fell due before is not
 * made up.
 */
export function askedSince({
  askedAnew,
  askedAgain,
  returned,
}: Pick<UpdateRequest, 'askedAnew' | 'askedAgain' | 'returned'>): Temporal.Instant | undefined {
  return [askedAnew, askedAgain?.at, returned?.at]
    .filter((at) => at !== undefined)
    .sort((one, other) => Temporal.Instant.compare(one, other))
    .at(-1);
}
