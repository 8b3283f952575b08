import { Temporal } from '../calendar/temporal.ts';

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const monthName = String.raw`([a-z]{3,9})\.?`;
const weekday = String.raw`(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?`;

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$/;
const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;
const dayFirst = new RegExp(
  String.raw`^${weekday}(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?${monthName}[\s,-]+(\d{4})$`,
  'i',
);
const monthFirst = new RegExp(
  String.raw`^${weekday}${monthName}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$`,
  'i',
);

/**
 * The date that a register prints, where it is a single day: `2026-03-31`, `31/03/2026` (day first, as in Britain),
 * `31 March 2026`. `Spring 2025`, `March 2026` and the like are no day, and stay as printed (requirement R35).
 */
export function dateFromPrint(printed: string): Temporal.PlainDate | undefined {
  const text = printed.trim();
  let match = iso.exec(text);
  if (match) return dateOf(match[1], Number(match[2]), match[3]);
  match = british.exec(text);
  if (match) return dateOf(match[3]?.padStart(4, '20'), Number(match[2]), match[1]);
  match = dayFirst.exec(text);
  if (match) return dateOf(match[3], monthNumber(match[2]), match[1]);
  match = monthFirst.exec(text);
  if (match) return dateOf(match[3], monthNumber(match[1]), match[2]);
  return undefined;
}

/** 1 to 12 for a month's name or its beginning of at least three letters; 0 for anything else. */
export function monthNumber(name: string | undefined): number {
  const wanted = (name ?? '').toLowerCase();
  if (wanted.length < 3) return 0;
  return (
    months.findIndex((month) => month.startsWith(wanted) || (wanted === 'sept' && month === 'september')) + 1
  );
}

/** A date in words, as a register prints a date cell: `31 March 2026`. */
export function dateInPrint(date: Temporal.PlainDate): string {
  const month = months[date.month - 1] ?? '';
  return `${date.day} ${month.charAt(0).toUpperCase()}${month.slice(1)} ${date.year}`;
}

function dateOf(
  year: string | undefined,
  month: number,
  day: string | undefined,
): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year: Number(year), month, day: Number(day) }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
