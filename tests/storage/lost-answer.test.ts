import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { azureClients } from '../../src/storage/azure-clients.ts';
import { azureTables } from '../../src/storage/azure-store.ts';
import type { Table } from '../../src/storage/table.ts';
import { azuriteForTests } from '../fakes/azurite.ts';
import { faultyProxy, type FaultyProxy } from '../fakes/faulty-proxy.ts';

const azurite = azuriteForTests();

describe('a write whose answer is lost', () => {
  let proxy: FaultyProxy;
  let table: Table;

  beforeEach(async () => {
    const direct = azurite.connectionString();
    const endpoint = /TableEndpoint=(http:\/\/[^/]+)/.exec(direct)![1]!;
    proxy = await faultyProxy(endpoint);
    const clients = azureClients({ connectionString: direct.replace(endpoint, proxy.url) });
    table = azureTables(clients, azurite.freshPrefix()).Cycles;
    await table.create();
  });
  afterEach(async () => {
    await proxy.close();
  });

  it('is known as our own when it was an insert', async () => {
    proxy.loseNextAnswer();
    const outcome = await table.insert({ partition: 'p', row: 'r', properties: { data0: 'ours' } });
    expect(outcome).toEqual({ kind: 'written', etag: (await table.get('p', 'r'))?.etag });
    expect(proxy.requests()).toBeGreaterThan(3);
  });

  it('is known as our own when it was a replacement', async () => {
    const before = await table.insert({ partition: 'p', row: 'r', properties: {} });
    proxy.loseNextAnswer();
    const outcome = await table.replace(
      { partition: 'p', row: 'r', properties: { data0: 'ours' } },
      before.kind === 'written' ? before.etag : '',
    );
    const now = await table.get('p', 'r');
    expect(outcome).toEqual({ kind: 'written', etag: now?.etag });
    expect(now?.properties['data0']).toBe('ours');
  });

  it('is known as our own when it was a transaction', async () => {
    await table.insert({ partition: 'p', row: 'draft', properties: {} });
    proxy.loseNextAnswer();
    const outcome = await table.transaction('p', [
      { kind: 'delete', row: 'draft' },
      { kind: 'insert', row: 'update', properties: {} },
    ]);
    expect(outcome).toEqual({ kind: 'written', etags: ['', (await table.get('p', 'update'))?.etag] });
  });

  it('is a conflict all the same when somebody else wrote', async () => {
    await table.insert({ partition: 'p', row: 'r', properties: { data0: 'theirs' } });
    proxy.loseNextAnswer();
    expect(await table.insert({ partition: 'p', row: 'r', properties: { data0: 'ours' } })).toEqual({
      kind: 'conflict',
    });
  });
});
