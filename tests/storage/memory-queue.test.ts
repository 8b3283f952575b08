import { describe, expect, it } from '@jest/globals';
import { manualClock } from '../../src/clock.ts';
import { memoryQueue } from '../../src/storage/memory-queue.ts';

describe('the wake queue in memory', () => {
  it('shows a message again once it has been hidden for long enough, and not before', async () => {
    const clock = manualClock('2026-03-02T09:30:00Z');
    const queue = memoryQueue(clock);
    await queue.wake({ tenantId: 'harbour', shard: '07' });
    expect((await queue.receive(1, 30)).length).toBe(1);
    clock.advance({ seconds: 29 });
    expect(await queue.receive(1, 30)).toEqual([]);
    clock.advance({ seconds: 1 });
    expect((await queue.receive(1, 30)).length).toBe(1);
  });

  it('leaves a message to the worker who holds it now', async () => {
    const clock = manualClock('2026-03-02T09:30:00Z');
    const queue = memoryQueue(clock);
    await queue.wake({ tenantId: 'harbour', shard: '07' });
    const [slow] = await queue.receive(1, 30);
    clock.advance({ seconds: 30 });
    await queue.receive(1, 30);
    await slow!.done();
    clock.advance({ seconds: 30 });
    expect((await queue.receive(1, 30)).length).toBe(1);
  });
});
