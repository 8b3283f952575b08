import { spawn, type ChildProcess } from 'node:child_process';

export interface TiedProcess {
  child: ChildProcess;
  /** Resolves when it has ended, however that came. */
  exited: Promise<void>;
  /** Lets it end in good order; by force when it takes too long. May be called twice. */
  stop: () => Promise<void>;
}

export interface TiedProcessOptions {
  /** The folder it runs in: it writes its logs there. */
  directory: string;
  /** Given instead of ours. */
  environment?: Record<string, string>;
}

const stopTimeout = 5000;

/**
 * Run in the child before its own programme: when the channel between us closes, because we stop it or because we
 * were killed, it ends in good order. An orphan would go on holding its port, and writing to files that the next
 * start reads.
 */
const endsWithUs = `data:text/javascript,${encodeURIComponent(
  "process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))",
)}`;

/**
 * Runs a Node programme that ends when we do. It has a process group of its own, so that Ctrl-C in a terminal reaches
 * us first and we decide what is stopped when.
 */
export function runTied(
  programme: string,
  args: readonly string[],
  { directory, environment }: TiedProcessOptions,
): TiedProcess {
  const child = spawn(process.execPath, ['--import', endsWithUs, programme, ...args], {
    cwd: directory,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(environment && { env: environment }),
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { child, exited, stop: () => end(child, exited) };
}

/** Closes the channel, which the child takes as the sign to end. */
async function end(child: ChildProcess, exited: Promise<void>): Promise<void> {
  const force = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
  if (child.connected) child.disconnect();
  await exited;
  clearTimeout(force);
}
