import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { Application } from '@microsoft/teams-ai';
import { CloudAdapter } from 'botbuilder';
import { createServer } from 'node:http';

/** The least that a bot of this kind can start with: it loads the two SDKs and the Azure clients, and listens. */
const loaded = [TableClient, QueueClient, Application, CloudAdapter];

createServer((_req, res) => {
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ loaded: loaded.length }));
}).listen(Number(process.env['PORT']), '127.0.0.1');
