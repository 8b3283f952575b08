import type { Temporal } from './temporal.ts';

// Written out, so that the process's locale and its version of ICU change nothing.
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `Thursday 19 November 2026` */
export function longDate(date: Temporal.PlainDate): string {
  return `${dayAndMonth(date)} ${date.year}`;
}

/** `Thursday 19 November` */
export function dayAndMonth(date: Temporal.PlainDate): string {
  return `${nameOf(weekdays, date.dayOfWeek)} ${date.day} ${nameOf(months, date.month)}`;
}

/** `November 2026` */
export function monthYear(date: Temporal.PlainDate): string {
  return `${nameOf(months, date.month)} ${date.year}`;
}

/** `5 pm`, `9:30 am`, `midday`, `midnight`; seconds are left out. */
export function clockTime(time: Temporal.PlainTime): string {
  const { hour, minute } = time;
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes} ${hour < 12 ? 'am' : 'pm'}`;
}

/** `Monday 2 March at 10:15 am`, on the clocks of that time zone. */
export function dateAndTime(instant: Temporal.Instant, timeZone: string): string {
  const key = `${timeZone} ${instant.epochMilliseconds}`;
  const known = said.get(key);
  if (known !== undefined) return known;
  const local = instant.toZonedDateTimeISO(timeZone);
  const words = `${dayAndMonth(local.toPlainDate())} at ${clockTime(local.toPlainTime())}`;
  if (said.size >= mostSaid) said.clear();
  said.set(key, words);
  return words;
}

/** A list says of each row when it was sent, every time that it is drawn. */
const said = new Map<string, string>();
const mostSaid = 2000;

/** ISO numbers both from 1. */
function nameOf(names: readonly string[], number: number): string {
  const name = names[number - 1];
  if (name === undefined) throw new RangeError(`There is no name for number ${number}.`);
  return name;
}
