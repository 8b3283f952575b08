import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { StorageConfig } from '../config.ts';
import { unreadableRows, type Logger } from '../log.ts';
import { azureStore } from '../storage/azure-store.ts';
import type { Store } from '../storage/store.ts';
import { startEmbeddedAzurite } from './embedded-azurite.ts';

export interface OpenStore {
  store: Store;
  /** Stops the embedded store, where this process started it. */
  close(): Promise<void>;
}

/** Written beside the embedded store's data while it runs, so that the command line finds it. */
const RunningStore = z.object({ connectionString: z.string(), process: z.number() });
type RunningStore = z.infer<typeof RunningStore>;

/**
 * Local mode's store: the one that the configuration names; else the embedded one, shared with the process that runs
 * it, or started on its data when none does.
 */
export async function openLocalStore(
  storage: StorageConfig,
  directory: string,
  log: Logger,
): Promise<OpenStore> {
  const report = unreadableRows(log);
  if (storage !== 'embedded')
    return { store: azureStore({ ...storage, report }), close: () => Promise.resolve() };
  await mkdir(directory, { recursive: true });
  const running = await runningStore(directory);
  if (running) {
    const { connectionString } = running;
    return { store: azureStore({ connectionString, report }), close: () => Promise.resolve() };
  }
  const azurite = await startEmbeddedAzurite({ directory: join(directory, 'azurite') });
  const { connectionString } = azurite;
  const note = noteIn(directory);
  await writeFile(note, `${JSON.stringify({ connectionString, process: process.pid })}\n`);
  return {
    store: azureStore({ connectionString, report }),
    async close() {
      await rm(note, { force: true });
      await azurite.stop();
    },
  };
}

/** The embedded store on the data in this folder, and the process that runs it, if it answers. */
export async function runningStore(directory: string): Promise<RunningStore | undefined> {
  const text = await readFile(noteIn(directory), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const running = RunningStore.parse(JSON.parse(text));
    return (await answers(running.connectionString)) ? running : undefined;
  } catch {
    // Half a note, from a process that was stopped while it wrote it.
    return undefined;
  }
}

function noteIn(directory: string): string {
  return join(directory, 'store.json');
}

function answers(connectionString: string): Promise<boolean> {
  const [, host, port] = /TableEndpoint=http:\/\/([^:/;]+):(\d+)/.exec(connectionString) ?? [];
  if (host === undefined || port === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = createConnection({ host, port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
