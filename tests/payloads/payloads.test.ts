import { describe, expect, it } from '@jest/globals';
import { azureClients } from '../../src/storage/azure-clients.ts';
import { azureTables } from '../../src/storage/azure-store.ts';
import { memoryTables } from '../../src/storage/memory-store.ts';
import { azuriteForTests } from '../fakes/azurite.ts';
import { runPayloads } from './run.ts';

const azurite = azuriteForTests();

async function freshAzureTables() {
  const clients = azureClients({ connectionString: azurite.connectionString() });
  const tables = azureTables(clients, azurite.freshPrefix());
  await Promise.all(Object.values(tables).map((table) => table.create()));
  return tables;
}

/** More payloads, of other seeds: `npm run payloads -- --count 20000`. */
describe('whatever a card could send', () => {
  it('is answered, stores only what the rules allow, and shows nobody the words of another', async () => {
    const report = await runPayloads({ count: 2000, seed: 2026, tables: async () => memoryTables() });
    expect(report.sent).toBeGreaterThanOrEqual(2000);
    // A run in which little gets through tries little.
    expect(report.stored).toBeGreaterThan(100);
    expect(Object.keys(report.acts).length).toBeGreaterThan(5);
    expect(report.answers['card']).toBeGreaterThan(1000);
  }, 120_000);

  it('is the same while storage fails now and then, before or after it has done what it was asked', async () => {
    const options = { count: 300, seed: 11, tables: async () => memoryTables() };
    const report = await runPayloads({ ...options, storageFailsOneIn: 9 });
    expect(report.sent).toBeGreaterThanOrEqual(300);
    expect(report.stored).toBeGreaterThan(0);
  }, 120_000);

  it('is the same on Azure Tables', async () => {
    const report = await runPayloads({ count: 80, seed: 7, tables: freshAzureTables });
    expect(report.sent).toBeGreaterThanOrEqual(80);
  }, 120_000);
});
