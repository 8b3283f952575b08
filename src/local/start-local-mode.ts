import { join } from 'node:path';
import type { App } from '../app.ts';
import { dateAndTime } from '../calendar/words.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { openApp } from '../open-app.ts';
import { localTenantId } from '../programme/local-tenant.ts';
import { StartRefused } from '../start-refused.ts';
import { loadSample } from './load-sample.ts';
import { boardChannel } from './personas.ts';
import { startPlaygrounds, type Playground } from './playgrounds.ts';
import { sampleSettings } from './sample-files.ts';
import { startProblems } from './start-problems.ts';
import { whatToTry } from './what-to-try.ts';

export interface LocalModeOptions {
  config: Config;
  log: Logger;
  print: (text: string) => void;
  /** Filled as things start, so that a stop in the middle stops them too. */
  started: { stop(): Promise<void> }[];
}

/**
 * Local mode: the sample, the server, a client for each persona, and what to try. Throws `StartRefused` when
 * something on this machine is in the way.
 */
export async function startLocalMode({ config, log, print, started }: LocalModeOptions): Promise<void> {
  const problems = await startProblems(config);
  if (problems.length > 0) throw new StartRefused(problems);
  const opened = await openApp(config, log);
  started.push({ stop: () => opened.close() });
  const { app } = opened;
  if (config.sample && (await loadSample(app))) log.info('sample programme loaded');
  const { port } = await app.start();
  const botUrl = `http://127.0.0.1:${port}/api/messages`;
  if (!config.playground) {
    print(`Board Updates listens on ${botUrl}. Stop it with Ctrl-C.`);
    return;
  }
  const directory = join(config.localDirectory, 'playground');
  const playgrounds = await startPlaygrounds({ port: config.playgroundPort, botUrl, directory });
  started.push(...playgrounds);
  await rememberChannel(app, playgrounds);
  const { timeZone } = (await sampleSettings()).calendar;
  print(
    whatToTry({
      addressOf: (role) => playgrounds.find(({ persona }) => persona.role === role)?.address ?? '',
      now: dateAndTime(app.clock.now(), timeZone),
      hasProgramme: (await app.store.programmes.list()).length > 0,
      directory: config.storage === 'embedded' ? config.localDirectory : undefined,
    }),
  );
}

/** The board's channel is shown by the chair's client, so that is where the digest is posted. */
async function rememberChannel({ store }: App, playgrounds: readonly Playground[]): Promise<void> {
  const board = playgrounds.find(({ persona }) => persona.role === 'chair');
  if (!board) return;
  await store.channels.save(boardChannel.channelId, {
    kind: 'channel',
    conversationId: boardChannel.channelId,
    serviceUrl: board.serviceUrl,
    tenantId: localTenantId,
    botId: 'board-updates',
  });
}
