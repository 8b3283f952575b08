/** A row as the drivers carry it. Keys come from keys.ts, and what the row says is packed by packing.ts. */
export interface Row {
  partition: string;
  row: string;
  properties: Properties;
}

export type Properties = Record<string, string | number>;

export interface StoredRow extends Row {
  etag: string;
}

/** `conflict`: the row was there already, or was not as the tag says, or was gone. Nothing was written. */
export type Outcome = { kind: 'written'; etag: string } | { kind: 'conflict' };

/** `etags`: one an operation, in their order; the empty text for a delete. */
export type TransactionOutcome = { kind: 'written'; etags: string[] } | { kind: 'conflict' };

export type Operation =
  | { kind: 'insert'; row: string; properties: Properties }
  | { kind: 'replace'; row: string; properties: Properties; etag: string }
  /** Inserts or replaces, whatever is there. */
  | { kind: 'put'; row: string; properties: Properties }
  /** A row that is not there fails the whole transaction. */
  | { kind: 'delete'; row: string };

/** Which keys: exactly one, or those from `from` up to, and without, `before`. */
export type Keys = string | { from: string; before: string };

export interface Range {
  /** Absent: every partition. */
  partition?: Keys;
  /** Absent: every row. */
  row?: Keys;
  /** Only rows in which this property holds this text. The service looks at the whole range all the same. */
  holding?: { property: string; text: string };
  /** Reads the keys and tags only; the rows come back without their properties. */
  keysOnly?: boolean;
}

/**
 * The thin port to one table of Azure Storage, and all that the stores above need of it. The in-memory one keeps the
 * same rules and limits, so that what Azure would refuse fails there too.
 */
export interface Table {
  readonly name: string;
  create(): Promise<void>;
  get(partition: string, row: string): Promise<StoredRow | undefined>;
  insert(row: Row): Promise<Outcome>;
  replace(row: Row, etag: string): Promise<Outcome>;
  put(row: Row): Promise<void>;
  /** With a tag: only if it still matches. */
  delete(partition: string, row: string, etag?: string): Promise<'deleted' | 'missing' | 'conflict'>;
  /** Every row in the range, over as many pages as it takes, in order of partition and row. */
  list(range: Range): Promise<StoredRow[]>;
  /** All or nothing: at most 100 operations on different rows of one partition, less than 4 MiB. */
  transaction(partition: string, operations: Operation[]): Promise<TransactionOutcome>;
}

/** The keys that begin so. `prefix` ends in a character whose successor is a legal one, as our commas do. */
export function beginningWith(prefix: string): Keys {
  const last = prefix.length - 1;
  return { from: prefix, before: prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1) };
}
