import type { Logger } from '../log.ts';
import type { Deliverer, Round } from './deliver.ts';
import { joinPass, newPass, type Pass } from './pass.ts';
import type { Pace, WakeMessage, WakeQueue } from './ports.ts';

/** Shards delivered at a time; enough that one's last messages and another's first are under way together. */
const shardsAtOnce = 12;
/** Of one tenant, so that a large one leaves room for others. */
const shardsOfATenant = 6;
/** How long a shard taken from the queue is hidden from other workers, in seconds. */
const hideFor = 300;
/** When a shard that must wait comes back, in seconds. */
const putBackFor = 2;

export interface WorkerDeps {
  wakeQueue: WakeQueue;
  deliverer: Deliverer;
  pace: Pick<Pace, 'pausedFor'>;
  log: Logger;
}

/** Takes what the queue holds and delivers it, until it is empty. */
export async function workUntilEmpty({ wakeQueue, deliverer }: WorkerDeps): Promise<Pass> {
  const pass = newPass();
  const round = deliverer.round();
  const next = async (): Promise<WakeMessage | undefined> => (await wakeQueue.receive(1, hideFor))[0];
  const lane = async (first: WakeMessage): Promise<void> => {
    for (let message: WakeMessage | undefined = first; message; message = await next()) {
      joinPass(pass, { ...newPass(), ended: await deliverOne(round, message) });
    }
  };
  await Promise.all((await wakeQueue.receive(shardsAtOnce, hideFor)).map(lane));
  return pass;
}

async function deliverOne(round: Round, message: WakeMessage) {
  const ended = await round.deliverShard(message.shard);
  await message.done();
  return ended;
}

export interface Worker {
  /** Asks for a look now: called when something was put into the queue by this very process. */
  nudge(): void;
  /** Takes nothing more, and ends what is under way. */
  stop(): Promise<void>;
}

/**
 * Looks into the queue every so often, at once when nudged, and whenever a shard is done. Shards of a tenant that has
 * enough of them under way here, or must pause, go back for a moment: others' are behind them in the queue.
 */
export function startWorker(deps: WorkerDeps, everyMilliseconds = 1000): Worker {
  const { wakeQueue, deliverer, pace, log } = deps;
  const running = new Map<Promise<void>, string>();
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let stopped = false;

  async function look(): Promise<void> {
    const room = shardsAtOnce - running.size;
    if (stopped || room <= 0) return;
    const woken = await wakeQueue.receive(room, hideFor);
    const round = deliverer.round();
    const put = woken.map(async (message) => {
      const { tenantId } = message.shard;
      const own = [...running.values()].filter((tenant) => tenant === tenantId).length;
      const wait = Math.ceil(pace.pausedFor(tenantId)) || (own < shardsOfATenant ? 0 : putBackFor);
      if (wait === 0) {
        start(round, message);
        return;
      }
      await wakeQueue.wake(message.shard, wait);
      await message.done();
    });
    await Promise.all(put);
  }

  function start(round: Round, message: WakeMessage): void {
    const work = deliverOne(round, message).then(
      () => undefined,
      (error: unknown) => log.error({ err: error, shard: message.shard.shard }, 'a shard was not delivered'),
    );
    const done = work.then(() => {
      running.delete(done);
      nudge();
    });
    running.set(done, message.shard.tenantId);
  }

  /** One look at a time; whoever asks during one gets another. */
  function nudge(): void {
    if (stopped) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = look()
      .catch((error: unknown) => log.error({ err: error }, 'the queue could not be read'))
      .then(() => {
        looking = undefined;
        if (lookAgain) {
          lookAgain = false;
          nudge();
        }
      });
  }

  const timer = setInterval(nudge, everyMilliseconds);
  nudge();
  return {
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await deliverer.stop();
      await Promise.all(running.keys());
    },
  };
}
