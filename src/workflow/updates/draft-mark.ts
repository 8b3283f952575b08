import type { Draft } from '../../cycle/draft.ts';
import { cutAtWord } from '../../cards/cut.ts';
import { typedWords } from '../card-data.ts';
import { draftLine } from '../rounds/cycle-words.ts';
import type { FoundRequest } from './find-request.ts';

/** Says which draft a form showed: it goes out in the form's buttons and comes back with them. */
export function draftMark({ at, by }: Draft): string {
  return `${at.epochMilliseconds}-${by.contactId}`;
}

/** Whether this is a colleague's draft that the form did not show: then theirs must be seen before it is replaced. */
export function isUnseen(
  draft: Draft | undefined,
  shown: string | undefined,
  readers: readonly string[],
): boolean {
  return draft !== undefined && !readers.includes(draft.by.contactId) && draftMark(draft) !== shown;
}

/** Long enough for what people write; a card that holds two people's words whole could be too large to send. */
const mostShown = 600;

/** A colleague's draft in words, and what happens to it next. */
export function unseenNotice({ loaded, readers }: FoundRequest, draft: Draft, then: string): string {
  const line = draftLine(draft, loaded.programme.value.settings.calendar.timeZone, readers);
  const words = typedWords(draft.inputs).map(({ label, text }) => `${label}: ${cutAtWord(text, mostShown)}`);
  return [`${line} while you were writing. ${then}`, ...words].join('\n\n');
}
