import { workingCalendar } from '../calendar/working-days.ts';
import { createApp } from '../app.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { OpenApp } from '../open-app.ts';
import { simulatedMessenger } from './colleagues.ts';
import { openLocalClock } from './local-clock.ts';
import { openLocalStore } from './open-store.ts';
import { isPlaygroundOf } from './playgrounds.ts';
import { sampleSettings } from './sample-files.ts';
import { showAgain } from './show-again.ts';
import { skipCommand } from './skip.ts';

/** How often a running process looks whether another has set the clock. */
const clockRefresh = 500;

/** Local mode's app: an embedded or named store, a clock that can be moved, and colleagues that are simulated. */
export async function openLocalApp(config: Config, log: Logger): Promise<OpenApp> {
  const opened = await openLocalStore(config.storage, config.localDirectory, log);
  await opened.store.prepare();
  const localClock = await openLocalClock(opened.store.settings, await sampleCalendar());
  const app = await createApp(config, {
    log,
    store: opened.store,
    clock: localClock,
    messenger: simulatedMessenger,
    // Only the Playground forgets its chats: to anybody else a second card would be a message sent twice.
    desk: (desk, running) => showAgain(desk, running, isPlaygroundOf(config)),
    commands: (running) => [skipCommand(running, localClock)],
  });
  const tellTime = (): void => log.info({ clockOffset: localClock.offset() }, 'the clock is set');
  tellTime();
  const refresh = setInterval(() => {
    localClock
      .refresh()
      .then((isMoved) => isMoved && tellTime())
      .catch((error: unknown) => log.warn({ err: error }, 'clock not refreshed'));
  }, clockRefresh);
  return {
    app,
    localClock,
    async close() {
      clearInterval(refresh);
      await app.stop();
      await opened.close();
    },
  };
}

/** Its closure days count too: on none of them would the sample's cycle open. */
async function sampleCalendar() {
  return workingCalendar((await sampleSettings()).calendar);
}
