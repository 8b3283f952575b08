import { foldText } from '../programme/fold-text.ts';
import { dateFromPrint, monthNumber } from '../programme/printed-date.ts';

/** A heading, and the wordings under which it may be known; the fullest first. */
export interface Heading {
  printed: string;
  wordings: string[];
  /** The date in it, as printed: `Nov 2024`. */
  asOf?: string;
  /** The date as a number that grows with time; infinity where there is none, for that is the current column. */
  age: number;
}

const month = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?`;
const dates = new RegExp(
  [
    String.raw`(?:\d{1,2}(?:st|nd|rd|th)?\s+)?${month}[\s,'’-]*(?:20)?\d{2}\b`,
    String.raw`\b\d{4}-\d{2}(?:-\d{2})?\b`,
    String.raw`\b(?:\d{1,2}[/.])?\d{1,2}[/.](?:20)?\d{2}\b`,
    String.raw`\b(?:q[1-4]|spring|summer|autumn|winter)[\s,]*\d{4}(?:[/–-]\d{2,4})?`,
    String.raw`\b20\d{2}(?:[/–-]\d{2,4})?\b`,
  ].join('|'),
  'i',
);

/** Reads `Status (Nov 2024)` as the heading "status" with the date `Nov 2024`. */
export function readHeading(printed: string): Heading {
  const asOf = dates.exec(printed)?.[0].trim();
  const undated = asOf === undefined ? printed : printed.replace(asOf, ' ');
  const wordings = [printed, undated, undated.replace(/\([^)]*\)/g, ' ')].map(foldText).map(withoutFillers);
  return {
    printed,
    wordings: [...new Set(wordings)].filter((wording) => wording !== ''),
    ...(asOf === undefined ? {} : { asOf }),
    age: asOf === undefined ? Infinity : ageOf(asOf),
  };
}

function withoutFillers(wording: string): string {
  return wording.replace(/\s(?:as at|as of|at|to|in|on|for|since)$/, '').replace(/^(?:the|as at)\s/, '');
}

function ageOf(asOf: string): number {
  const day = dateFromPrint(asOf);
  if (day) return ageOfParts(day.year, day.month, day.day);
  const isoMonth = /^(\d{4})-(\d{2})$/.exec(asOf);
  if (isoMonth) return ageOfParts(Number(isoMonth[1]), Number(isoMonth[2]));
  const year = Number(/(\d{4}|\d{2})\D*$/.exec(asOf)?.[1] ?? 0);
  const named = monthNumber(/[a-z]{3,}/i.exec(asOf)?.[0]);
  const numbered = Number(/^(\d{1,2})[/.]/.exec(asOf)?.[1] ?? 0);
  return ageOfParts(year < 100 ? 2000 + year : year, named || numbered || partOfYear(asOf) * 3);
}

function ageOfParts(year: number, monthOfYear: number, day = 0): number {
  return year * 10_000 + monthOfYear * 100 + day;
}

function partOfYear(asOf: string): number {
  return Math.max(
    0,
    ...['q1', 'q2', 'q3', 'q4', 'spring', 'summer', 'autumn', 'winter'].map((name, index) =>
      asOf.toLowerCase().startsWith(name) ? (index % 4) + 1 : 0,
    ),
  );
}
