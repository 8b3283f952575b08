import { tableNames, tablesBy, type TableName } from '../../src/storage/store.ts';
import type { Range, StoredRow, Table } from '../../src/storage/table.ts';

type Call = Exclude<keyof Table, 'name' | 'create'>;

/** What was asked of the tables: each call is a round trip, and a list one for each page of a thousand rows. */
export interface Counts {
  calls: Record<Call, number>;
  /** Calls by table, for finding out where they come from. */
  byTable: Record<TableName, number>;
  /** Rows that came back from gets and lists. */
  rowsRead: number;
  /** Rows inserted, replaced, put or deleted; those of a transaction counted one by one. */
  rowsWritten: number;
}

export interface CountedTables {
  tables: Record<TableName, Table>;
  /** What was counted since the last reset, and in all the calls together. */
  counts(): Counts & { roundTrips: number };
  reset(): void;
}

/** Rows in a page of Azure's, and of Azurite's. */
const page = 1000;

/** The same tables, counting what is asked of them. Build a store on them with `storeOn`. */
export function countedTables(tables: Record<TableName, Table>): CountedTables {
  let counted = nothing();

  function count(name: TableName, call: Call, changed: { read?: number; written?: number; pages?: number }) {
    const trips = changed.pages ?? 1;
    counted.calls[call] += trips;
    counted.byTable[name] += trips;
    counted.rowsRead += changed.read ?? 0;
    counted.rowsWritten += changed.written ?? 0;
  }

  function around(name: TableName, table: Table): Table {
    return {
      name: table.name,
      create: () => table.create(),
      async get(partition, row) {
        const found = await table.get(partition, row);
        count(name, 'get', { read: found ? 1 : 0 });
        return found;
      },
      async insert(row) {
        count(name, 'insert', { written: 1 });
        return await table.insert(row);
      },
      async replace(row, etag) {
        count(name, 'replace', { written: 1 });
        return await table.replace(row, etag);
      },
      async put(row) {
        count(name, 'put', { written: 1 });
        await table.put(row);
      },
      async delete(partition, row, etag) {
        count(name, 'delete', { written: 1 });
        return await table.delete(partition, row, etag);
      },
      async list(range: Range): Promise<StoredRow[]> {
        const rows = await table.list(range);
        count(name, 'list', { read: rows.length, pages: Math.max(1, Math.ceil(rows.length / page)) });
        return rows;
      },
      async transaction(partition, operations) {
        count(name, 'transaction', { written: operations.length });
        return await table.transaction(partition, operations);
      },
    };
  }

  return {
    tables: tablesBy((name) => around(name, tables[name])),
    counts: () => ({ ...structuredClone(counted), roundTrips: sum(counted.calls) }),
    reset: () => {
      counted = nothing();
    },
  };
}

function nothing(): Counts {
  const calls = { get: 0, insert: 0, replace: 0, put: 0, delete: 0, list: 0, transaction: 0 };
  const byTable = Object.fromEntries(tableNames.map((name) => [name, 0])) as Record<TableName, number>;
  return { calls, byTable, rowsRead: 0, rowsWritten: 0 };
}

function sum(numbers: Record<string, number>): number {
  return Object.values(numbers).reduce((total, number) => total + number, 0);
}
