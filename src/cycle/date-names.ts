import type { Temporal } from '../calendar/temporal.ts';
import { longDate } from '../calendar/words.ts';
import type { CycleDates } from './cycle.ts';

export type DateName = Exclude<keyof CycleDates, 'closeAt'>;

/** What people call each date, in the order in which they come. */
const words: Record<DateName, string> = {
  opens: 'the opening',
  deadline: 'the deadline',
  closes: 'the close',
  clearance: 'clearance',
  final: 'the final version',
  publish: 'publication',
  meeting: 'the meeting',
};

export const dateNames = Object.keys(words) as DateName[];

/** `the deadline` */
export function dateWords(name: DateName): string {
  return words[name];
}

/** `the deadline (Monday 26 October 2026)` */
export function named(name: DateName, date: Temporal.PlainDate): string {
  return `${words[name]} (${longDate(date)})`;
}

/** `a`, `a and b`, `a, b and c` */
export function listed(phrases: readonly string[]): string {
  const last = phrases.at(-1) ?? '';
  return phrases.length < 2 ? last : `${phrases.slice(0, -1).join(', ')} and ${last}`;
}

/** With a capital letter and a full stop. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
