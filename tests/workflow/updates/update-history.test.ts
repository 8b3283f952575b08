import { describe, expect, it } from '@jest/globals';
import type { Programme } from '../../../src/programme/programme.ts';
import { memoryStore } from '../../../src/storage/memory-store.ts';
import { importRegister } from '../../../src/workflow/register/import-register.ts';
import { updateHistory } from '../../../src/workflow/updates/update-history.ts';
import { registerFile, row } from '../../builders/register.ts';

/** A programme that had five actions, A-1 to A-5, and has the first four now. */
async function shrunk() {
  const store = memoryStore();
  const rows = [1, 2, 3, 4, 5].map((n) => row({ Ref: `A-${n}`, Action: `Mend roof ${n}` }));
  for (const these of [rows, rows.slice(0, 4)]) {
    await importRegister(store, { programmeId: 'plan', file: registerFile(these), production: false });
  }
  const programme = (await store.programmes.find('plan'))?.value as Programme;
  return (ref: string) => updateHistory(store, programme, ref);
}

describe('the history of an action', () => {
  it('is there, and empty, before anybody has answered', async () => {
    expect(await (await shrunk())('A-1')).toEqual([]);
  });

  it('is there when the action is retired', async () => {
    expect(await (await shrunk())('A-5')).toEqual([]);
  });

  it('is found in whatever case the ref is typed', async () => {
    expect(await (await shrunk())('a-1')).toEqual([]);
  });

  it('is not there for a ref that never was', async () => {
    expect(await (await shrunk())('A-6')).toBeUndefined();
  });
});
