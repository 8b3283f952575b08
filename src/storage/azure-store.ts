import { azureClients, type AzureAccount, type AzureClients } from './azure-clients.ts';
import { azureQueue } from './azure-queue.ts';
import { azureTable } from './azure-table.ts';
import { storeOn, tablesBy, type Store, type StoreOptions, type TableName } from './store.ts';
import type { Table } from './table.ts';

export type AzureStoreOptions = AzureAccount &
  StoreOptions & {
    /** Put before the names of tables and queue, so that several stores can share an account. */
    prefix?: string;
  };

/**
 * The store on Azure Storage: six tables and a queue. Nothing is created before `prepare()`. Throws when the account
 * or the prefix is not one.
 */
export function azureStore({ prefix = '', report, ...account }: AzureStoreOptions): Store {
  if (!/^([a-z][a-z0-9]{0,30})?$/.test(prefix)) {
    throw new Error(`"${prefix}" cannot begin the name of a table: use lower-case letters and digits.`);
  }
  const clients = azureClients(account);
  const queue = azureQueue(clients.queue(prefix === '' ? 'wake' : `${prefix}-wake`), report);
  return storeOn(azureTables(clients, prefix), queue, report ? { report } : {});
}

/** The tables of such a store; also for tests that look beneath the ports. */
export function azureTables(clients: AzureClients, prefix: string): Record<TableName, Table> {
  return tablesBy((name) => azureTable(name, clients.table(prefix + name)));
}
