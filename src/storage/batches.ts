import { bytesInTransaction, limits } from './limits.ts';
import type { Operation, Properties, StoredRow, Table } from './table.ts';

/**
 * Units in their order, in groups that each fit into one transaction. A unit is an operation, or what `operationsOf` says
 * goes together.
 */
export function inBatches<T extends object>(
  units: readonly T[],
  operationsOf: (unit: T) => readonly object[] = (unit) => [unit],
): T[][] {
  const batches: T[][] = [];
  let current: T[] = [];
  let count = 0;
  let bytes = 0;
  for (const unit of units) {
    const operations = operationsOf(unit);
    const size = operations.reduce((sum: number, operation) => sum + bytesInTransaction(operation), 0);
    const full =
      count + operations.length > limits.operationsInTransaction || bytes + size > limits.transactionBytes;
    if (current.length > 0 && full) {
      batches.push(current);
      current = [];
      count = 0;
      bytes = 0;
    }
    current.push(unit);
    count += operations.length;
    bytes += size;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}

export interface NewRow {
  row: string;
  properties: Properties;
}

/** Tags of rows, by their keys. */
export type Tags = Map<string, string>;

/**
 * Inserts the rows of one partition that are not there yet, and returns the tags of those that this call inserted: two
 * processes that insert the same rows at once share them out between them. A batch fails whole when one of its rows
 * exists; then the keys are read, what is missing is tried again, and after a second failure row by row.
 */
export async function insertMissing(table: Table, partition: string, rows: readonly NewRow[]): Promise<Tags> {
  const inserted: Tags = new Map();
  for (const batch of inBatches(rows)) {
    for (const [row, etag] of await insertBatch(table, partition, batch)) inserted.set(row, etag);
  }
  return inserted;
}

async function insertBatch(table: Table, partition: string, batch: NewRow[]): Promise<Tags> {
  // A transaction costs more than it holds when that is a single row.
  if (batch.length === 1) return await insertOneByOne(table, partition, batch);
  const whole = await insertWhole(table, partition, batch);
  if (whole) return whole;
  const existing = await existingKeys(table, partition, batch);
  const missing = batch.filter(({ row }) => !existing.has(row));
  if (missing.length === 0) return new Map();
  return (await insertWhole(table, partition, missing)) ?? (await insertOneByOne(table, partition, missing));
}

async function insertWhole(table: Table, partition: string, batch: NewRow[]): Promise<Tags | undefined> {
  const operations: Operation[] = batch.map((row) => ({ kind: 'insert', ...row }));
  const outcome = await table.transaction(partition, operations);
  if (outcome.kind === 'conflict') return undefined;
  return new Map(batch.map(({ row }, n) => [row, outcome.etags[n] ?? '']));
}

async function insertOneByOne(table: Table, partition: string, rows: NewRow[]): Promise<Tags> {
  const inserted: Tags = new Map();
  for (const row of rows) {
    const outcome = await table.insert({ partition, ...row });
    if (outcome.kind === 'written') inserted.set(row.row, outcome.etag);
  }
  return inserted;
}

async function existingKeys(table: Table, partition: string, batch: NewRow[]): Promise<Set<string>> {
  const keys = batch.map(({ row }) => row).sort();
  const found: StoredRow[] = await table.list({
    partition,
    row: { from: keys[0] ?? '', before: `${keys.at(-1) ?? ''},` },
    keysOnly: true,
  });
  return new Set(found.map(({ row }) => row));
}
