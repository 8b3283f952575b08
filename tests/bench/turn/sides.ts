import { TableClient } from '@azure/data-tables';
import { azureStore } from '../../../src/storage/azure-store.ts';
import { startChild, type Child } from './child.ts';
import { addProgramme, openProgramme, type Submission } from './council.ts';

/** One of the two bots, in a process of its own, and what it finds in the store. */
export interface Side {
  bot: Child;
  url: string;
  /**
   * Opens programmes of so many actions under a tenant of their own, beside so many others; returns their
   * submissions, in turns.
   */
  prepare(programmes: number, actions: number, others?: number): Promise<Submission[]>;
}

let runs = 0;

export async function ourSide(connectionString: string, serviceUrl: string): Promise<Side> {
  const prefix = 'ours';
  const bot = startChild('our-bot');
  const { port } = await bot.ask<{ port: number }>('start', { connectionString, prefix });
  const store = azureStore({ connectionString, prefix });
  return {
    bot,
    url: urlOf(port),
    async prepare(programmes, actions, others = 0) {
      runs += 1;
      const tenantId = `tenant-${runs}`;
      const ids = Array.from({ length: programmes }, (_, n) => `${tenantId}-${n}`);
      for (let n = 0; n < others; n += 1) await addProgramme(store, tenantId, `${tenantId}-other-${n}`);
      const all: Submission[][] = [];
      for (const id of ids) all.push(await openProgramme(store, { tenantId, id, actions, serviceUrl }));
      return inTurns(all);
    },
  };
}

/** The bare bot keeps the same rows under the keys that it reads: a person's, and a request's. */
export async function bareSide(connectionString: string, ours: Side): Promise<Side> {
  const tableName = 'bare';
  const bot = startChild('bare-bot');
  const { port } = await bot.ask<{ port: number }>('start', { connectionString, tableName });
  const table = TableClient.fromConnectionString(connectionString, tableName, {
    allowInsecureConnection: true,
  });
  await table.createTable();
  return {
    bot,
    url: urlOf(port),
    async prepare(programmes, actions) {
      const submissions = await ours.prepare(programmes, actions);
      for (const { by, key, ref } of submissions) {
        const person = JSON.stringify({ ...by, filler: 'x'.repeat(600) });
        const request = JSON.stringify({ ref, filler: 'x'.repeat(800) });
        await table.upsertEntity({ partitionKey: 'people', rowKey: by.aadObjectId, text: person }, 'Replace');
        const partitionKey = `${key.programmeId},${key.cycleId}`;
        await table.upsertEntity({ partitionKey, rowKey: `request,${ref}`, text: request }, 'Replace');
      }
      return submissions;
    },
  };
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}/api/messages`;
}

function inTurns(lists: Submission[][]): Submission[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list[n] ?? [])).flat();
}
