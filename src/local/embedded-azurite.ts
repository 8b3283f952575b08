import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runTied } from './tied-process.ts';

export interface EmbeddedAzuriteOptions {
  /** Where its data lies; made if need be. */
  directory: string;
  /** Keep nothing on disk: for tests. */
  inMemory?: boolean;
  /** Is given each line that it prints. */
  log?: (line: string) => void;
}

export interface EmbeddedAzurite {
  connectionString: string;
  /** Lets it write its data to disk, and ends it. May be called twice. */
  stop(): Promise<void>;
}

/** Azurite's documented account, the same on every machine. It listens on loopback only. */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const startTimeout = 30_000;

/** Its three services say where they listen once they do; it picks its own free ports. */
const listening = /Azurite (Blob|Queue|Table) service is successfully listening at (http:\/\/\S+)\s/g;

/**
 * Starts Azurite, Azure Storage's emulator, as a child process that ends with us, and waits until it listens. Throws
 * with its output when it does not start.
 */
export async function startEmbeddedAzurite(options: EmbeddedAzuriteOptions): Promise<EmbeddedAzurite> {
  await mkdir(options.directory, { recursive: true });
  const { child, stop } = runTied(programme(), flags(options), { directory: options.directory });
  try {
    return { connectionString: connectionString(await whereItListens(child, options.log)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function programme(): string {
  return createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
}

function flags({ directory, inMemory = false }: EmbeddedAzuriteOptions): string[] {
  const services = ['blob', 'queue', 'table'].flatMap((service) => [
    `--${service}Host`,
    '127.0.0.1',
    `--${service}Port`,
    '0',
  ]);
  const storage = inMemory ? ['--inMemoryPersistence'] : ['--location', resolve(directory)];
  return [...services, ...storage, '--silent', '--disableTelemetry', '--skipApiVersionCheck'];
}

async function whereItListens(
  child: ChildProcess,
  log: ((line: string) => void) | undefined,
): Promise<Map<string, string>> {
  let output = '';
  return await new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`Azurite ${what}. It printed:\n${output.trim()}`));
    const timer = setTimeout(() => fail(`did not listen within ${startTimeout / 1000} s`), startTimeout);
    const hear = (chunk: Buffer) => {
      const text = chunk.toString('utf8');
      for (const line of text.split('\n').filter((line) => line !== '')) log?.(line);
      output += text;
      const addresses = new Map(
        [...output.matchAll(listening)].map(([, name = '', url = '']) => [name, url]),
      );
      if (addresses.size < 3) return;
      clearTimeout(timer);
      resolve(addresses);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code ?? 'none'}`);
    });
  });
}

function connectionString(addresses: Map<string, string>): string {
  const endpoints = ['Blob', 'Queue', 'Table'].map(
    (service) => `${service}Endpoint=${addresses.get(service) ?? ''}/${account};`,
  );
  return `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};${endpoints.join('')}`;
}
