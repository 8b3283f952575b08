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
  const named = /^sep=(.)\r?\n/i.exec(text)?.[1];
  return (named === undefined ? delimiters : [named]).map((delimiter) => readWith(delimiter, text));
}

/** Where a quotation mark is never closed, the cells are read as they stand: enough to know the delimiter by. */
function readWith(delimiter: string, text: string): Sheet {
  const options = { delimiter, relax_column_count: true, relax_quotes: true };
  const asSheet = (records: string[][]): Sheet => ({ rows: records.map((record) => record.map(cellOf)) });
  try {
    return asSheet(parse(text, options));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = error.message.toLowerCase().replace(/\.$/, '');
    const broken = `A quotation mark is opened and never closed (${where}). Save the file again from the spreadsheet, or save it as .xlsx.`;
    return { ...asSheet(parse(text, { ...options, quote: false })), broken };
  }
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
