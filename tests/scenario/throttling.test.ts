import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startCouncil, type Council } from './council.ts';
import { gatherCrowd, type Crowd } from './crowd.ts';
import { after } from './after.ts';

const size = 6;

let council: Council;
let crowd: Crowd;

beforeEach(async () => {
  council = await startCouncil();
  crowd = await gatherCrowd(council, size);
}, 120_000);
afterEach(() => council.close());

describe('a tick that Teams tells to slow down', () => {
  it('waits as long as it is told, and then sends, each once', async () => {
    council.teams.failNext('send', { kind: 'status', status: 429, retryAfter: 3 }, 2);
    const ticked = await council.tick(crowd.opensAt);
    expect(ticked).toEqual({
      now: ticked.now,
      ...{ planned: size, sent: size, retrying: 0, unknown: 0, unreachable: 0, superseded: 0, skipped: 0 },
    });
    expect([...crowd.requestsSeen().values()]).toEqual(Array.from({ length: size }, () => 1));
    const tried = (await council.deliveries('june')).map(({ attempts }) => attempts);
    const again = tried.filter(([first]) => first?.outcome === 'retry');
    expect(again).toHaveLength(2);
    for (const [first, second] of again) {
      expect(Date.parse(second?.at ?? '') - Date.parse(first?.at ?? '')).toBeGreaterThanOrEqual(3000);
    }
  }, 120_000);

  it('does not wait for what must wait long, says so, and sends it when its time has come', async () => {
    council.teams.failNext('send', { kind: 'status', status: 429, retryAfter: 300 }, 1);
    const ticked = await council.tick(crowd.opensAt);
    expect(ticked).toMatchObject({ planned: size, sent: size - 1, retrying: 1 });
    expect(await council.tick(after(ticked.now, 330))).toMatchObject({ planned: 0, sent: 1, retrying: 0 });
    expect([...crowd.requestsSeen().values()]).toEqual(Array.from({ length: size }, () => 1));
  }, 120_000);
});
