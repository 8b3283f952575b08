import { bytesInTransaction, limits } from './limits.ts';
import type {
  Keys,
  Operation,
  Outcome,
  Properties,
  Range,
  Row,
  StoredRow,
  Table,
  TransactionOutcome,
} from './table.ts';

/** A table in memory, with Azure's rules: tags, conflicts, transactions that are all or nothing, and limits. */
export function memoryTable(name: string): Table {
  const partitions = new Map<string, Map<string, Kept>>();
  let writes = 0;

  function keptIn(partition: string, row: string): Kept | undefined {
    return partitions.get(partition)?.get(row);
  }

  function keep(partition: string, row: string, properties: Properties): string {
    writes += 1;
    const etag = `W/"${writes}"`;
    const rows = partitions.get(partition) ?? new Map<string, Kept>();
    partitions.set(partition, rows.set(row, { properties: { ...properties }, etag }));
    return etag;
  }

  function isAllowed(partition: string, operation: Operation): boolean {
    const kept = keptIn(partition, operation.row);
    switch (operation.kind) {
      case 'insert':
        return kept === undefined;
      case 'replace':
        return kept?.etag === operation.etag;
      case 'put':
        return true;
      case 'delete':
        return kept !== undefined;
    }
  }

  function apply(partition: string, operation: Operation): string {
    if (operation.kind !== 'delete') return keep(partition, operation.row, operation.properties);
    partitions.get(partition)?.delete(operation.row);
    return '';
  }

  function one(partition: string, operation: Operation): Outcome {
    checkOperation(partition, operation);
    if (!isAllowed(partition, operation)) return { kind: 'conflict' };
    return { kind: 'written', etag: apply(partition, operation) };
  }

  return {
    name,
    create: () => Promise.resolve(),
    get(partition, row) {
      const kept = keptIn(partition, row);
      return Promise.resolve(kept && toStored(partition, row, kept));
    },
    insert: async ({ partition, row, properties }: Row) =>
      await later(() => one(partition, { kind: 'insert', row, properties })),
    replace: async ({ partition, row, properties }: Row, etag) =>
      await later(() => one(partition, { kind: 'replace', row, properties, etag })),
    put: async ({ partition, row, properties }: Row) => {
      await later(() => one(partition, { kind: 'put', row, properties }));
    },
    delete: async (partition, row, etag) =>
      await later(() => {
        const kept = keptIn(partition, row);
        if (!kept) return 'missing';
        if (etag !== undefined && kept.etag !== etag) return 'conflict';
        apply(partition, { kind: 'delete', row });
        return 'deleted';
      }),
    list: async (range) => await later(() => rowsIn(partitions, range)),
    transaction: async (partition, operations) =>
      await later((): TransactionOutcome => {
        checkTransaction(partition, operations);
        if (!operations.every((operation) => isAllowed(partition, operation))) return { kind: 'conflict' };
        return { kind: 'written', etags: operations.map((operation) => apply(partition, operation)) };
      }),
  };
}

interface Kept {
  properties: Properties;
  etag: string;
}

/** Runs in a later turn of the event loop, as an answer over a network comes, so that races are real. */
async function later<T>(work: () => T): Promise<T> {
  await Promise.resolve();
  return work();
}

function toStored(partition: string, row: string, kept: Kept): StoredRow {
  return { partition, row, properties: { ...kept.properties }, etag: kept.etag };
}

function rowsIn(partitions: Map<string, Map<string, Kept>>, range: Range): StoredRow[] {
  const found: StoredRow[] = [];
  for (const partition of [...partitions.keys()].filter((key) => isIn(key, range.partition)).sort()) {
    const rows = partitions.get(partition) ?? new Map<string, Kept>();
    const entries = [...rows]
      .filter(([row, kept]) => isIn(row, range.row) && isHolding(kept, range))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [row, kept] of entries) {
      found.push(toStored(partition, row, range.keysOnly ? { ...kept, properties: {} } : kept));
    }
  }
  return found;
}

function isHolding({ properties }: Kept, { holding }: Range): boolean {
  return !holding || properties[holding.property] === holding.text;
}

function isIn(key: string, keys: Keys | undefined): boolean {
  if (keys === undefined) return true;
  return typeof keys === 'string' ? key === keys : key >= keys.from && key < keys.before;
}

function checkTransaction(partition: string, operations: Operation[]): void {
  const rows = new Set(operations.map(({ row }) => row));
  if (operations.length === 0) throw new Error('A transaction needs an operation.');
  if (operations.length > limits.operationsInTransaction)
    throw new Error('A transaction takes 100 operations.');
  if (rows.size < operations.length) throw new Error('A transaction takes each row once.');
  const bytes = operations.reduce((sum, operation) => sum + bytesInTransaction(operation), 0);
  if (bytes > limits.transactionBytes) throw new Error('A transaction takes less than 4 MiB.');
  for (const operation of operations) checkOperation(partition, operation);
}

function checkOperation(partition: string, operation: Operation): void {
  checkKey(partition);
  checkKey(operation.row);
  if (operation.kind !== 'delete') checkProperties(operation.properties);
}

const illegalInKeys = /[/\\#?\p{Cc}\p{Cs}]/u;

function checkKey(key: string): void {
  if (illegalInKeys.test(key))
    throw new Error(`The key ${JSON.stringify(key)} holds a character that is illegal.`);
  if (key.length > limits.keyCharacters) throw new Error(`The key ${JSON.stringify(key)} is too long.`);
}

function checkProperties(properties: Properties): void {
  const entries = Object.entries(properties);
  if (entries.length > limits.propertiesOfRow) throw new Error('A row holds 252 properties.');
  const texts = entries.map(([, value]) => value).filter((value) => typeof value === 'string');
  if (texts.some((text) => text.length > limits.textCharacters)) throw new Error('A text holds 64 KiB.');
  if (texts.some((text) => /\p{Cs}/u.test(text))) throw new Error('A text ends within a character.');
  const characters = entries.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
  if (characters * 2 > limits.rowBytes) throw new Error('A row holds 1 MiB.');
}
