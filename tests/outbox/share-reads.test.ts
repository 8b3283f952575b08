import { describe, expect, it } from '@jest/globals';
import { shareReads } from '../../src/outbox/share-reads.ts';

/** A store whose reads end when the test says so. */
function slowStore() {
  let value = 0;
  const pending: (() => void)[] = [];
  let reads = 0;
  return {
    read: () => {
      reads += 1;
      const seen = value;
      return new Promise<number>((resolve) => pending.push(() => resolve(seen)));
    },
    write: (next: number) => void (value = next),
    async finishOne() {
      pending.shift()?.();
      await new Promise(setImmediate);
    },
    reads: () => reads,
  };
}

describe('shared reads', () => {
  it('never answer with what was read before the question', async () => {
    const store = slowStore();
    const read = shareReads(store.read);
    const first = read('cycle');
    store.write(1);
    const second = read('cycle');
    await store.finishOne();
    await store.finishOne();
    expect(await first).toBe(0);
    expect(await second).toBe(1);
  });

  it('are one read for all who asked while another was under way', async () => {
    const store = slowStore();
    const read = shareReads(store.read);
    const answers = [read('cycle'), read('cycle'), read('cycle'), read('cycle')];
    await store.finishOne();
    await store.finishOne();
    await Promise.all(answers);
    expect(store.reads()).toBe(2);
  });

  it('go on after a read that failed', async () => {
    let fail = true;
    const read = shareReads(() => (fail ? Promise.reject(new Error('down')) : Promise.resolve('up')));
    await expect(read('cycle')).rejects.toThrow('down');
    fail = false;
    expect(await read('cycle')).toBe('up');
  });
});
