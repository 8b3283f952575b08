import pLimit from 'p-limit';
import type { Logger } from '../log.ts';
import { deliverShard, type DeliverDeps } from './deliver.ts';
import type { WakeQueue } from './ports.ts';
import { joinPass, newPass, type Pass } from './pass.ts';

/** Shards delivered at a time; with the sends a shard has under way, enough to keep the pace. */
const shardsAtOnce = 4;
/** How long a shard taken from the queue is hidden from other workers, in seconds. */
const hideFor = 300;

/** Takes what the queue holds and delivers it, until it is empty. */
export async function workUntilEmpty(deps: DeliverDeps & { wakeQueue: WakeQueue }): Promise<Pass> {
  const pass = newPass();
  for (;;) {
    const woken = await deps.wakeQueue.receive(16, hideFor);
    if (woken.length === 0) return pass;
    await pLimit(shardsAtOnce).map(woken, async (message) => {
      joinPass(pass, { ...newPass(), ended: await deliverShard(deps, message.shard) });
      await message.done();
    });
  }
}

export interface Worker {
  /** Asks for a round now: called when something was put into the queue by this very process. */
  nudge(): void;
  /** Ends after the round under way. */
  stop(): Promise<void>;
}

/** Looks into the queue every so often, and at once when nudged. One round at a time. */
export function startWorker(
  deps: DeliverDeps & { wakeQueue: WakeQueue },
  log: Logger,
  everyMilliseconds = 1000,
): Worker {
  let round: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const run = (): void => {
    if (stopped) return;
    if (round) {
      again = true;
      return;
    }
    round = workUntilEmpty(deps)
      .then(
        () => undefined,
        (error: unknown) => log.error({ err: error }, 'worker round failed'),
      )
      .then(() => {
        round = undefined;
        if (again) {
          again = false;
          run();
        }
      });
  };
  const timer = setInterval(run, everyMilliseconds);
  run();
  return {
    nudge: run,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}
