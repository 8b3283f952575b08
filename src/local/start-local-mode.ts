import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { OpenApp } from '../open-app.ts';
import { loadSample } from './load-sample.ts';
import { boardChannel, localTenantId } from './personas.ts';
import { startPlaygrounds, type Playground } from './playgrounds.ts';

export interface LocalModeOptions {
  config: Config;
  opened: OpenApp;
  log: Logger;
  print: (text: string) => void;
  /** Filled as they start, so that a stop in the middle stops them too. */
  playgrounds: { stop(): Promise<void> }[];
}

/** Local mode: the sample, the server, a client for each persona, and what to try. */
export async function startLocalMode({
  config,
  opened,
  log,
  print,
  playgrounds,
}: LocalModeOptions): Promise<void> {
  const { app } = opened;
  if (config.sample && (await loadSample(app))) log.info('sample programme loaded');
  const { port } = await app.start();
  const botUrl = `http://127.0.0.1:${port}/api/messages`;
  if (!config.playground) {
    print(`Board Updates listens on ${botUrl}`);
    return;
  }
  const directory = join(config.localDirectory, 'playground');
  const started = await startPlaygrounds({ port: config.playgroundPort, botUrl, directory });
  playgrounds.push(...started);
  await rememberChannel(opened, started);
  print(whatToTry(started));
}

/** The board's channel is shown by the chair's client, so that is where the digest is posted. */
async function rememberChannel({ app }: OpenApp, started: readonly Playground[]): Promise<void> {
  const board = started.find(({ persona }) => persona.role === 'chair');
  if (!board) return;
  await app.store.channels.save(boardChannel.channelId, {
    kind: 'channel',
    conversationId: boardChannel.channelId,
    serviceUrl: board.serviceUrl,
    tenantId: localTenantId,
    botId: 'board-updates',
  });
}

function whatToTry(started: readonly Playground[]): string {
  const address = (role: string): string =>
    started.find(({ persona }) => persona.role === role)?.address ?? '';
  const name = (role: string): string =>
    started.find(({ persona }) => persona.role === role)?.persona.name ?? '';
  return `
Board Updates runs. Open these in a browser:

  An action owner, ${name('owner')}:       ${address('owner')}
  The programme lead, ${name('lead')}:      ${address('lead')}
  The board's channel and chair:       ${address('chair')}

To try:
  1. As the owner, press Update on the card that has come, and submit one.
  2. As the lead, write: overdue
  3. As the lead, write: skip to close, then Publish on the preview that comes.
  4. Look at the board's channel (under Teams) and at the chair's chat.

Stop with Ctrl-C. Everything is kept in .local; remove that folder to start afresh.
`;
}
