import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../src/outbox/ledger.ts';
import { chancesOf, everyFault, type FaultName } from '../fakes/every-fault.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { startTeams, type FakeTeams } from '../fakes/teams-server.ts';
import { after } from './after.ts';
import { startCouncil, type Council } from './council.ts';
import { meetCrowd, type MetCrowd } from './met-crowd.ts';
import { disagreements, isOpen } from './truth.ts';

/** Of all requests of a tenant. */
const share = 0.2;
const seed = Number(process.env['SEED'] ?? 7);

/** Faults of the configuration, and of ours: they end as failed, for the operator. */
const failing: FaultName[] = ['bad-argument', 'too-big', 'not-registered', 'expired-token'];
const each = Object.keys(everyFault) as FaultName[];
const mixed = each.filter((name) => !failing.includes(name));

/** A tenant with a Teams and a programme of its own, which suffers in its own way. */
interface Suffering {
  name: string;
  teams: FakeTeams;
  crowd: MetCrowd;
  rows: Delivery[];
}

let council: Council;
let tenants: Suffering[];

async function suffering(
  name: string,
  number: number,
  size: number,
  faults: FaultName[],
): Promise<Suffering> {
  const tenantId = `${String(number + 1).padStart(8, '0')}-2222-4333-8444-555555555555`;
  const teams = await startTeams({ tenantId, limits: 'off' });
  const crowd = await meetCrowd(council, { size, teams, programme: name.replaceAll(' ', '-') });
  const shares = faults.map((fault) => [fault, share / faults.length] as const);
  teams.failAtRandom(chancesOf(Object.fromEntries(shares)), seededRandom(seed + number));
  return { name, teams, crowd, rows: [] };
}

/** One store, and ticks that go on until nobody is tried any more. */
async function untilNothingIsRetrying(): Promise<void> {
  let now = tenants[0]?.crowd.rungAt('request') ?? '';
  do {
    const { now: ticked } = await council.tick(now);
    for (const tenant of tenants) tenant.rows = await tenant.crowd.deliveries();
    now = after(ticked, 900);
  } while (tenants.some(({ rows }) => rows.some(isOpen)));
}

beforeAll(async () => {
  council = await startCouncil({ limits: 'off', environment: { SEND_RATE: 'off' } });
  tenants = [await suffering('all at once', 0, 150, mixed)];
  for (const [n, name] of each.entries()) tenants.push(await suffering(name, n + 1, 15, [name]));
  await untilNothingIsRetrying();
}, 400_000);
afterAll(async () => {
  await council.close();
  await Promise.all(tenants.map(({ teams }) => teams.close()));
});

function of(name: string): Suffering {
  const found = tenants.find((tenant) => tenant.name === name);
  if (!found) throw new Error(`Nobody suffers ${name}.`);
  return found;
}

/** Sends that somebody saw, by the activity that the answer named, in the order of the log. */
function storedSends({ teams }: Suffering): string[] {
  return teams.requests.flatMap(({ kind, stored }) =>
    kind === 'send' && stored !== undefined ? [stored] : [],
  );
}

describe(`a fault of Teams that strikes every fifth request (seed ${seed})`, () => {
  it.each(['all at once', ...each])('%s: leaves the ledger with what Teams saw', (name) => {
    const tenant = of(name);
    const { crowd, rows } = tenant;
    expect(rows).toHaveLength(crowd.people.length);
    expect(disagreements(crowd, rows)).toEqual([]);
    const stored = new Set(storedSends(tenant));
    const lost = rows.filter(
      ({ state, activity }) => state === 'sent' && !stored.has(activity?.activityId ?? ''),
    );
    expect(lost).toEqual([]);
  });

  it.each(['all at once', ...each.filter((name) => !failing.includes(name))])(
    '%s: ends everybody in one of sent, unknown and unreachable',
    (name) => {
      const { rows } = of(name);
      const ends = ['sent', 'unknown', 'unreachable'];
      expect(rows.filter(({ state }) => !ends.includes(state))).toEqual([]);
      // Whoever could not be written to saw nothing, unless an earlier try is in doubt.
      expect(rows.filter(({ state, why }) => state === 'unreachable' && !why)).toEqual([]);
    },
  );

  it.each(failing)('%s: is told to the operator as a fault of ours, and not tried again', (name) => {
    const { rows, teams } = of(name);
    const failed = rows.filter(({ state }) => state === 'failed');
    expect(failed.length).toBe(teams.requests.filter(({ kind, fault }) => kind === 'send' && fault).length);
    expect(failed.length).toBeGreaterThan(0);
    expect(rows.filter(({ state }) => state !== 'sent' && state !== 'failed')).toEqual([]);
  });

  it.each(each)('%s: did strike', (name) => {
    // Nothing is updated in a first round.
    if (name === 'activity-gone') return;
    expect(Object.keys(of(name).teams.report().faults)).not.toEqual([]);
  });
});
