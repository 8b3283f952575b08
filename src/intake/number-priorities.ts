import { foldText } from '../programme/fold-text.ts';
import type { Findings } from '../programme/problem.ts';
import type { Priority } from '../programme/register.ts';
import type { RegisterRow } from './register-rows.ts';

/** The headings of the two columns, for problems. */
export interface PriorityColumns {
  title: string | null;
  number: string | null;
}

/**
 * The priority of every row. Its number is the one in its own column, or the one before its title (`2. Housing`,
 * `Priority 2: Housing`); else the one that the priority had in the earlier register; else the next that is free.
 *
 * @returns the rows' priorities; a row without one is missing, and reported
 */
export function numberPriorities(
  rows: readonly RegisterRow[],
  earlier: readonly Priority[],
  levelName: string,
  columns: PriorityColumns,
  findings: Findings,
): Map<RegisterRow, Priority> {
  const prefix = new RegExp(
    String.raw`^(?:(?:priority|outcome|workstream|theme|${foldText(levelName)})\s*)?(\d{1,3})(?:\s*[.:)]\s*(?=\D)|\s+[–—-]\s+)(\S.*)$`,
    'i',
  );
  const bareNumber = new RegExp(
    String.raw`^(?:(?:priority|outcome|workstream|theme|no|p|${foldText(levelName)})\.?\s*)?(\d{1,3})\.?$`,
    'i',
  );

  const priorities = new Map<RegisterRow, Priority>();
  const byTitle = new Map<string, { number: number; row: number }>();
  const byNumber = new Map<number, { title: string; row: number }>();
  const unnumbered: { row: RegisterRow; title: string }[] = [];

  for (const row of rows) {
    const inTitle = prefix.exec(row.priority);
    const title = inTitle?.[2] ?? row.priority;
    const number =
      row.priorityNumber === ''
        ? (inTitle?.[1] ?? bareNumber.exec(row.priority)?.[1])
        : bareNumber.exec(row.priorityNumber)?.[1];
    if (title === '') {
      findings.errors.push({
        row: row.row,
        column: columns.title,
        message: `This action has no ${levelName.toLowerCase()}. Write it in its row, or above it.`,
      });
    } else if (number === undefined && row.priorityNumber !== '') {
      findings.errors.push({
        row: row.row,
        column: columns.number,
        message: `"${row.priorityNumber}" is no number. Write 1, 2, 3 and so on.`,
      });
    } else if (number === undefined) {
      unnumbered.push({ row, title });
    } else {
      number_(row, title, Number(number));
    }
  }

  const known = new Map(earlier.map(({ number, title }) => [foldText(title), number]));
  const taken = new Set([...known.values(), ...byNumber.keys()]);
  for (const { row, title } of unnumbered) {
    let number = byTitle.get(foldText(title))?.number ?? known.get(foldText(title));
    if (number === undefined) {
      number = 1;
      while (taken.has(number)) number += 1;
    }
    taken.add(number);
    number_(row, title, number);
  }
  return priorities;

  function number_(row: RegisterRow, title: string, number: number): void {
    const sameTitle = byTitle.get(foldText(title));
    const sameNumber = byNumber.get(number);
    if (sameTitle && sameTitle.number !== number) {
      findings.errors.push({
        row: row.row,
        column: columns.number ?? columns.title,
        message: `The ${levelName.toLowerCase()} has number ${number} here and ${sameTitle.number} in row ${sameTitle.row}. Give it one number.`,
      });
    } else if (sameNumber && foldText(sameNumber.title) !== foldText(title)) {
      findings.warnings.push({
        row: row.row,
        column: columns.title,
        message: `Number ${number} is "${title}" here and "${sameNumber.title}" in row ${sameNumber.row}; it is read as "${sameNumber.title}".`,
      });
    }
    if (!sameTitle) byTitle.set(foldText(title), { number, row: row.row });
    if (!sameNumber) byNumber.set(number, { title, row: row.row });
    priorities.set(row, { number, title: sameNumber?.title ?? title });
  }
}
