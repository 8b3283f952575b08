import { describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedAzurite } from '../../src/local/embedded-azurite.ts';
import { azureStore } from '../../src/storage/azure-store.ts';

describe('the embedded Azurite', () => {
  it('keeps what was stored over a stop and a start, and tells what it prints', async () => {
    const directory = join(await mkdtemp(join(tmpdir(), 'azurite-')), 'not there yet');
    const lines: string[] = [];
    const first = await startEmbeddedAzurite({ directory, log: (line) => lines.push(line) });
    const store = azureStore({ connectionString: first.connectionString });
    await store.prepare();
    await store.settings.set('offset', '42');
    await first.stop();
    await first.stop();
    await expect(store.settings.get('offset')).rejects.toThrow(/Programmes/);

    const second = await startEmbeddedAzurite({ directory });
    try {
      const again = azureStore({ connectionString: second.connectionString });
      await again.prepare();
      expect(await again.settings.get('offset')).toBe('42');
    } finally {
      await second.stop();
      await rm(directory, { recursive: true });
    }
    expect(lines.join('\n')).toMatch(/Table service is successfully listening at http:\/\/127\.0\.0\.1:/);
  });

  it('says what Azurite said when it does not start', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'azurite-'));
    await mkdir(join(directory, '__azurite_db_table__.json'));
    await expect(startEmbeddedAzurite({ directory })).rejects.toThrow(/It printed:\n.*(EISDIR|error)/s);
    await rm(directory, { recursive: true });
  });
});
