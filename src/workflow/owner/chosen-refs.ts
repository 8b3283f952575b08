import { listed } from '../../cycle/date-names.ts';

/** So many choices fit onto a card; what is left comes with the next one. */
export const mostOffered = 60;

/** Several choices come as one text, so a comma in a ref must not part it. */
export function refValue(ref: string): string {
  return encodeURIComponent(ref);
}

/** The choices in the text that a card sends; those that are theirs no more are among them still. */
export function valuesIn(refs: string | null | undefined): string[] {
  return (refs ?? '').split(',').filter((value) => value !== '');
}

/** `1.2`, `1.2 and 1.3`, or `5 updates` where they are many. */
export function phrase(refs: readonly string[]): string {
  return refs.length <= 3 ? listed(refs) : `${refs.length} updates`;
}
