import { afterAll, beforeAll } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedAzurite, type EmbeddedAzurite } from '../../src/local/embedded-azurite.ts';

/**
 * One in-memory Azurite for the test file that calls this, started before its tests and ended after them. Stores in
 * it keep apart by a prefix of their own.
 */
export function azuriteForTests(): { connectionString(): string; freshPrefix(): string } {
  let directory = '';
  let azurite: EmbeddedAzurite | undefined;
  let prefixes = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'azurite-'));
    azurite = await startEmbeddedAzurite({ directory, inMemory: true });
  });
  afterAll(async () => {
    await azurite?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  return {
    connectionString() {
      if (!azurite) throw new Error('Azurite runs only while the tests do.');
      return azurite.connectionString;
    },
    freshPrefix() {
      prefixes += 1;
      return `t${prefixes}`;
    },
  };
}
