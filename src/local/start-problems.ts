import { createServer } from 'node:net';
import type { Config } from '../config.ts';
import { runningStore } from './open-store.ts';
import { personas } from './personas.ts';

/**
 * What stands in the way of a start on this machine, each with what to do about it: ports that are taken, and data
 * that another process works on. Nothing is started to find out.
 */
export async function startProblems(config: Config): Promise<string[]> {
  const [store, bot, playgrounds] = await Promise.all([
    storeProblems(config),
    botProblems(config.port),
    config.playground ? playgroundProblems(config.playgroundPort) : [],
  ]);
  return [...store, ...bot, ...playgrounds];
}

/** An embedded store ends with the process that started it, so that no server may rest on another's. */
async function storeProblems({ storage, localDirectory }: Config): Promise<string[]> {
  if (storage !== 'embedded') return [];
  const running = await runningStore(localDirectory);
  if (!running) return [];
  return [
    `Board Updates already runs on the data in ${localDirectory} (process ${running.process}). ` +
      'Stop it first, or set LOCAL_DIRECTORY to another folder.',
  ];
}

async function botProblems(port: number): Promise<string[]> {
  if (await isFree(port, '127.0.0.1')) return [];
  return [`Port ${port} is in use. Stop what listens there, or set PORT to a free one.`];
}

async function playgroundProblems(first: number): Promise<string[]> {
  const ports = personas.map(({ portOffset }) => first + portOffset);
  if (first < 1 || Math.max(...ports) > 65_535) {
    return [`PLAYGROUND_PORT is ${first}. Set it to the first of three ports between 1 and 65535.`];
  }
  const free = await Promise.all(ports.map((port) => isFree(port)));
  const taken = ports.filter((_, index) => free[index] !== true);
  if (taken.length === 0) return [];
  const which = taken.length === 1 ? `Port ${taken.join()} is` : `Ports ${taken.join(', ')} are`;
  return [
    `${which} in use, and the three Playgrounds need ${ports.join(', ')}. ` +
      'Stop what listens there, or set PLAYGROUND_PORT to the first of three free ports.',
  ];
}

/** On one address; without one, on all of this machine's, as the Playground listens. */
function isFree(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, ...(host !== undefined && { host }) }, () => probe.close(() => resolve(true)));
  });
}
