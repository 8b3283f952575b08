import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { TableClient } from '@azure/data-tables';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import express from 'express';
import { answerParent } from './child.ts';

/**
 * The least honest work of such a turn, with the same SDKs and nothing of ours: reads two entities at once, writes a
 * transaction of three, and answers with a card that was made beforehand.
 */
let table: TableClient | undefined;
let card: object = {};

interface Held {
  text: string;
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const app = express();
app.post('/api/messages', express.json({ limit: '256kb' }), async (req, res) => {
  await adapter.process(req, res, async (context) => {
    const value = { status: 200, body: await answered(context.activity) };
    await context.sendActivity({ type: 'invokeResponse', value });
  });
});

async function answered({ from, value }: Activity): Promise<object> {
  const { data } = (value as { action: { data: Record<string, string> } }).action;
  const { programme = '', cycle = '', ref = '' } = data;
  const partitionKey = `${programme},${cycle}`;
  const [person, request] = await Promise.all([
    client().getEntity<Held>('people', from.aadObjectId ?? ''),
    client().getEntity<Held>(partitionKey, `request,${ref}`),
  ]);
  const { name } = JSON.parse(person.text) as { name: string };
  const update = { ref, version: 1, by: name, ...data };
  const next = { ...(JSON.parse(request.text) as object), state: 'submitted', answer: update };
  await client().submitTransaction([
    [
      'update',
      { partitionKey, rowKey: request.rowKey ?? '', text: JSON.stringify(next) },
      'Replace',
      { etag: request.etag },
    ],
    ['create', { partitionKey, rowKey: `update,${ref},000001`, text: JSON.stringify(update) }],
    [
      'create',
      { partitionKey, rowKey: `event,${ref}`, text: JSON.stringify({ kind: 'submitted', ref, by: name }) },
    ],
  ]);
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
}

function client(): TableClient {
  if (!table) throw new Error('It is not started.');
  return table;
}

answerParent({
  async start({ connectionString, tableName }: { connectionString: string; tableName: string }) {
    table = TableClient.fromConnectionString(connectionString, tableName, { allowInsecureConnection: true });
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { port: (server.address() as AddressInfo).port };
  },
  /** Processor time so far, in microseconds. */
  cpu: () => process.cpuUsage(),
  answerWith(made: object) {
    card = made;
  },
});
