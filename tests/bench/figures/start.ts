import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { env, execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { azureStore } from '../../../src/storage/azure-store.ts';
import { azuriteStores } from '../azurite-stores.ts';
import { storeProgramme } from '../council.ts';
import type { Figure } from '../figure.ts';
import { median } from '../statistics.ts';

const rounds = 9;
const patience = 20_000;

const ours = fileURLToPath(new URL('../../../src/main.js', import.meta.url));
const bare = fileURLToPath(new URL('../start/bare-start.js', import.meta.url));

export const start: Figure = {
  name: 'start',
  measures:
    'From starting the process, as in production, to the first 200 of /healthz; its store is there already',
  against: 'a process that loads the two SDKs and the Azure clients, and listens',
  async measure() {
    const azurite = await azuriteStores();
    try {
      const { connectionString } = azurite;
      const store = azureStore({ connectionString });
      await store.prepare();
      await storeProgramme(store, 'plan', 53);
      const settings = {
        NODE_ENV: 'production',
        MicrosoftAppId: '00000000-0000-4000-8000-000000000001',
        MicrosoftAppPassword: 'not used',
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppTenantId: '00000000-0000-4000-8000-000000000002',
        STORAGE_CONNECTION_STRING: connectionString,
        LOG_LEVEL: 'error',
      };
      const times: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
      // One of each beforehand, so that the files are in the system's memory.
      for (let round = -1; round < rounds; round += 1) {
        const both = { ours: await started(ours, settings), bare: await started(bare, {}) };
        if (round < 0) continue;
        times.ours.push(both.ours);
        times.bare.push(both.bare);
      }
      return [
        {
          case: 'store already there',
          unit: 'ms',
          measured: median(times.ours),
          baseline: median(times.bare),
          reach: { atMost: 1.3 },
        },
      ];
    } finally {
      await azurite.stop();
    }
  },
};

/** Milliseconds until the process answers that it is ready. */
async function started(script: string, settings: Record<string, string>): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(execPath, [script], {
    env: { PATH: env['PATH'] ?? '', ...settings, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null || performance.now() - begun > patience)
        throw new Error(`${script} did not start.`);
      await sleep(3);
    }
    return performance.now() - begun;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
