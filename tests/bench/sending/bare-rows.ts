import pLimit from 'p-limit';
import { azureClients } from '../../../src/storage/azure-clients.ts';
import { azureTable } from '../../../src/storage/azure-table.ts';
import { insertMissing } from '../../../src/storage/batches.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { contactIdOf } from '../../../src/workflow/people/contact-id.ts';
import type { KnownPerson } from '../../fakes/teams-control.ts';
import type { TeamsProcess } from '../../fakes/teams-process.ts';
import type { Place } from './crowd.ts';

/** A row a person, of the size of ours, in as many partitions: what the bare loop works through. */
export async function storeBareRows(
  place: Place,
  teams: TeamsProcess,
  people: readonly KnownPerson[],
): Promise<void> {
  const table = azureTable('bare', azureClients(place).table(`${place.run}Bare`));
  await table.create();
  const shards = new Map<string, { row: string; properties: { data0: string; state: string } }[]>();
  for (const { email, mri, aadObjectId, conversationId } of people) {
    const { serviceUrl, tenantId, botId } = teams;
    const address = {
      kind: 'personal',
      conversationId,
      serviceUrl,
      tenantId,
      botId,
      aadObjectId,
      userMri: mri,
    };
    const contactId = contactIdOf(tenantId, email);
    const data0 = JSON.stringify({ address, filling: 'x'.repeat(400) });
    const row = { row: `message,${contactId}`, properties: { data0, state: 'planned' } };
    shards.set(shardOf(contactId), [...(shards.get(shardOf(contactId)) ?? []), row]);
  }
  await pLimit(8).map([...shards], ([shard, rows]) => insertMissing(table, shard, rows));
}
