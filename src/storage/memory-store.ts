import { systemClock, type Clock } from '../clock.ts';
import { memoryQueue, type MemoryQueue } from './memory-queue.ts';
import { memoryTable } from './memory-table.ts';
import { storeOn, tablesBy, type Store, type StoreOptions, type TableName } from './store.ts';
import type { Table } from './table.ts';

export interface MemoryStoreOptions extends StoreOptions {
  /** Says when a hidden wake message shows again. */
  clock?: Clock;
  /** For tests that look beneath the ports. */
  tables?: Record<TableName, Table>;
  queue?: MemoryQueue;
}

/** A store in memory, with the rules of Azure Tables and without its network. Gone with the process. */
export function memoryStore({
  clock = systemClock,
  tables = memoryTables(),
  queue = memoryQueue(clock),
  ...options
}: MemoryStoreOptions = {}): Store {
  return storeOn(tables, queue, options);
}

/** The tables of a store in memory. */
export function memoryTables(): Record<TableName, Table> {
  return tablesBy(memoryTable);
}
