import { wholeFile, type Findings } from '../programme/problem.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import { countHeadings, recogniseColumns, type Columns, type HeadingMap } from './columns.ts';
import { listed, readTable } from './read-table.ts';
import { neededFields, registerHeadings, type RegisterField } from './register-headings.ts';
import { registerRows, type RegisterRow } from './register-rows.ts';
import { reportStrayCells } from './stray-cells.ts';
import type { InputFile } from './table.ts';

/** A register's file, understood as far as its own columns and rows go. */
export interface ReadRegister {
  rows: RegisterRow[];
  columns: Columns<RegisterField>['found'];
}

/** Finds the columns and the rows of actions. What is wrong with the file as a whole is reported. */
export async function readRegister(
  file: InputFile,
  map: HeadingMap<RegisterField>,
  levels: ProgrammeSettings['levels'],
  findings: Findings,
): Promise<ReadRegister> {
  const headings = registerHeadings(levels);
  const read = await readTable(file, (cells) => countHeadings(cells, headings, map));
  if ('unreadable' in read) {
    findings.errors.push(wholeFile(read.unreadable));
    return { rows: [], columns: {} };
  }
  if (read.passedOver.length > 0) {
    findings.warnings.push(
      wholeFile(`The sheet "${read.sheet ?? ''}" is read; these are not: ${quoted(read.passedOver)}.`),
    );
  }

  const { found, unread, contested } = recogniseColumns(read.table.headings, headings, map);
  for (const {
    headings: [one, other],
  } of contested) {
    findings.errors.push(
      wholeFile(
        `"${one}" and "${other}" are columns for the same thing. Rename one, or say with --map which to read.`,
      ),
    );
  }
  const missing = (Object.keys(neededFields) as (keyof typeof neededFields)[]).filter(
    (field) => !found[field],
  );
  if (missing.length > 0) {
    findings.errors.push(
      wholeFile(
        `${missing.map((field) => neededFields[field]).join(', ')}: no such column. The headings found are ${listed(read.table.headings)}. Rename them, or say with --map what they stand for.`,
      ),
    );
    return { rows: [], columns: found };
  }
  if (unread.length > 0) findings.warnings.push(wholeFile(`These columns are not read: ${quoted(unread)}.`));

  const rows = registerRows(read.table, found, levels, findings);
  reportStrayCells(rows, read.table.headings, findings);
  if (rows.length === 0) findings.errors.push(wholeFile('There are headings, and no action below them.'));
  return { rows, columns: found };
}

function quoted(texts: string[]): string {
  return texts.map((text) => `"${text}"`).join(', ');
}
