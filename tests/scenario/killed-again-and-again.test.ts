import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SectionKind } from '../../src/cycle/message.ts';
import { sendsAtOnce } from '../../src/outbox/deliver.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { after } from './after.ts';
import { startCouncil, type Council } from './council.ts';
import { meetCrowd, type MetCrowd } from './met-crowd.ts';
import type { Running } from './processes.ts';
import { disagreements, isOpen } from './truth.ts';
import { until } from './until.ts';

const size = 500;
/** A failure is tried again with `SEED=… npx jest …`. */
const seed = Number(process.env['SEED'] ?? Math.floor(performance.timeOrigin % 1e6));
const random = seededRandom(seed);

let council: Council;
let crowd: MetCrowd;

beforeAll(async () => {
  council = await startCouncil({
    limits: 'off',
    keep: 'counts',
    latencyMs: 150,
    environment: { SEND_RATE: 'off' },
  });
  crowd = await meetCrowd(council, { size });
}, 120_000);
afterAll(() => council.close());

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * A server or a tick, which is killed as soon as so many more have got something; now and then while it still makes ready.
 * A rung outlasts the kills, mostly: one that has nothing left to send is killed after a while.
 */
async function killSometime(): Promise<void> {
  const running: Running = random() < 0.5 ? await council.startCli('tick') : await council.launch('on');
  const started = performance.now();
  let hasEnded = false;
  void running.ended.then(() => (hasEnded = true));
  const before = sum(crowd.counts());
  const isEarly = random() < 0.25;
  const milliseconds = isEarly ? random() * 2500 : 15_000;
  const messages = 1 + Math.floor(random() * 12);
  await until(
    'it is time to kill',
    () => hasEnded || performance.now() - started > milliseconds || sum(crowd.counts()) - before >= messages,
  );
  await running.kill();
}

/** Whose message a kill left in somebody's hands; those of an earlier kill are told by their claims. */
async function leftClaimed(known: Set<string>): Promise<string[]> {
  const rows = await crowd.deliveries();
  const fresh = rows.filter(({ state, claimId }) => state === 'claimed' && !known.has(claimId ?? ''));
  for (const { claimId = '' } of fresh) known.add(claimId);
  return fresh.map(({ key }) => key);
}

/** Kills so often in the middle of a rung, then lets it end; resolves with the keys that were in flight at a kill. */
async function throughKills(kind: SectionKind, kills: number): Promise<Set<string>> {
  const inFlight = new Set<string>();
  const claims = new Set<string>();
  let now = crowd.rungAt(kind);
  for (let kill = 0; kill < kills; kill += 1) {
    await council.setClock(now);
    await killSometime();
    const left = await leftClaimed(claims);
    expect(left.length).toBeLessThanOrEqual(sendsAtOnce);
    for (const key of left) inFlight.add(key);
    // Past the lease.
    now = after(now, 150);
  }
  expect(inFlight.size).toBeGreaterThan(0);
  do {
    await council.tick(now);
    now = after(now, 150);
  } while ((await crowd.deliveries()).some(isOpen));
  return inFlight;
}

describe(`a process that is killed at random moments while it writes to ${size} people (seed ${seed})`, () => {
  const rungs: { kind: SectionKind; kills: number }[] = [
    { kind: 'request', kills: 18 },
    { kind: 'reminder', kills: 12 },
  ];
  it.each(rungs)(
    'has each $kind arrive all the same after $kills kills, and none twice but requests that were in flight',
    async ({ kind, kills }) => {
      const before = crowd.counts();
      const inFlight = await throughKills(kind, kills);
      const rows = (await crowd.deliveries()).filter(({ sections }) =>
        sections.some((section) => section.kind === kind),
      );
      expect(rows).toHaveLength(size);
      expect(disagreements(crowd, rows, before)).toEqual([]);

      const seen = crowd.counts().map((count, n) => count - (before[n] ?? 0));
      const unknown = rows.filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 'unknown'));
      expect(unknown.map(({ key }) => key).filter((key) => !inFlight.has(key))).toEqual([]);
      if (kind === 'request') {
        expect(seen.filter((count) => count === 0)).toEqual([]);
        expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
      } else {
        expect(seen.filter((count) => count > 1)).toEqual([]);
        expect(rows.filter(({ state }) => state !== 'sent' && state !== 'unknown')).toEqual([]);
      }
    },
    600_000,
  );
});
