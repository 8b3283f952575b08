import { describe, expect, it } from '@jest/globals';
import { azureClients } from '../../src/storage/azure-clients.ts';
import { azureQueue } from '../../src/storage/azure-queue.ts';
import type { UnreadableRow } from '../../src/storage/unreadable-row.ts';
import { azuriteForTests } from '../fakes/azurite.ts';

const azurite = azuriteForTests();

describe('the wake queue on Azure Storage', () => {
  it('takes away a message that cannot be read, tells of it, and gives out the others', async () => {
    const told: UnreadableRow[] = [];
    const client = azureClients({ connectionString: azurite.connectionString() }).queue('odd-wake');
    const queue = azureQueue(client, (row) => told.push(row));
    await queue.create();
    await client.sendMessage('not for us');
    await queue.wake({ tenantId: 'harbour', shard: '07' });
    const received = await queue.receive(10, 30);
    expect(received.map(({ shard }) => shard)).toEqual([{ tenantId: 'harbour', shard: '07' }]);
    expect(told.map(({ location }) => location.partition)).toEqual(['odd-wake']);
    expect((await client.getProperties()).approximateMessagesCount).toBe(1);
  });

  it('leaves a message alone that is gone already', async () => {
    const queue = azureQueue(
      azureClients({ connectionString: azurite.connectionString() }).queue('gone-wake'),
    );
    await queue.create();
    await queue.wake({ tenantId: 'harbour', shard: '07' });
    const [message] = await queue.receive(1, 30);
    await message!.done();
    await expect(message!.done()).resolves.toBeUndefined();
  });
});
