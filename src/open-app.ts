import { createApp, type App } from './app.ts';
import type { Config } from './config.ts';
import type { LocalClock } from './local/local-clock.ts';
import { createLog, type Logger } from './log.ts';

export interface OpenApp {
  app: App;
  localClock?: LocalClock;
  /** Stops the app, and whatever was started for it. */
  close(): Promise<void>;
}

/** Makes the app that a configuration asks for, for the server and the command line alike. */
export async function openApp(config: Config, log: Logger = createLog(config.logLevel)): Promise<OpenApp> {
  if (config.mode === 'local') {
    // Loaded only here: a hosted installation has no embedded store and no Playground.
    const { openLocalApp } = await import('./local/open-local-app.ts');
    return openLocalApp(config, log);
  }
  const app = await createApp(config, { log });
  return { app, close: () => app.stop() };
}
