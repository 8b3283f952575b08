import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedAzurite } from '../../src/local/embedded-azurite.ts';
import { azureClients } from '../../src/storage/azure-clients.ts';
import { azureQueue } from '../../src/storage/azure-queue.ts';
import { azureTables } from '../../src/storage/azure-store.ts';
import { storeOn, type Store } from '../../src/storage/store.ts';
import type { Shard, WakeQueue } from '../../src/outbox/ports.ts';
import { countedTables, type CountedTables } from './counted-tables.ts';

/** A new, empty store that counts what is asked of its tables and of its queue. */
export interface CountedStore {
  store: Store;
  counted: CountedTables;
  /** Messages sent to the wake queue since the last reset. */
  woken: () => number;
  reset: () => void;
}

export interface AzuriteStores {
  connectionString: string;
  fresh(): Promise<CountedStore>;
  stop(): Promise<void>;
}

/** One Azurite in memory, for a figure; its stores keep apart by prefixes. */
export async function azuriteStores(): Promise<AzuriteStores> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  const azurite = await startEmbeddedAzurite({ directory, inMemory: true });
  const { connectionString } = azurite;
  let stores = 0;
  return {
    connectionString,
    async fresh() {
      stores += 1;
      const fresh = countedStore(connectionString, `b${stores}`);
      await fresh.store.prepare();
      return fresh;
    },
    async stop() {
      await azurite.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function countedStore(connectionString: string, prefix: string): CountedStore {
  const clients = azureClients({ connectionString });
  const counted = countedTables(azureTables(clients, prefix));
  const queue = azureQueue(clients.queue(`${prefix}-wake`));
  let wakes = 0;
  const wakeQueue: WakeQueue & { create(): Promise<void> } = {
    ...queue,
    async wake(shard: Shard, ...more) {
      wakes += 1;
      await queue.wake(shard, ...more);
    },
  };
  return {
    store: storeOn(counted.tables, wakeQueue),
    counted,
    woken: () => wakes,
    reset: () => {
      wakes = 0;
      counted.reset();
    },
  };
}
