import type { z } from 'zod';
import type { Stored } from '../workflow/ports.ts';
import { limits } from './limits.ts';
import type { Properties, StoredRow, Table } from './table.ts';
import { UnreadableRow, UnreadableRows, type ReportUnreadable } from './unreadable-row.ts';

/** A little less than a text property may hold, so that a chunk can give way to a character of two units. */
const chunkLength = limits.textCharacters - 768;

/** A value as JSON. Temporal values become their ISO texts. */
export function pack(value: unknown): Properties {
  return packText(jsonOf(value));
}

/** Azurite reads a transaction line by line, and takes the two separators of Unicode for ends of lines: it answers 500. */
export function jsonOf(value: unknown): string {
  const json = JSON.stringify(value);
  return /[\u2028\u2029]/.test(json)
    ? json.replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029')
    : json;
}

/** A text in `data0`, `data1`, …: at most 32,000 UTF-16 units each, that never split a character. */
export function packText(text: string): Properties {
  return Object.fromEntries(chunksOf(text, chunkLength).map((chunk, n) => [`data${n}`, chunk]));
}

/** A text in pieces of at most `length` UTF-16 units, none of which ends between the halves of a character. */
export function chunksOf(text: string, length: number): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + length, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    chunks.push(text.slice(start, end));
    start = end;
  }
  return chunks;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** The JSON text that a row's chunks make up. */
export function packedText(properties: Properties): string {
  const chunks: string[] = [];
  for (let n = 0; ; n += 1) {
    const chunk = properties[`data${n}`];
    if (typeof chunk !== 'string') return chunks.join('');
    chunks.push(chunk);
  }
}

/** What a row says. Throws UnreadableRow, which names the row, when it is not what the schema says. */
export function unpack<T>(table: Pick<Table, 'name'>, row: StoredRow, schema: z.ZodType<T>): T {
  return parseText(table, row, packedText(row.properties), schema);
}

/** The same for a text that was put together from several rows; `row` is the one to name. */
export function parseText<T>(
  table: Pick<Table, 'name'>,
  row: Pick<StoredRow, 'partition' | 'row'>,
  text: string,
  schema: z.ZodType<T>,
): T {
  const location = { table: table.name, partition: row.partition, row: row.row };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be somebody's words: it stays out.
    throw new UnreadableRow(location, 'not JSON.');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'row'} (${issue.code})`);
  throw new UnreadableRow(location, `not as expected at ${issues.join(', ')}.`);
}

/**
 * Reads every row of a list. Those that do not parse are told to `report` and left out; without it they are all
 * named in one UnreadableRows, and the list is refused.
 */
export async function readAll<T>(
  rows: readonly StoredRow[],
  read: (row: StoredRow) => T | Promise<T>,
  report?: ReportUnreadable,
): Promise<T[]> {
  const values: T[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const row of rows) {
    try {
      values.push(await read(row));
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      unreadable.push(error);
    }
  }
  if (unreadable.length > 0 && !report) throw new UnreadableRows(unreadable);
  for (const row of unreadable) report?.(row);
  return values;
}

/** The same for a list of rows that each hold one value, with their tags. */
export async function unpackAll<T>(
  table: Pick<Table, 'name'>,
  rows: readonly StoredRow[],
  schema: z.ZodType<T>,
  report?: ReportUnreadable,
): Promise<Stored<T>[]> {
  return await readAll(rows, (row) => ({ value: unpack(table, row, schema), etag: row.etag }), report);
}
