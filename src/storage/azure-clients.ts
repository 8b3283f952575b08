import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { managedIdentity } from './managed-identity.ts';
import { serviceUrls } from './service-urls.ts';

/** The storage account: by connection string (Azurite, or a key), or by its address with managed identity. */
export type AzureAccount = { connectionString: string } | { accountUrl: string };

/** Makes the SDK's clients for one account. None of them asks anybody anything before it is used. */
export interface AzureClients {
  table(name: string): TableClient;
  queue(name: string): QueueClient;
}

/** A few quick tries of our own choosing: the SDK's defaults wait for minutes. */
const tableOptions = { retryOptions: { maxRetries: 3, retryDelayInMs: 250, maxRetryDelayInMs: 4000 } };
const queueOptions = { retryOptions: { maxTries: 4, retryDelayInMs: 250, maxRetryDelayInMs: 4000 } };

export function azureClients(account: AzureAccount): AzureClients {
  return 'accountUrl' in account
    ? byIdentity(account.accountUrl)
    : byConnectionString(account.connectionString);
}

function byIdentity(accountUrl: string): AzureClients {
  const urls = serviceUrls(accountUrl);
  const credential = managedIdentity();
  return {
    table: (name) => new TableClient(urls.table, name, credential, tableOptions),
    queue: (name) => new QueueClient(`${urls.queue}/${name}`, credential, queueOptions),
  };
}

function byConnectionString(connectionString: string): AzureClients {
  // Only an emulator's connection string names plain HTTP.
  const options = { ...tableOptions, allowInsecureConnection: connectionString.includes('http://') };
  return {
    table: (name) => TableClient.fromConnectionString(connectionString, name, options),
    queue: (name) => new QueueClient(connectionString, name, queueOptions),
  };
}
