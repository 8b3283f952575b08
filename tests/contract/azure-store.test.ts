import { azureClients } from '../../src/storage/azure-clients.ts';
import { azureStore, azureTables } from '../../src/storage/azure-store.ts';
import { azuriteForTests } from '../fakes/azurite.ts';
import { storeContract } from './store-contract.ts';

const azurite = azuriteForTests();

storeContract('the store on Azure Storage', () => {
  const account = { connectionString: azurite.connectionString(), prefix: azurite.freshPrefix() };
  return {
    store: azureStore(account),
    tables: azureTables(azureClients(account), account.prefix),
    again: (options) => azureStore({ ...account, ...options }),
  };
});
