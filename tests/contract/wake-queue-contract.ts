import { describe, expect, it } from '@jest/globals';
import { awkward } from './examples.ts';
import type { Fresh } from './store-contract.ts';

export function wakeQueueContract(fresh: Fresh): void {
  const queue = () => fresh().store.wakeQueue;

  describe('the wake queue', () => {
    it('gives each shard to one worker, and no more than were asked for', async () => {
      for (let n = 0; n < 5; n += 1) await queue().wake({ tenantId: awkward, shard: `0${n}` });
      const first = await queue().receive(2, 60);
      const rest = await fresh().again().wakeQueue.receive(32, 60);
      expect([first.length, rest.length]).toEqual([2, 3]);
      const shards = [...first, ...rest].map(({ shard }) => shard);
      expect(shards.map(({ shard }) => shard).sort()).toEqual(['00', '01', '02', '03', '04']);
      expect(shards[0]?.tenantId).toBe(awkward);
      expect(await queue().receive(1, 60)).toEqual([]);
    });

    it('is done with a message for good, even when told twice', async () => {
      await queue().wake({ tenantId: 'harbour', shard: '01' });
      const [message] = await queue().receive(1, 1);
      await message!.done();
      await message!.done();
      expect(await queue().receive(1, 1)).toEqual([]);
    });
  });
}
