import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTeams, type FakeTeams, type SeenRequest } from '../fakes/teams-server.ts';
import { startCouncil, type Council } from './council.ts';
import { meetCrowd, type MetCrowd } from './met-crowd.ts';
import { isOpen } from './truth.ts';
import { until } from './until.ts';

const size = 300;
/** What Teams asks for, in seconds. */
const pause = 5;
/** Of the whole tenant, in any second (SEND_RATE's default). */
const rate = 48;

let council: Council;
let other: FakeTeams;
let slowed: MetCrowd;
let neighbours: MetCrowd;
/** When the tenant was told to slow down, in milliseconds. */
let told: number;

beforeAll(async () => {
  council = await startCouncil({ limits: 'off' });
  const tenantId = '22222222-2222-4333-8444-555555555555';
  other = await startTeams({ tenantId, limits: 'off' });
  slowed = await meetCrowd(council, { size, programme: 'slowed' });
  neighbours = await meetCrowd(council, { size, programme: 'neighbours', teams: other });
  await council.setClock(slowed.rungAt('request'));
  const isSoon = (): boolean => council.teams.requests.length > 60;
  council.teams.failNext(isSoon, { kind: 'status', status: 429, retryAfter: pause });
  const servers = await Promise.all([council.serve('on'), council.serve('on')]);
  await until(
    'everybody has it',
    async () => {
      const rows = [...(await slowed.deliveries()), ...(await neighbours.deliveries())];
      return rows.length === 2 * size && !rows.some(isOpen);
    },
    150,
  );
  await Promise.all(servers.map((server) => server.stop()));
  told = council.teams.requests.find(({ status }) => status === 429)?.at ?? Number.NaN;
}, 300_000);
afterAll(async () => {
  await council.close();
  await other.close();
});

/** Requests between two moments, in seconds since Teams said 429. */
function between(requests: readonly SeenRequest[], from: number, to: number): number {
  return requests.filter(({ at }) => at >= told + from * 1000 && at < told + to * 1000).length;
}

describe('two servers, one of which is told to slow down', () => {
  it('both leave the whole tenant alone for as long as it was said', () => {
    // What had its turn already leaves all the same: no more than a second's worth, however busy the machine is.
    expect(between(council.teams.requests, 0, pause - 0.1)).toBeLessThan(rate);
  });

  it('come back gradually', () => {
    const resumed =
      council.teams.requests.find(({ at }) => at >= told + (pause - 0.1) * 1000)?.at ?? Number.NaN;
    const from = (resumed - told) / 1000;
    const first = between(council.teams.requests, from, from + 2);
    // The busiest two seconds after that, whenever a machine that is held up comes to them.
    const starts = Array.from({ length: 40 }, (_, n) => from + 2 + n / 4);
    const later = Math.max(...starts.map((start) => between(council.teams.requests, start, start + 2)));
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(0.75 * 2 * rate);
    expect(later).toBeGreaterThan(first);
  });

  it('hold up no other tenant meanwhile', () => {
    const each = [1, 2, 3].map((from) => between(other.requests, from, from + 1));
    expect(Math.min(...each)).toBeGreaterThan(0);
  });

  it('send everything once all the same', () => {
    expect(slowed.counts()).toEqual(slowed.people.map(() => 1));
    expect(neighbours.counts()).toEqual(neighbours.people.map(() => 1));
  });
});
