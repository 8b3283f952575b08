import cron from 'node-cron';
import type { Logger } from '../log.ts';

export interface Scheduler {
  stop(): Promise<void>;
}

/**
 * Runs a pass every minute, by UTC, one at a time. It decides nothing about when messages fall due: that is worked
 * out from the agenda, so a minute that was missed is made up by the next.
 */
export function startScheduler(pass: () => Promise<unknown>, log: Logger): Scheduler {
  const task = cron.schedule(
    '* * * * *',
    async () => {
      try {
        await pass();
      } catch (error) {
        log.error({ err: error }, 'tick failed');
      }
    },
    { timezone: 'Etc/UTC', noOverlap: true, name: 'tick' },
  );
  return {
    async stop() {
      await task.destroy();
    },
  };
}
