import { afterEach, describe, expect, it } from '@jest/globals';
import { startCouncil, type Council } from './council.ts';
import { meetCrowd, type MetCrowd } from './met-crowd.ts';
import { until } from './until.ts';

/** As long as a platform waits before it kills. */
const mostSeconds = 10;

let council: Council;
afterEach(() => council.close());

async function startSending(storage: 'in memory' | 'faulty'): Promise<MetCrowd> {
  council = await startCouncil({ limits: 'off', latencyMs: 300, storage, environment: { SEND_RATE: 'off' } });
  const crowd = await meetCrowd(council, { size: 150 });
  await council.setClock(crowd.rungAt('request'));
  return crowd;
}

function untilSomeHaveIt(crowd: MetCrowd): Promise<void> {
  const arrived = () => crowd.counts().reduce((total, count) => total + count, 0);
  return until('some have it', () => arrived() >= 5, 60);
}

describe('a process that is told to stop', () => {
  it('ends in time though storage has stopped answering', async () => {
    const crowd = await startSending('faulty');
    const server = await council.serve('on');
    await untilSomeHaveIt(crowd);
    council.storage.behave({ kind: 'hangs' });
    const started = performance.now();
    await server.stop();
    expect((performance.now() - started) / 1000).toBeLessThan(mostSeconds);
  }, 150_000);

  it('leaves nothing claimed, also where it is a tick of the command line', async () => {
    const crowd = await startSending('in memory');
    const ticking = await council.startCli('tick');
    await untilSomeHaveIt(crowd);
    await ticking.stop();
    expect(await ticking.ended).toBe(2);
    const states = (await crowd.deliveries()).map(({ state }) => state);
    expect(states.filter((state) => state !== 'sent' && state !== 'planned')).toEqual([]);
    expect(states).toContain('planned');
  }, 150_000);
});
