import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { insertMissing } from './batches.ts';
import type { Stored } from '../workflow/ports.ts';
import { padded } from './keys.ts';
import { chunksOf, jsonOf, packText, packedText, parseText } from './packing.ts';
import { beginningWith, type Outcome, type Properties, type StoredRow, type Table } from './table.ts';
import { UnreadableRow } from './unreadable-row.ts';

/** How much of a value one row takes: at two bytes a character, well below the 1 MiB that a row may hold. */
const textOfRow = 450_000;

/** Where a value's head lies, and what the keys of the rows begin with that take what does not fit into it. */
export interface Place {
  partition: string;
  row: string;
  parts: string;
}

/**
 * Writes a value of any size. What does not fit into one row goes into part rows first, under a name of their own;
 * the head, which names them, comes last: a reader sees the old value or the new one, never half of one.
 * `writeHead` inserts or replaces the head; when it could not, the parts are taken away again.
 */
export async function writeLarge(
  table: Table,
  place: Place,
  value: unknown,
  writeHead: (properties: Properties) => Promise<Outcome>,
): Promise<Outcome> {
  const texts = chunksOf(jsonOf(value), textOfRow);
  if (texts.length === 1) return await writeHead(packText(texts.join('')));
  const name = randomUUID();
  const parts = texts.map((text, n) => ({
    row: partKey(place, name, n),
    properties: packText(text),
  }));
  await insertMissing(table, place.partition, parts);
  const outcome = await writeHead({ parts: name, count: parts.length });
  if (outcome.kind === 'conflict') await removeParts(table, place, name);
  return outcome;
}

/** Takes away the parts of a head that has been replaced. A crash before this leaves rows that nobody reads. */
export async function removePartsOf(table: Table, place: Place, head: StoredRow): Promise<void> {
  const name = head.properties['parts'];
  if (typeof name === 'string') await removeParts(table, place, name);
}

/** The value that a head stands for, with the head's tag. Throws UnreadableRow. */
export async function readLarge<T>(
  table: Table,
  place: Place,
  head: StoredRow,
  schema: z.ZodType<T>,
): Promise<Stored<T>> {
  const text = await wholeText(table, place, head);
  if (text !== undefined) return { value: parseText(table, head, text, schema), etag: head.etag };
  // Parts go only after their head was replaced: then there is a newer head to read.
  const newer = await table.get(place.partition, place.row);
  if (!newer || newer.etag === head.etag) {
    const { partition, row } = place;
    throw new UnreadableRow({ table: table.name, partition, row }, 'some of its part rows are missing.');
  }
  return await readLarge(table, place, newer, schema);
}

async function wholeText(table: Table, place: Place, head: StoredRow): Promise<string | undefined> {
  const { parts: name, count } = head.properties;
  if (typeof name !== 'string') return packedText(head.properties);
  const numbers = Array.from({ length: Number(count) }, (_, n) => n);
  const rows = await Promise.all(numbers.map((n) => table.get(place.partition, partKey(place, name, n))));
  const present = rows.filter((row) => row !== undefined);
  return present.length === count ? present.map((row) => packedText(row.properties)).join('') : undefined;
}

function partKey({ parts }: Place, name: string, n: number): string {
  return `${parts}${name},${padded(n)}`;
}

async function removeParts(table: Table, { partition, parts }: Place, name: string): Promise<void> {
  const rows = await table.list({ partition, row: beginningWith(`${parts}${name},`), keysOnly: true });
  for (const { row } of rows) await table.delete(partition, row);
}
