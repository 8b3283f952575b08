import { spawn, type ChildProcess } from 'node:child_process';

/** A process of ours, in a process group of its own. */
export interface Running {
  /** What it has printed so far. */
  out(): string;
  err(): string;
  /** Resolves with its exit code; null where a signal ended it. */
  ended: Promise<number | null>;
  /** Ends it and all that it started, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end. */
  stop(): Promise<void>;
}

export function run(script: string, args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, [script, ...args], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', (code) => resolve(code));
    child.once('error', reject);
  });
  return {
    out: () => out,
    err: () => err,
    ended,
    async kill() {
      signal(child, 'SIGKILL');
      await ended;
    },
    async stop() {
      signal(child, 'SIGTERM');
      await ended;
    },
  };
}

function signal(child: ChildProcess, name: 'SIGKILL' | 'SIGTERM'): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(name === 'SIGKILL' ? -child.pid : child.pid, name);
}
