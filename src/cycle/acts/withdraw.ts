import type { Temporal } from '../../calendar/temporal.ts';
import type { CycleState } from '../cycle.ts';
import { versionOf } from '../newest-update.ts';
import type { Update } from '../answer.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';

/** Who takes an answer back, when, and in which state of its cycle. */
export interface Withdrawing {
  contactIds: readonly string[];
  cycle: CycleState;
  at: Temporal.Instant;
}

/**
 * Takes an answer back, until the close or until a lead has accepted it. It stays in the history under its number, and the
 * request is asked for again from now on. Only whoever gave it may, or for whom a lead recorded it: a colleague's answer
 * is replaced by another, and not taken away.
 */
export function withdraw(request: UpdateRequest, wish: Withdrawing): UpdateRequest | Refused {
  const { answer, ...rest } = request;
  if (wish.cycle !== 'open') return { refused: 'the round has closed' };
  if (request.state === 'accepted') return { refused: 'the programme lead has accepted it already' };
  if (request.state !== 'submitted' || !answer)
    return { refused: 'nothing is sent that could be taken back' };
  if (!isTheirs(answer, wish.contactIds)) return { refused: 'a colleague gave it' };
  return { ...rest, state: 'requested', versions: versionOf(request), askedAnew: wish.at };
}

function isTheirs({ by, source }: Update, contactIds: readonly string[]): boolean {
  return contactIds.includes(by.contactId) || source !== undefined;
}
