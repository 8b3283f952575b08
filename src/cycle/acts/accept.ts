import type { SignOff } from '../request-marks.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';
import { whyNotWaiting } from './waits-for-sign-off.ts';

/** A lead accepts the version of an answer that they have seen. */
export function accept(request: UpdateRequest, signOff: SignOff): UpdateRequest | Refused {
  const why = whyNotWaiting(request, signOff.version);
  if (why !== undefined) return { refused: why };
  const { by, at, version } = signOff;
  return { ...request, state: 'accepted', signedOff: { by, at, version } };
}
