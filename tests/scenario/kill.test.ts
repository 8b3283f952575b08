import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { after } from './after.ts';
import { startCouncil, type Council } from './council.ts';
import { gatherCrowd, type Crowd } from './crowd.ts';
import type { Running } from './processes.ts';
import { until } from './until.ts';

const size = 40;
/** Enough that a kill finds some cards sent, some on their way and some not begun. */
const beforeTheKill = 12;

let council: Council;
let crowd: Crowd;

beforeEach(async () => {
  council = await startCouncil({ limits: 'off' });
  crowd = await gatherCrowd(council, size);
  council.teams.failNext('send', { kind: 'latency', ms: 400 }, 1000);
}, 120_000);
afterEach(() => council.close());

/** Kills a process in the midst of sending. Returns whose card was on its way, by e-mail. */
async function killWhileSending(
  running: Running,
): Promise<{ inFlight: string[]; seen: Map<string, number> }> {
  await until('some cards are sent', () => total(crowd.requestsSeen()) >= beforeTheKill);
  await running.kill();
  const seen = crowd.requestsSeen();
  council.teams.stopFailing();
  const rows = await council.deliveries('june');
  expect(rows).toHaveLength(size);
  return { inFlight: rows.filter(({ state }) => state === 'claimed').map(({ to }) => to), seen };
}

async function expectOneEachButThoseInFlight({
  inFlight,
  seen,
}: {
  inFlight: string[];
  seen: Map<string, number>;
}): Promise<void> {
  const requests = crowd.requestsSeen();
  const twice = [...requests].filter(([, count]) => count === 2).map(([email]) => email);
  const once = [...requests].filter(([, count]) => count === 1);
  expect(once.length + twice.length).toBe(size);
  // Whose card had come, and was still in flight: nobody else.
  expect(twice.sort()).toEqual(inFlight.filter((email) => seen.get(email) === 1).sort());
  const rows = await council.deliveries('june');
  expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
  const unknown = rows.filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 'unknown'));
  expect(unknown.map(({ to }) => to).sort()).toEqual([...inFlight].sort());
}

describe('a process that is killed while it sends', () => {
  it('as a tick: the next tick asks everybody, and a second time only those whose card was in flight', async () => {
    const tick = await council.startCli('tick', '--now', crowd.opensAt);
    const killed = await killWhileSending(tick);
    expect(total(killed.seen)).toBeLessThan(size);
    expect(killed.inFlight.length).toBeGreaterThan(0);

    const now = after(crowd.opensAt, 180);
    const ticked = await council.tick(now);
    expect(ticked).toMatchObject({ planned: 0, retrying: 0, unknown: 0, unreachable: 0 });
    await expectOneEachButThoseInFlight(killed);
  }, 120_000);

  it('as a server: when it starts again it goes on, and leaves those in flight alone until their lease is over', async () => {
    await council.setClock(crowd.opensAt);
    const killed = await killWhileSending(await council.serve('on'));
    expect(killed.inFlight.length).toBeGreaterThan(0);

    const server = await council.serve('on');
    await until('everybody else has a card', () =>
      [...crowd.requestsSeen()].every(([email, count]) => count > 0 || killed.inFlight.includes(email)),
    );
    expect(total(crowd.requestsSeen())).toBeLessThanOrEqual(size);
    await server.stop();
    await council.setClock(after(crowd.opensAt, 180));
    await council.tick();
    await expectOneEachButThoseInFlight(killed);
  }, 120_000);
});

function total(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
