import type { Digest } from './digest.ts';

/** A text that a digest shows, and whose it is; without a ref, of the whole. */
export interface PublishedText {
  ref?: string;
  text: string;
}

/** The texts of people's that a digest or a briefing shows. Counts and titles are none. */
export function publishedTexts({ exceptions, completed, boardAsked = [] }: Digest): PublishedText[] {
  return [
    ...exceptions.flatMap(({ ref, reason, recoveryAction, lastSaid }) =>
      [reason, recoveryAction, lastSaid].map((text) => ({ ref, text })),
    ),
    ...completed.map(({ ref, outcome }) => ({ ref, text: outcome })),
    ...boardAsked.map(({ ref, answer }) => ({ ref, text: answer })),
  ].flatMap(({ ref, text }) => (text ? [{ ref, text }] : []));
}
