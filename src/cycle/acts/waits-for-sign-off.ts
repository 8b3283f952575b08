import type { UpdateRequest } from '../request.ts';

/** Whether a lead has still to say something about its answer. */
export function waitsForSignOff(
  request: Pick<UpdateRequest, 'state' | 'answer'>,
): request is { state: 'submitted'; answer: NonNullable<UpdateRequest['answer']> } {
  return request.state === 'submitted' && request.answer !== undefined;
}

/**
 * Why a lead cannot say anything about a version of a request's answer; undefined where they can. `version` is the one
 * that they have seen: what was answered anew since has not been read.
 */
export function whyNotWaiting(request: UpdateRequest, version: number): string | undefined {
  const { answer, signedOff, returned } = request;
  switch (request.state) {
    case 'submitted':
      if (!answer) return 'there is no answer';
      return answer.version === version
        ? undefined
        : `${answer.by.name} has answered anew since this card was drawn: please read that first`;
    case 'accepted':
      return `${signedOff?.by.name ?? 'a lead'} has accepted it already`;
    case 'returned':
      return `${returned?.by.name ?? 'a lead'} has sent it back already`;
    case 'requested':
      return 'there is no answer any more';
    case 'excused':
      return 'it is excused this time';
    case 'retired':
      return 'the action is no longer in the plan';
  }
}
