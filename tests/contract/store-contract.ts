import { beforeEach, describe } from '@jest/globals';
import type { Store, StoreOptions, TableName } from '../../src/storage/store.ts';
import type { Table } from '../../src/storage/table.ts';
import { agendaContract } from './agenda-contract.ts';
import { cyclesContract } from './cycles-contract.ts';
import { digestContract } from './digest-contract.ts';
import { ledgerContract } from './ledger-contract.ts';
import { paceContract } from './pace-contract.ts';
import { peopleContract } from './people-contract.ts';
import { programmesContract } from './programmes-contract.ts';
import { submissionContract } from './submission-contract.ts';
import { tableContract } from './table-contract.ts';
import { unreadableContract } from './unreadable-contract.ts';
import { wakeQueueContract } from './wake-queue-contract.ts';

/** A store with nothing in it, and its tables for looking beneath the ports. */
export interface FreshStore {
  store: Store;
  tables: Record<TableName, Table>;
  /** The same data again, as another process sees it. */
  again(options?: StoreOptions): Store;
}

/** What each contract asks of its suite: the store of the test that runs. */
export type Fresh = () => FreshStore;

/** What every store must do; run against the one in memory and against Azure's. */
export function storeContract(name: string, makeStore: () => FreshStore): void {
  describe(name, () => {
    let current: FreshStore;
    beforeEach(async () => {
      current = makeStore();
      await current.store.prepare();
    });
    const fresh = () => current;

    tableContract(fresh);
    programmesContract(fresh);
    cyclesContract(fresh);
    submissionContract(fresh);
    digestContract(fresh);
    ledgerContract(fresh);
    agendaContract(fresh);
    paceContract(fresh);
    peopleContract(fresh);
    wakeQueueContract(fresh);
    unreadableContract(fresh);
  });
}
