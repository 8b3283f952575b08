import { expect, it } from '@jest/globals';
import { memoryStore } from '../../../src/storage/memory-store.ts';
import { importRegister } from '../../../src/workflow/register/import-register.ts';
import { registerFile, row } from '../../builders/register.ts';

it('a large register whose every title was changed is still matched while one waits', async () => {
  const store = memoryStore();
  const titled = (year: number) =>
    registerFile(
      Array.from({ length: 1000 }, (_, index) =>
        row({
          Action: `Insulate house ${index} in terrace ${index * 7} by winter ${year}`,
          Owner: `Board ${index}`,
        }),
      ),
    );
  await importRegister(store, { programmeId: 'plan', file: titled(2025), production: false });
  const result = await importRegister(store, { programmeId: 'plan', file: titled(2026), production: false });
  expect(result).toMatchObject({ added: 0, changed: 1000, retired: 0 });
}, 30_000);
