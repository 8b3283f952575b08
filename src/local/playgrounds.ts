import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { personas, type Persona } from './personas.ts';
import { playgroundConfiguration } from './playground-configuration.ts';
import { runTied, type TiedProcess } from './tied-process.ts';

export interface Playground {
  persona: Persona;
  /** Where a browser finds it. */
  address: string;
  /** Where the bot answers it. */
  serviceUrl: string;
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  /** The first of three ports. */
  port: number;
  /** The bot's endpoint. */
  botUrl: string;
  /** Where the configurations are written. */
  directory: string;
}

const startTimeout = 45_000;

/** Where the bot answers the Playground on a port. */
function serviceUrlOn(port: number): string {
  return `http://localhost:${port}/_connector`;
}

/** Tells the Playgrounds that this configuration starts from whatever else speaks to the bot. */
export function isPlaygroundOf({
  playground,
  playgroundPort,
}: Pick<Config, 'playground' | 'playgroundPort'>): (serviceUrl: string) => boolean {
  const ours = personas.map(({ portOffset }) => serviceUrlOn(playgroundPort + portOffset));
  return (serviceUrl) => playground && ours.includes(serviceUrl.replace(/\/$/, ''));
}

/** Starts the Microsoft 365 Agents Playground once for each persona, each on its own port. Resolves when all answer. */
export async function startPlaygrounds(options: PlaygroundOptions): Promise<Playground[]> {
  return Promise.all(personas.map((persona) => startOne(persona, options)));
}

async function startOne(persona: Persona, { port: first, botUrl, directory }: PlaygroundOptions) {
  const port = first + persona.portOffset;
  const home = resolve(directory, persona.role);
  await mkdir(home, { recursive: true });
  const configuration = `${home}.yml`;
  // JSON is YAML too.
  await writeFile(configuration, JSON.stringify(playgroundConfiguration(persona), undefined, 2));
  const running = runTied(entryPoint(), ['-e', botUrl, '-c', 'msteams', '-p', String(port), '--dt'], {
    directory: home,
    // What it needs of the environment is its configuration and a home.
    environment: { M365_AGENTS_PLAYGROUND_CONFIG_PATH: configuration, BROWSER: 'none', HOME: home },
  });
  await answering(port, running);
  return {
    persona,
    address: `http://localhost:${port}`,
    serviceUrl: serviceUrlOn(port),
    stop: running.stop,
  };
}

/** Resolved, not assumed: the package lies wherever npm put it. */
function entryPoint(): string {
  const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
  return join(dirname(manifest), 'cli.js');
}

async function answering(port: number, { child, stop }: TiedProcess): Promise<void> {
  let output = '';
  const hear = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2000));
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  for (let waited = 0; waited < startTimeout && child.exitCode === null; waited += 200) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(200);
  }
  await stop();
  throw new Error(`The Playground on port ${port} did not start. It printed:\n${output}`);
}
