import { versionOf } from '../newest-update.ts';
import type { Update } from '../answer.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';
import { afterReturn } from './send-back.ts';

/** The request with a new version of its answer: what was said of an earlier one, or instead of one, is over. */
export function answeredWith(request: UpdateRequest, update: Update): UpdateRequest {
  const { draft: _draft, lateDecision: _decision, ...rest } = request;
  const versions = update.version;
  if (update.late) return { ...rest, late: update, versions };
  const { signedOff: _signedOff, notMine: _notMine, ...open } = afterReturn(rest, 'answered');
  return { ...open, answer: update, state: 'submitted', versions };
}

/** An answer that a lead records for the owner: as if the owner had sent it, but that a draft of theirs stays. */
export function record(request: UpdateRequest, update: Update): UpdateRequest | Refused {
  const why = whyNotRecord(request);
  if (why) return why;
  if (update.version <= versionOf(request)) return { refused: 'somebody has answered meanwhile' };
  return { ...answeredWith(request, update), ...(request.draft && { draft: request.draft }) };
}

/** Whatever else may be recorded, there must be something to answer. */
export function whyNotRecord({ state }: Pick<UpdateRequest, 'state'>): Refused | undefined {
  if (state === 'retired') return { refused: 'the action has left the plan' };
  return state === 'excused' ? { refused: 'it is excused; ask for it again first' } : undefined;
}
