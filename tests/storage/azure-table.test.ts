import { describe, expect, it } from '@jest/globals';
import { azureClients } from '../../src/storage/azure-clients.ts';
import { azureTables } from '../../src/storage/azure-store.ts';
import { azuriteForTests } from '../fakes/azurite.ts';

const azurite = azuriteForTests();

describe('a table that was never created', () => {
  const table = () =>
    azureTables(azureClients({ connectionString: azurite.connectionString() }), azurite.freshPrefix()).Cycles;
  const row = { partition: 'p', row: 'r', properties: { data0: 'the words somebody typed' } };

  it.each<[string, () => Promise<unknown>]>([
    ['a read', () => table().get('p', 'r')],
    ['a list', () => table().list({ partition: 'p' })],
    ['an insert', () => table().insert(row)],
    ['a replacement', () => table().replace(row, 'W/"stale"')],
    ['a transaction', () => table().transaction('p', [{ kind: 'insert', ...row }])],
  ])('is a fault, never a missing row or a conflict: %s', async (_, act) => {
    await expect(act()).rejects.toThrow(/^An operation on table Cycles failed: 404 TableNotFound\.$/);
  });
});
