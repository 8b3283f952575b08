import { versionOf } from '../newest-update.ts';
import type { PastReturn, Returned } from '../request-marks.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';
import { whyNotWaiting } from './waits-for-sign-off.ts';

/** What a lead says on sending a version of an answer back. */
export interface SendingBack extends Omit<Returned, 'answer'> {
  version: number;
}

/** A lead sends an answer back, with a comment: it counts nowhere until its owner has said something to that. */
export function sendBack(request: UpdateRequest, wish: SendingBack): UpdateRequest | Refused {
  const { version, ...said } = wish;
  const why = whyNotWaiting(request, version);
  const { answer, ...rest } = request;
  if (why !== undefined || !answer) return { refused: why ?? 'there is no answer' };
  if (said.comment.trim() === '') return { refused: 'a comment is needed' };
  if (said.suggested !== undefined && said.suggested === answer.status) {
    return { refused: 'the status that you suggest is the one that it has' };
  }
  return { ...rest, state: 'returned', returned: { ...said, answer }, versions: versionOf(request) };
}

/** The request once its return is over, however it ended; what the lead had said is kept. */
export function afterReturn(request: UpdateRequest, ended: PastReturn['ended']): UpdateRequest {
  const { returned, ...rest } = request;
  if (!returned) return request;
  const { answer, ...said } = returned;
  const past: PastReturn = { ...said, version: answer.version, ended };
  return { ...rest, sentBack: [...(rest.sentBack ?? []), past] };
}
