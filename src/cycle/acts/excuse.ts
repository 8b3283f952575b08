import { isOutstanding } from '../outstanding.ts';
import type { AskedAgain, Excuse } from '../request-marks.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';

/** Does without an answer this time. Whose request it is, is settled with that. */
export function excuse(request: UpdateRequest, excused: Excuse): UpdateRequest | Refused {
  if (request.state === 'excused') return { refused: 'it is excused already' };
  if (!isOutstanding(request)) return { refused: 'nothing is outstanding on it' };
  const { notMine: _, ...rest } = request;
  return { ...rest, state: 'excused', excused };
}

/** Takes an excuse back: the request stands as it did before, and is asked for from now on. */
export function askAgain(request: UpdateRequest, askedAgain: AskedAgain): UpdateRequest | Refused {
  if (request.state !== 'excused') return { refused: 'it is not excused' };
  const { excused: _, ...rest } = request;
  return { ...rest, state: request.returned ? 'returned' : 'requested', askedAgain };
}
