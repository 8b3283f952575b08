import type { Findings } from '../programme/problem.ts';
import type { RegisterRow } from './register-rows.ts';
import type { Cell } from './table.ts';

/**
 * Reports text that no heading stands above. Beyond the last heading it is what a text with the separator in it
 * leaves behind, so the row's other cells are not where they belong; in a column without a heading it is a note.
 */
export function reportStrayCells(
  rows: readonly RegisterRow[],
  headings: readonly Cell[],
  findings: Findings,
): void {
  const noted = new Set<number>();
  for (const { row, cells } of rows) {
    const stray = cells.flatMap(({ text }, index) =>
      text !== '' && (headings[index]?.text ?? '') === '' ? [index] : [],
    );
    const beyond = stray.find((index) => index >= headings.length);
    if (beyond !== undefined) {
      const text = cells[beyond]?.text.slice(0, 60) ?? '';
      findings.errors.push({
        row,
        column: null,
        message: `"${text}" stands beyond the last heading, so this row has a separator too many. Put a text that holds a comma or a semicolon in quotation marks, or save the file again from the spreadsheet.`,
      });
    }
    for (const index of stray.filter((one) => one < headings.length && !noted.has(one))) {
      noted.add(index);
      findings.warnings.push({
        row,
        column: null,
        message: `Column ${index + 1} holds text from here and has no heading, so it is not read.`,
      });
    }
  }
}
