import { tablesBy, type TableName } from '../../../src/storage/store.ts';
import type { Table } from '../../../src/storage/table.ts';

/** Tables that a test can have fail: from the n-th write on none is done, as if the process had ended there. */
export function breakableTables(tables: Record<TableName, Table>) {
  let left = Infinity;
  let isMissing = false;

  async function write<T>(call: () => Promise<T>): Promise<T> {
    if (left <= 0) {
      isMissing = true;
      throw new Error('The store is away.');
    }
    left -= 1;
    return call();
  }

  return {
    tables: tablesBy((name): Table => {
      const table = tables[name];
      return {
        name,
        create: () => table.create(),
        get: (...at) => table.get(...at),
        list: (...range) => table.list(...range),
        insert: (...row) => write(() => table.insert(...row)),
        replace: (...row) => write(() => table.replace(...row)),
        put: (...row) => write(() => table.put(...row)),
        delete: (...at) => write(() => table.delete(...at)),
        transaction: (...all) => write(() => table.transaction(...all)),
      };
    }),

    /** So many writes are done from now on, and no more. */
    breakAfter(writes: number): void {
      left = writes;
      isMissing = false;
    },

    /** All is well again. Returns whether a write was missing. */
    mend(): boolean {
      left = Infinity;
      return isMissing;
    },
  };
}
