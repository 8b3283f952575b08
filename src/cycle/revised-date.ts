import { isBefore } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { typedDate } from '../calendar/typed-date.ts';
import type { RevisedDate } from './answer.ts';
import { typedIn, type InputProblem } from './typed-text.ts';

export type ReadRevisedDate =
  { kind: 'none' } | { kind: 'given'; revisedDate: RevisedDate } | { kind: 'problem'; problem: InputProblem };

const promise = /^not yet known(?:[;,]?\s+will say by\s+(\S+?))?\.?$/i;

/**
 * A new date in `revisedDate`, or the day by which it will be known in `sayBy`; the words "not yet known; will say
 * by 2027-01-15" in `revisedDate` count as the latter. A date wins over a promise of one. Neither may have passed.
 */
export function readRevisedDate(
  inputs: Readonly<Record<string, string>>,
  today: Temporal.PlainDate,
): ReadRevisedDate {
  const revised = typedIn(inputs, 'revisedDate');
  const promised = promise.exec(revised);
  if (revised !== '' && !promised) {
    const date = typedDate(revised);
    if (!date) return problem('revisedDate', 'Please give the new date as a date, for example 2027-01-15.');
    if (isBefore(date, today)) return problem('revisedDate', `${passed} Please give the new date.`);
    return { kind: 'given', revisedDate: { kind: 'date', date } };
  }
  const input = promised?.[1] === undefined ? 'sayBy' : 'revisedDate';
  const words = promised?.[1] ?? typedIn(inputs, 'sayBy');
  if (words === '') {
    return promised ? problem('sayBy', 'By when will you know the new date?') : { kind: 'none' };
  }
  const sayBy = typedDate(words);
  if (!sayBy) return problem(input, 'Please say by when you will know as a date, for example 2027-01-15.');
  if (isBefore(sayBy, today)) return problem(input, `${passed} By when will you know?`);
  return { kind: 'given', revisedDate: { kind: 'promised', sayBy } };
}

const passed = 'This date has passed.';

function problem(input: string, message: string): ReadRevisedDate {
  return { kind: 'problem', problem: { input, message } };
}
