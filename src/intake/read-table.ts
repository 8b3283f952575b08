import type { Sheet, InputFile, Table, Unreadable, Cell } from './table.ts';
import { isBlank } from './table.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';

/** A register of some thousand actions is a tenth of this; what is larger holds pictures or is no register. */
export const largestFile = 5 * 1024 * 1024;

/** Titles and notes may stand above the headings, but not more of them than this. */
const headingsWithin = 20;

/** A table, or why there is none; and the sheets of the workbook that were passed over. */
export type ReadTable = { table: Table; passedOver: string[]; sheet?: string } | Unreadable;

/**
 * Reads a CSV file or an .xlsx workbook. The headings are the row, of the sheet, under the delimiter, that names most
 * fields; everything below is the table.
 *
 * @param countHeadings how many fields a row names
 */
export async function readTable(
  file: InputFile,
  countHeadings: (cells: readonly Cell[]) => number,
): Promise<ReadTable> {
  const sheets = await readSheets(file);
  if ('unreadable' in sheets) return sheets;
  const filled = sheets.filter((sheet) => !sheet.rows.every(isBlank));
  if (filled.length === 0)
    return { unreadable: 'The file is empty. Save the sheet that holds the table, with its headings.' };

  const best = filled
    .flatMap((sheet) =>
      sheet.rows
        .slice(0, headingsWithin)
        .map((cells, index) => ({ sheet, cells, index, named: countHeadings(cells) })),
    )
    .reduce((one, other) => (other.named > one.named ? other : one));
  if (best.named === 0) {
    const first = filled[0]?.rows.find((cells) => !isBlank(cells)) ?? [];
    return { unreadable: `No row of headings was recognised. The first row reads: ${listed(first)}.` };
  }
  const { sheet, cells: headings, index } = best;
  if (sheet.broken !== undefined) return { unreadable: sheet.broken };
  const rows = sheet.rows.slice(index + 1).map((cells, offset) => ({ row: index + 2 + offset, cells }));
  return {
    table: { headings, rows: rows.filter(({ cells }) => !isBlank(cells)) },
    passedOver: filled.flatMap(({ name }) => (name === undefined || name === sheet.name ? [] : [name])),
    ...(sheet.name === undefined ? {} : { sheet: sheet.name }),
  };
}

/** The texts of a row, quoted, for people. */
export function listed(cells: readonly Cell[]): string {
  return cells.flatMap(({ text }) => (text === '' ? [] : [`"${text.slice(0, 60)}"`])).join(', ');
}

async function readSheets({ name, bytes }: InputFile): Promise<Sheet[] | Unreadable> {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (bytes.length === 0) return { unreadable: 'The file is empty. Save the spreadsheet again.' };
  if (bytes.length > largestFile) {
    const size = (bytes.length / 1024 / 1024).toFixed(1);
    return {
      unreadable: `The file has ${size} MB, and the limit is 5 MB. Save the sheet with the table alone, without pictures, as CSV.`,
    };
  }
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (extension === 'csv' && zipped)
    return { unreadable: 'This is an Excel workbook under the name of a CSV file. Name it .xlsx.' };
  if (extension === 'csv') return readCsv(bytes);
  if (extension === 'xlsx' && !zipped) {
    return {
      unreadable:
        'This is no .xlsx workbook, or it has a password. Open it in Excel and save it again as "Excel workbook (.xlsx)", without a password.',
    };
  }
  if (extension === 'xlsx') return readXlsx(bytes);
  return {
    unreadable: `"${name}" is neither .csv nor .xlsx. Open it in Excel and save it as "Excel workbook (.xlsx)" or "CSV UTF-8".`,
  };
}
