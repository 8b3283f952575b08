import { bytesInTransaction, limits } from './limits.ts';
import type { Operation, Properties, StoredRow, Table } from './table.ts';

/** Operations in their order, in groups that each fit into one transaction. */
export function inBatches<T extends object>(operations: readonly T[]): T[][] {
  const batches: T[][] = [];
  let current: T[] = [];
  let bytes = 0;
  for (const operation of operations) {
    const size = bytesInTransaction(operation);
    const full = current.length === limits.operationsInTransaction || bytes + size > limits.transactionBytes;
    if (current.length > 0 && full) {
      batches.push(current);
      current = [];
      bytes = 0;
    }
    current.push(operation);
    bytes += size;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}

export interface NewRow {
  row: string;
  properties: Properties;
}

/**
 * Inserts the rows of one partition that are not there yet, and returns the keys that this call inserted: two
 * processes that insert the same rows at once share them out between them. A batch fails whole when one of its rows
 * exists; then the keys are read, what is missing is tried again, and after a second failure row by row.
 */
export async function insertMissing(
  table: Table,
  partition: string,
  rows: readonly NewRow[],
): Promise<string[]> {
  const inserted: string[] = [];
  for (const batch of inBatches(rows)) inserted.push(...(await insertBatch(table, partition, batch)));
  return inserted;
}

async function insertBatch(table: Table, partition: string, batch: NewRow[]): Promise<string[]> {
  if (await insertedWhole(table, partition, batch)) return batch.map(({ row }) => row);
  const existing = await existingKeys(table, partition, batch);
  const missing = batch.filter(({ row }) => !existing.has(row));
  if (missing.length === 0) return [];
  if (await insertedWhole(table, partition, missing)) return missing.map(({ row }) => row);
  return await insertOneByOne(table, partition, missing);
}

async function insertedWhole(table: Table, partition: string, batch: NewRow[]): Promise<boolean> {
  const operations: Operation[] = batch.map((row) => ({ kind: 'insert', ...row }));
  return (await table.transaction(partition, operations)).kind === 'written';
}

async function insertOneByOne(table: Table, partition: string, rows: NewRow[]): Promise<string[]> {
  const inserted: string[] = [];
  for (const row of rows) {
    if ((await table.insert({ partition, ...row })).kind === 'written') inserted.push(row.row);
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
