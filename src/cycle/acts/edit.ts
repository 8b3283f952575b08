import type { Temporal } from '../../calendar/temporal.ts';
import { versionOf } from '../newest-update.ts';
import type { Update } from '../answer.ts';
import type { Author } from '../author.ts';
import type { UpdateRequest } from '../request.ts';
import { saysTheSame } from '../submission.ts';
import { tidy } from '../typed-text.ts';
import type { Refused } from './refused.ts';
import { whyNotWaiting } from './waits-for-sign-off.ts';

/** What a lead may word differently. The status, the dates and the note to the lead stay the owner's. */
export const editableTexts = ['narrative', 'nextSteps', 'reason', 'recoveryAction', 'outcome'] as const;
export type EditableText = (typeof editableTexts)[number];

/** A lead words an answer differently. */
export interface Editing {
  /** The version that they have seen. */
  version: number;
  /** A text that is not named stays as it is. */
  texts: Readonly<Partial<Record<EditableText, string>>>;
  by: Author;
  at: Temporal.Instant;
}

/** A new version in the lead's words, accepted with it; the owner's stays in the history. */
export function editForStyle(request: UpdateRequest, editing: Editing): UpdateRequest | Refused {
  const why = whyNotWaiting(request, editing.version);
  const { answer } = request;
  if (why !== undefined || !answer) return { refused: why ?? 'there is no answer' };
  const worded = withTexts(answer, editing.texts);
  if (saysTheSame(worded, answer)) return { refused: 'no word is different: accept it as it is' };
  const { by, at } = editing;
  const version = versionOf(request) + 1;
  const { source: _source, recordedFor: _recordedFor, ...edited } = worded;
  return {
    ...request,
    state: 'accepted',
    versions: version,
    answer: { ...edited, version, kind: 'edited', by, at },
    signedOff: { by, at, version },
  };
}

/** An answer with some texts in other words; one that is emptied is gone. */
export function withTexts(answer: Update, texts: Editing['texts']): Update {
  const { narrative, nextSteps, reason, recoveryAction, outcome, ...rest } = answer;
  const before = { narrative, nextSteps, reason, recoveryAction, outcome };
  const worded = editableTexts.flatMap((name) => {
    const words = texts[name] === undefined ? before[name] : tidy(texts[name]);
    return words === undefined || words === '' ? [] : [[name, words] as const];
  });
  return { ...rest, narrative: '', ...Object.fromEntries(worded) };
}
