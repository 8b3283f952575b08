import readWorkbook from 'read-excel-file/node';
import { Temporal } from '../calendar/temporal.ts';
import { dateInPrint } from '../programme/printed-date.ts';
import { tidy, type Cell, type Sheet, type Unreadable } from './table.ts';

const saveAgain = 'Open it in Excel and save it again as "Excel workbook (.xlsx)", without a password.';

/** Every sheet of an .xlsx workbook, as cells. Rows are numbered as Excel numbers them. */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet[] | Unreadable> {
  try {
    const sheets = await readWorkbook(Buffer.from(bytes));
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellOf)) }));
  } catch (error) {
    // The parser throws for whatever is wrong with the file, in many classes; it does no other I/O.
    const place = /row (\d+), col (\d+)/.exec(error instanceof Error ? error.message : '');
    const where = place ? ` (something is wrong in row ${place[1] ?? ''}, column ${place[2] ?? ''})` : '';
    return { unreadable: `This workbook cannot be read${where}. ${saveAgain}` };
  }
}

/** The library's types say `typeof Date` where it gives a Date; so a value is told by what it is. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return { text: '' };
  if (value instanceof Date) return dateCell(value);
  if (typeof value === 'number') return { text: String(Number(value.toPrecision(15))), number: true };
  return { text: typeof value === 'string' ? tidy(value) : value === true ? 'TRUE' : 'FALSE' };
}

/** A date cell is a day, or a moment in a day; how it was shown is not told, so it is printed in words. */
function dateCell(value: Date): Cell {
  const date = Temporal.Instant.fromEpochMilliseconds(value.getTime())
    .toZonedDateTimeISO('UTC')
    .toPlainDate();
  return { text: dateInPrint(date), date };
}
