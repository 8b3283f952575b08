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
const Running = z.object({ connectionString: z.string() });

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
  const note = join(directory, 'store.json');
  const running = await runningStore(note);
  if (running !== undefined) {
    return { store: azureStore({ connectionString: running, report }), close: () => Promise.resolve() };
  }
  const azurite = await startEmbeddedAzurite({ directory: join(directory, 'azurite') });
  await writeFile(note, `${JSON.stringify({ connectionString: azurite.connectionString })}\n`);
  return {
    store: azureStore({ connectionString: azurite.connectionString, report }),
    async close() {
      await rm(note, { force: true });
      await azurite.stop();
    },
  };
}

/** The connection of an embedded store that another process runs, if one answers. */
async function runningStore(note: string): Promise<string | undefined> {
  const text = await readFile(note, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { connectionString } = Running.parse(JSON.parse(text));
    return (await answers(connectionString)) ? connectionString : undefined;
  } catch {
    // Half a note, from a process that was stopped while it wrote it.
    return undefined;
  }
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
