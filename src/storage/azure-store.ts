import { TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { azureQueue } from './azure-queue.ts';
import { azureTable } from './azure-table.ts';
import { managedIdentity } from './managed-identity.ts';
import { serviceUrls } from './service-urls.ts';
import { storeOn, tablesBy, type Store, type StoreOptions, type TableName } from './store.ts';
import type { Table } from './table.ts';

/** The storage account: by connection string (Azurite, or a key), or by its address with managed identity. */
export type AzureAccount = { connectionString: string } | { accountUrl: string };

export type AzureStoreOptions = AzureAccount &
  StoreOptions & {
    /** Put before the names of tables and queue, so that several stores can share an account: letters and digits. */
    prefix?: string;
  };

/** A few quick tries of our own choosing: the SDK's default waits for minutes. */
const tableRetries = { maxRetries: 3, retryDelayInMs: 250, maxRetryDelayInMs: 4000 };
const queueRetries = { maxTries: 4, retryDelayInMs: 250, maxRetryDelayInMs: 4000 };

/** The store on Azure Storage tables and a queue. Nothing is created, and nobody asked, before `prepare()`. */
export function azureStore({ prefix = '', report, ...account }: AzureStoreOptions): Store {
  if (!/^([a-z][a-z0-9]{0,30})?$/.test(prefix)) {
    throw new Error(`"${prefix}" cannot begin the name of a table: use lower-case letters and digits.`);
  }
  const options = report ? { report } : {};
  const queue = queueClient(account, prefix === '' ? 'wake' : `${prefix}-wake`);
  return storeOn(azureTables(account, prefix), azureQueue(queue, report), options);
}

/** The tables of such a store; also for tests that look beneath the ports. */
export function azureTables(account: AzureAccount, prefix: string): Record<TableName, Table> {
  return tablesBy((name) => azureTable(name, tableClient(account, prefix + name)));
}

function tableClient(account: AzureAccount, table: string): TableClient {
  const options: TableServiceClientOptions = { retryOptions: tableRetries };
  if ('accountUrl' in account) {
    return new TableClient(serviceUrls(account.accountUrl).table, table, managedIdentity(), options);
  }
  // Azurite, and it alone, is spoken to over plain HTTP: it listens on loopback.
  const allowInsecureConnection = /http:\/\//.test(account.connectionString);
  return TableClient.fromConnectionString(account.connectionString, table, {
    ...options,
    allowInsecureConnection,
  });
}

function queueClient(account: AzureAccount, queue: string): QueueClient {
  const options = { retryOptions: queueRetries };
  if ('accountUrl' in account) {
    return new QueueClient(`${serviceUrls(account.accountUrl).queue}/${queue}`, managedIdentity(), options);
  }
  return new QueueClient(account.connectionString, queue, options);
}
