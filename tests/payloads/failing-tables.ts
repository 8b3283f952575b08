import { tablesBy, type TableName } from '../../src/storage/store.ts';
import type { Table } from '../../src/storage/table.ts';

/**
 * The same tables, of which one call in so many fails: in turn before anything was done, and after all was done. Which
 * ones is the same each time, so that a sequence can be shrunk.
 */
export function failingTables(tables: Record<TableName, Table>, oneIn: number): Record<TableName, Table> {
  let calls = 0;
  async function perhaps<T>(call: () => Promise<T>): Promise<T> {
    calls += 1;
    const fails = calls % oneIn === 0;
    if (fails && calls % (2 * oneIn) === 0) throw new Error('Storage is away.');
    const result = await call();
    if (fails) throw new Error('The answer of storage was lost.');
    return result;
  }
  return tablesBy((name) => {
    const table = tables[name];
    return {
      name,
      create: () => table.create(),
      get: (...at) => perhaps(() => table.get(...at)),
      insert: (...row) => perhaps(() => table.insert(...row)),
      replace: (...row) => perhaps(() => table.replace(...row)),
      put: (...row) => perhaps(() => table.put(...row)),
      delete: (...at) => perhaps(() => table.delete(...at)),
      list: (...range) => perhaps(() => table.list(...range)),
      transaction: (...all) => perhaps(() => table.transaction(...all)),
    };
  });
}
