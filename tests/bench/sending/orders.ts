import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Place } from './crowd.ts';

/** What a sending process is told. */
export interface Orders {
  /** Where its warm-up lies: a process that has just begun compiles its code while it sends. */
  warmUp: Place;
  place: Place;
  sendRate: number | 'off';
}

/** What it tells when it is done. */
export interface Done {
  milliseconds: number;
  /** Processor time, in milliseconds. */
  cpu: number;
  /** The most memory that the process held, in MiB. */
  peak: number;
}

/** The child's side: makes ready as told, then works when told to go. */
export function answerOrders(
  sender: (place: Place, sendRate: Orders['sendRate']) => Promise<() => Promise<void>>,
): void {
  process.once('message', (told) => {
    void (async () => {
      const { warmUp, place, sendRate } = told as Orders;
      await (
        await sender(warmUp, 'off')
      )();
      const work = await sender(place, sendRate);
      process.once('message', () => {
        void (async () => {
          const started = performance.now();
          const before = process.cpuUsage();
          await work();
          const milliseconds = performance.now() - started;
          const { user, system } = process.cpuUsage(before);
          const peak = process.resourceUsage().maxRSS / 1024;
          const done: Done = { milliseconds, cpu: (user + system) / 1000, peak };
          process.send?.(done, () => process.exit(0));
        })();
      });
      process.send?.('ready');
    })();
  });
}

/** A process that waits to be told to go. */
export interface Sender {
  go(): Promise<Done>;
}

/** The options that `npm start` gives to Node. */
function optionsOfStart(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => /^--max-.*-size=/.test(word));
}

/** Starts one of the scripts beside this file, and resolves when it is ready. */
export async function startSender(script: 'sender' | 'bare-sender', orders: Orders): Promise<Sender> {
  const child = fork(fileURLToPath(new URL(`./${script}.js`, import.meta.url)), {
    execArgv: optionsOfStart(),
  });
  child.send(orders);
  await answer(child);
  return {
    async go() {
      child.send('go');
      return (await answer(child)) as Done;
    },
  };
}

async function answer(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A sending process ended with ${String(code)}.`);
  });
  // Once it has answered, its end is as it should be.
  ended.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
  return message;
}
