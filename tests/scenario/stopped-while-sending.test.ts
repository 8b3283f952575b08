import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../fakes/teams-server.ts';
import { startCouncil, type Council } from './council.ts';
import { meetCrowd, type MetCrowd } from './met-crowd.ts';
import { after } from './after.ts';
import { disagreements, isOpen } from './truth.ts';
import { until } from './until.ts';

const size = 60;
/** As long as a platform waits before it kills. */
const mostSeconds = 10;

let council: Council;
let crowd: MetCrowd;

beforeEach(async () => {
  council = await startCouncil({ limits: 'off', environment: { SEND_RATE: 'off' } });
  crowd = await meetCrowd(council, { size });
}, 120_000);
afterEach(() => council.close());

/** Asks a server that is sending to stop; resolves with what the ledger says straight after it has. */
async function stopWhileSending() {
  const server = await council.serve('on');
  const before = council.teams.requests.length;
  await until('messages are on their way', () => council.teams.requests.length - before >= 5, 60);
  const started = performance.now();
  await server.stop();
  const seconds = (performance.now() - started) / 1000;
  expect(await server.ended).toBe(0);
  const rows = await crowd.deliveries();
  expect(rows.filter(({ state }) => state === 'claimed')).toEqual([]);
  expect(seconds).toBeLessThan(mostSeconds);
  return rows;
}

describe('a server that is told to stop while it sends', () => {
  const teams: [string, Fault, string][] = [
    ['answers after 3 s: waits for what has left', { kind: 'latency', ms: 3000 }, 'sent'],
    ['never answers: says that nobody knows', { kind: 'silence' }, 'unknown'],
  ];
  it.each(teams)(
    'where Teams %s, leaves nothing claimed, and the next one goes on at once',
    async (_, fault, end) => {
      await council.setClock(crowd.rungAt('request'));
      council.teams.failNext('send', fault, size);
      const rows = await stopWhileSending();
      const ended = rows.filter(({ state }) => state === end);
      expect(ended.length).toBeGreaterThanOrEqual(5);
      expect(rows.filter(({ state }) => state === 'planned')).toHaveLength(size - ended.length);

      council.teams.stopFailing();
      const next = await council.serve('on');
      // No lease has to be waited for.
      await until('everybody has it', () => crowd.counts().every((count) => count > 0));
      await next.stop();
      await council.tick(after(crowd.rungAt('request'), 600));
      const last = await crowd.deliveries();
      expect(last.some(isOpen)).toBe(false);
      expect(disagreements(crowd, last)).toEqual([]);
      const twice = crowd.people.filter((_person, n) => (crowd.counts()[n] ?? 0) > 1).length;
      expect(twice).toBe(end === 'unknown' ? ended.length : 0);
    },
    150_000,
  );

  it('does not wait for older cards to be shrunk', async () => {
    await council.tick(crowd.rungAt('request'));
    await council.setClock(crowd.rungAt('reminder'));
    council.teams.failNext('update', { kind: 'silence' }, size);
    await stopWhileSending();
    council.teams.stopFailing();
    await council.tick(after(crowd.rungAt('reminder'), 200));
    expect(crowd.counts()).toEqual(crowd.people.map(() => 2));
  }, 150_000);
});
