import type { Temporal } from '../calendar/temporal.ts';

/** One cell, as text; what the file knew beyond the text is kept beside it. */
export interface Cell {
  text: string;
  /** The cell held a number, so that a trailing zero is lost: 1.10 reads as 1.1. */
  number?: true;
  /** The cell held a date. */
  date?: Temporal.PlainDate;
}

/** A sheet as cells: the first row is row 1, as a spreadsheet numbers it. */
export interface Sheet {
  /** Absent for a file that has no sheets. */
  name?: string;
  rows: Cell[][];
  /** Why its cells are not to be trusted, in words that say what to do: it only tells what the file was meant to be. */
  broken?: string;
}

/** A row of a table, with its number in the file. */
export interface TableRow {
  row: number;
  cells: Cell[];
}

/** A sheet from its row of headings on. */
export interface Table {
  headings: Cell[];
  rows: TableRow[];
}

/** A file as it was given: its name decides how it is read. */
export interface InputFile {
  name: string;
  bytes: Uint8Array;
}

/** A file that cannot be read, in words that say what to do. */
export interface Unreadable {
  unreadable: string;
}

/** The text of a cell; the empty string where there is none. */
export function textAt(cells: readonly Cell[], index: number | undefined): string {
  return index === undefined ? '' : (cells[index]?.text ?? '');
}

/** Line breaks in one form, no invisible control characters, no blanks at the ends. */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?|\v|\u2028|\u2029/g, '\n')
    .replace(/(?![\n\t])\p{Cc}|\ufeff/gu, '')
    .normalize('NFC')
    .trim();
}

/** On one line: for names, titles and everything else but narratives. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell.text === '');
}
