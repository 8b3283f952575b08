import type { Cycle } from '../cycle.ts';
import type { AskedAgain, NotMine } from '../request-marks.ts';
import type { UpdateRequest } from '../request.ts';
import { isWanted, whyUnwanted } from '../outstanding.ts';
import type { Refused } from './refused.ts';

/**
 * Somebody says that a request is not theirs: it stays outstanding, and they are left alone about it until a lead has
 * decided. Said again, only the suggestion is new. Whoever is written to, by contact id, says it for themselves even where
 * another has: otherwise they would be asked all the same.
 */
export function sayNotMine(
  request: UpdateRequest,
  cycle: Pick<Cycle, 'state'>,
  said: NotMine,
  messaged?: string,
): UpdateRequest | Refused {
  if (!isWanted(request, cycle)) return { refused: whyUnwanted(request, cycle) };
  const { notMine } = request;
  if (notMine && notMine.contactId !== said.contactId && said.contactId !== messaged) {
    return { refused: `${notMine.by.name} has said so already, and the programme lead will decide` };
  }
  const suggestion = said.suggestion ?? notMine?.suggestion;
  return {
    ...request,
    notMine: { ...said, ...(notMine && { at: notMine.at }), ...(suggestion !== undefined && { suggestion }) },
  };
}

/** It stays with whoever said that it is not theirs: because they think better of it, or by a lead's decision. */
export function keepWithThem(request: UpdateRequest, decided?: AskedAgain): UpdateRequest | Refused {
  const { notMine, ...rest } = request;
  if (!notMine) return { refused: 'nobody says any more that it is not theirs' };
  return { ...rest, ...(decided && { askedAgain: decided }) };
}
