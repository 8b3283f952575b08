import { ConfigError, readConfig, type Config } from './config.ts';
import { endInTime } from './end-in-time.ts';
import { createLog, type Logger } from './log.ts';
import { openApp } from './open-app.ts';
import { StartRefused } from './start-refused.ts';

/** What has been started and must be stopped, in the order in which it was. */
type Started = { stop(): Promise<void> }[];

async function start(config: Config, log: Logger, started: Started): Promise<void> {
  if (config.mode === 'local') {
    const { startLocalMode } = await import('./local/start-local-mode.ts');
    await startLocalMode({ config, log, started, print: (text) => process.stdout.write(`${text}\n`) });
    return;
  }
  const opened = await openApp(config, log);
  started.push({ stop: () => opened.close() });
  const { port } = await opened.app.start();
  log.info({ port }, 'ready');
}

/** The last that was started is stopped first: it may rest on the others. A second signal waits for the first. */
function stopOnSignals(log: Logger, started: Started): void {
  let stopping = false;
  const stopAll = async (): Promise<void> => {
    for (const one of started.reverse()) await one.stop();
  };
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    void endInTime(stopAll, { code: 0, onFault: (err) => log.error({ err }, 'not stopped in good order') });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const started: Started = [];
  stopOnSignals(log, started);
  await start(config, log, started);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof StartRefused)) throw error;
  // What the operator can put right is told in words, without a stack.
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
