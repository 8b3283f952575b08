import { CsvError, parse } from 'csv-parse/sync';
import { tidy, type Cell, type Sheet, type Unreadable } from './table.ts';

/** What councils' spreadsheets write between columns: a comma, a semicolon (European Excel), a tab. */
const delimiters = [',', ';', '\t'];

/**
 * A CSV file under each delimiter that it can be read with; which one is right shows in the headings. Rows are
 * counted as a spreadsheet counts them: a quoted line break starts no new row, an empty line is one.
 */
export function readCsv(bytes: Uint8Array): Sheet[] | Unreadable {
  const text = decodeText(bytes);
  if (text.includes('\u0000')) {
    return { unreadable: 'This is not a text file. Save the spreadsheet as .xlsx, or as "CSV UTF-8".' };
  }
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const named = /^sep=(.)\r?\n/i.exec(text);
  const sheets: Sheet[] = [];
  let failure: CsvError | undefined;
  for (const delimiter of named?.[1] === undefined ? delimiters : [named[1]]) {
    try {
      const records = parse(text, { delimiter, relax_column_count: true, relax_quotes: true });
      sheets.push({ rows: records.map((record) => record.map(cellOf)) });
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      failure ??= error;
    }
  }
  if (sheets.length > 0 || !failure) return sheets;
  return {
    unreadable: `A quotation mark is opened and never closed (${failure.message.toLowerCase().replace(/\.$/, '')}). Save the file again from the spreadsheet, or save it as .xlsx.`,
  };
}

/** UTF-8 with or without its mark; UTF-16 with it ("Unicode text"); else Windows-1252, as Excel's plain CSV is written. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function cellOf(text: string): Cell {
  return { text: tidy(text) };
}
