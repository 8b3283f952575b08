import type { Temporal } from '../../calendar/temporal.ts';
import type { CycleState } from '../cycle.ts';
import { versionOf } from '../newest-update.ts';
import type { Answer } from '../answer.ts';
import type { Author } from '../author.ts';
import type { Returned } from '../request-marks.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';
import { afterReturn } from './send-back.ts';

/** The suggestion that an owner answers, and in which state of its cycle. */
export interface Suggestion {
  /** The version that was sent back, as they have seen it. */
  version: number;
  cycle: CycleState;
}

/** An owner takes the status that a lead has suggested. */
export interface Agreement extends Suggestion {
  /** Their own words, with what the suggested status demands beside them. */
  answer: Answer;
  by: Author;
  at: Temporal.Instant;
}

/** The owner agrees: a new version with the suggested status, which the leads sign off as any other. */
export function agree(request: UpdateRequest, agreement: Agreement): UpdateRequest | Refused {
  const suggestion = suggestionIn(request, agreement);
  if ('refused' in suggestion) return suggestion;
  const { answer, by, at } = agreement;
  const version = versionOf(request) + 1;
  const { notMine: _notMine, ...rest } = afterReturn(request, 'agreed');
  return {
    ...rest,
    state: 'submitted',
    versions: version,
    answer: {
      ...answer,
      status: suggestion.suggested,
      ref: request.ref,
      version,
      kind: 'agreed',
      by,
      at,
      late: false,
    },
  };
}

/**
 * The owner keeps to their status: the very version that was sent back counts again, since not a word of it is new. That
 * a lead would have chosen another stays with the request, and the leads sign off once more.
 */
export function keepTheirs(request: UpdateRequest, about: Suggestion): UpdateRequest | Refused {
  const suggestion = suggestionIn(request, about);
  if ('refused' in suggestion) return suggestion;
  const { notMine: _notMine, ...rest } = afterReturn(request, 'kept');
  return { ...rest, state: 'submitted', answer: suggestion.answer };
}

/** A suggestion that is still open, about the version that the owner has seen. Published figures stay as they are. */
function suggestionIn(
  { state, returned }: UpdateRequest,
  { version, cycle }: Suggestion,
): (Returned & Required<Pick<Returned, 'suggested'>>) | Refused {
  if (state !== 'returned' || !returned) return { refused: 'it is not with you any more' };
  if (cycle === 'published') {
    return { refused: 'the papers are out. Send an update instead: it goes to the lead as late' };
  }
  const { suggested } = returned;
  if (suggested === undefined) return { refused: 'no other status was suggested' };
  if (returned.answer.version !== version) {
    return { refused: 'it was answered anew and sent back again since this card was drawn' };
  }
  return { ...returned, suggested };
}
