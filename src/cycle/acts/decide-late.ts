import { newestUpdate } from '../newest-update.ts';
import type { Update } from '../answer.ts';
import type { LateDecision } from '../request-marks.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';
import { afterReturn } from './send-back.ts';

/** The late answer of a request that no lead has decided on yet. */
export function undecidedLate(request: UpdateRequest): Update | undefined {
  const { late, lateDecision, state } = request;
  if (!late || state === 'retired' || newestUpdate(request) !== late) return undefined;
  return lateDecision?.version === late.version ? undefined : late;
}

/**
 * What becomes of a request when a lead decides on its late answer. Counted, it is the answer, and signed off by that;
 * noted or kept, nothing counts it, and the next cycle starts from it. Published figures stay as they are.
 */
export function decideLate(
  request: UpdateRequest,
  decision: Omit<LateDecision, 'version'>,
  isPublished: boolean,
): UpdateRequest | Refused {
  const late = undecidedLate(request);
  if (!late) return { refused: whyNot(request) };
  const { kind, by, at } = decision;
  const { version } = late;
  const decided = { ...request, lateDecision: { version, kind, by, at } };
  if (kind !== 'counted') return decided;
  if (isPublished) return { refused: 'the figures are published, and stay as they are' };
  const { late: _late, notMine: _notMine, excused: _excused, ...rest } = afterReturn(decided, 'answered');
  return { ...rest, answer: late, state: 'accepted', signedOff: { by, at, version } };
}

const decidedWords: Record<LateDecision['kind'], string> = {
  counted: 'counted it',
  noted: 'put it beneath the figures',
  kept: 'kept it for next time',
};

/** Where somebody else was first, what they did. */
function whyNot({ lateDecision, state }: UpdateRequest): string {
  if (state === 'retired') return 'the action has left the plan';
  return lateDecision
    ? `${lateDecision.by.name} has ${decidedWords[lateDecision.kind]} already`
    : 'no late answer waits for a decision';
}
