import { ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { openApp } from './open-app.ts';

/** A start that cannot be made is told in words, without a stack, and with exit code 1. */
function refuse(error: ConfigError): never {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function configuration(): ReturnType<typeof readConfig> {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) refuse(error);
    throw error;
  }
}

async function main(): Promise<void> {
  const config = configuration();
  const log = createLog(config.logLevel);
  const opened = await openApp(config, log);
  const { app } = opened;
  const playgrounds: { stop(): Promise<void> }[] = [];

  let stopping: Promise<void> | undefined;
  const stop = (signal: string): void => {
    stopping ??= (async () => {
      log.info({ signal }, 'stopping');
      await Promise.all(playgrounds.map((one) => one.stop()));
      await opened.close();
      process.exit(0);
    })();
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));

  if (config.mode === 'local') {
    const { startLocalMode } = await import('./local/start-local-mode.ts');
    await startLocalMode({
      config,
      opened,
      log,
      print: (text) => process.stdout.write(`${text}\n`),
      playgrounds,
    });
    return;
  }
  const { port } = await app.start();
  log.info({ port }, 'ready');
}

await main();
