import { isAfter } from '../calendar/order.ts';
import { joinPass, tallyOf } from '../outbox/pass.ts';
import { rebuildAgenda } from '../outbox/tick.ts';
import { instantArgument } from './arguments.ts';
import type { Run } from './command.ts';
import { Refused } from './output.ts';

/** Retries that fall due so soon after the tick are waited for. */
const patience = { seconds: 20 };
/** Between two tries, in milliseconds: what keeps failing must not be asked without end. */
const breath = 100;

/** `tick`: one pass of planning and delivery. `--now` sets the clock, which then runs on at its normal pace. */
export const tickCommand: Run<{ now?: string }> = async ({ app, config, localClock }, options) => {
  if (options.now !== undefined) {
    if (config.production || !localClock)
      throw new Refused(['--now is for trying things out: not in production.']);
    await localClock.set(instantArgument('--now', options.now));
  }
  const now = app.clock.now();
  const until = now.add(patience);
  // Each run is a start: what an earlier one was stopped in the middle of is taken up again. That reads every programme;
  // the scheduler's ticks do so once, when the server starts, and then read what the agenda has due and nothing else.
  await rebuildAgenda({ store: app.store }, now);
  const pass = await app.tick();
  for (;;) {
    const [soonest] = (await app.store.agenda.due(until)).filter(({ shard }) => shard !== undefined);
    const isOver = isAfter(app.clock.now(), until);
    if (!soonest || isOver) break;
    const wait = soonest.due.epochMilliseconds - app.clock.now().epochMilliseconds;
    await new Promise((resolve) => setTimeout(resolve, Math.max(wait, breath)));
    joinPass(pass, await app.tick());
  }
  const tally = tallyOf(pass);
  const lines = Object.entries(tally).filter(([, count]) => count > 0);
  return {
    document: { now: now.toString(), ...tally },
    lines: [
      `Ticked at ${now.toString()}.`,
      ...(lines.length === 0 ? ['Nothing was due.'] : lines.map(([state, count]) => `${count} ${state}`)),
    ],
  };
};
