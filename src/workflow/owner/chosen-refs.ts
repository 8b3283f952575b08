import { z } from 'zod';
import { listed } from '../../cycle/date-names.ts';
import { id } from '../card-id.ts';
import { input } from '../card-input.ts';

/** So many choices fit onto a card; what is left comes with the next one. */
export const mostOffered = 60;

/** Of a title, so that many fit. */
export const mostTitle = 80;

/** The data of a button about one request or several, and about a colleague. */
export const ChosenData = z.object({
  programme: id,
  cycle: id,
  ref: id.optional(),
  /** Pressed on the small form, so that what is missing is said. */
  go: z.literal('yes').optional(),
  refs: input,
  to: input,
  colleague: input,
});

/** Several choices come as one text, so a comma in a ref must not part it. */
export function refValue(ref: string): string {
  return encodeURIComponent(ref);
}

/** The choices in the text that a card sends; those that are theirs no more are among them still. */
export function valuesIn(refs: string): string[] {
  return refs.split(',').filter((value) => value !== '');
}

/** `1.2`, `1.2 and 1.3`, or `5 updates` where they are many. */
export function phrase(refs: readonly string[]): string {
  return refs.length <= 3 ? listed(refs) : `${refs.length} updates`;
}
