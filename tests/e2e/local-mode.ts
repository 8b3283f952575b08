import { execFile, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePorts } from './free-ports.ts';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Names the sample programme to a command. */
export const ofSample = ['--programme', 'ashenford'];

/** A place to run local mode in: a new folder for its data, and ports of its own. */
export interface Place {
  directory: string;
  port: number;
  playgroundPort: number;
}

export async function newPlace(): Promise<Place> {
  const port = await freePorts(4);
  const directory = join(await mkdtemp(join(tmpdir(), 'board-updates-')), 'local');
  return { directory, port, playgroundPort: port + 1 };
}

export interface LocalMode {
  /** What it has printed so far, on both streams. */
  printed(): string;
  /** The web addresses that it has printed. */
  addresses(): string[];
  /** Resolves when it has printed all three; rejects where it takes minutes, or ends. */
  ready: () => Promise<void>;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
  /** To the command alone, or as Ctrl-C in a terminal does, to it and all that runs in its group. */
  signal: (name: 'SIGTERM' | 'SIGINT', to?: 'group') => void;
}

/** The real command, in a process group of its own. */
export function npmStart(place: Place, more: Record<string, string> = {}): LocalMode {
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environmentOf(place), ...more },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const addresses = () => [...printed.matchAll(/http:\/\/localhost:\d+/g)].map(([address]) => address);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    printed: () => printed,
    addresses,
    async ready() {
      const saw = () => printed;
      await until('it is ready, or has ended', () => addresses().length === 3 || hasEnded(), {
        seconds: 240,
        saw,
      });
      if (hasEnded()) throw new Error(`It has ended. ${saw()}`);
    },
    ended: new Promise((resolve, reject) => {
      child.once('close', resolve);
      child.once('error', reject);
    }),
    signal(name, to) {
      if (child.pid === undefined || hasEnded()) return;
      process.kill(to === 'group' ? -child.pid : child.pid, name);
    },
  };
}

/** What a command of the operator's prints with `--json`, by the documented command. */
export async function cli(place: Place, ...args: string[]): Promise<unknown> {
  return printed('npm', ['run', '-s', 'cli', '--', ...args], place);
}

/** The same, without npm and its look whether anything has to be built. */
export async function quickCli(place: Place, ...args: string[]): Promise<unknown> {
  return printed(process.execPath, [join(root, 'dist', 'cli.js'), ...args], place);
}

async function printed(command: string, args: readonly string[], place: Place): Promise<unknown> {
  const { stdout } = await promisify(execFile)(command, [...args, '--json'], {
    cwd: root,
    env: environmentOf(place),
    maxBuffer: 2 ** 24,
  });
  return JSON.parse(stdout) as unknown;
}

/** Nothing of the caller's own settings gets in. */
function environmentOf({ directory, port, playgroundPort }: Place): Record<string, string> {
  const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    LOCAL_DIRECTORY: directory,
    PORT: String(port),
    PLAYGROUND_PORT: String(playgroundPort),
    LOG_LEVEL: 'warn',
  };
}
