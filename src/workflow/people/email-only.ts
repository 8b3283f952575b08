import type { Contact } from '../../programme/register.ts';

/** Beside the name of somebody whom no card reaches: e-mail is not sent yet. */
export const emailOnly = 'by e-mail only';

export function isEmailOnly({ reachedBy }: Contact): boolean {
  return reachedBy === 'email';
}

/** For a form in which somebody is chosen: what becomes of it where no card reaches them. Empty where one reaches all. */
export function emailOnlyHint(people: readonly Contact[]): string[] {
  return people.some(isEmailOnly)
    ? [`Whoever is marked “${emailOnly}” gets no card from me: please tell them yourself.`]
    : [];
}
