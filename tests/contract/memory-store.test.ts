import { memoryStore, memoryTables } from '../../src/storage/memory-store.ts';
import { memoryQueue } from '../../src/storage/memory-queue.ts';
import { systemClock } from '../../src/clock.ts';
import { storeContract } from './store-contract.ts';

storeContract('the store in memory', () => {
  const tables = memoryTables();
  const queue = memoryQueue(systemClock);
  return {
    store: memoryStore({ tables, queue }),
    tables,
    again: (options) => memoryStore({ tables, queue, ...options }),
  };
});
