import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Behaviour } from '../fakes/faulty-proxy.ts';
import { after } from './after.ts';
import { startCouncil, type Council } from './council.ts';
import { emailOf, meetCrowd, type MetCrowd } from './met-crowd.ts';
import { disagreements, isOpen } from './truth.ts';
import { until } from './until.ts';

const size = 100;

let council: Council;
let crowd: MetCrowd;

beforeEach(async () => {
  council = await startCouncil({
    ...{ limits: 'off', latencyMs: 300, storage: 'faulty', environment: { SEND_RATE: 'off' } },
  });
  crowd = await meetCrowd(council, { size });
}, 120_000);
afterEach(() => council.close());

function arrived(): number {
  return crowd.counts().reduce((total, count) => total + count, 0);
}

/** Ticks until nothing is to be tried any more, as the scheduler of another instance would. */
async function untilOver(kind: 'request' | 'reminder'): Promise<void> {
  let now = after(crowd.rungAt(kind), 180);
  do {
    await council.tick(now);
    now = after(now, 180);
  } while ((await crowd.deliveries()).some(isOpen));
}

/** Everybody has it, and twice only those of whom the ledger says that nobody knew. */
async function expectNothingLost(): Promise<void> {
  const rows = await crowd.deliveries();
  expect(disagreements(crowd, rows)).toEqual([]);
  expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
  expect(crowd.counts().filter((count) => count === 0)).toEqual([]);
  const unknown = rows.filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 'unknown'));
  const inDoubt = new Set(unknown.map(emailOf));
  const twice = crowd.people.filter((_, n) => (crowd.counts()[n] ?? 0) > 1).map(({ email }) => email);
  expect(twice.filter((email) => !inDoubt.has(email))).toEqual([]);
}

describe('storage, while messages are sent,', () => {
  it('that is stopped and started again is waited for by whoever is sending, and nothing is lost', async () => {
    await council.setClock(crowd.rungAt('request'));
    const server = await council.serve('on');
    await until('some have it', () => arrived() >= 10, 60);
    await council.storage.down();
    const failed = await council.cli('tick', '--json');
    expect(failed.code).toBe(2);
    await council.storage.up();
    // Nobody starts anything: the server that lived through it sends the rest when its scheduler next ticks.
    await council.setClock(after(crowd.rungAt('request'), 180));
    await until('everybody has it', () => crowd.counts().every((count) => count > 0), 150);
    await server.stop();
    await untilOver('request');
    await expectNothingLost();
  }, 300_000);

  it('that takes up to half a second for each call makes it slow, and nothing else', async () => {
    council.storage.behave({ kind: 'slow', milliseconds: 200, atMost: 500 });
    expect(await council.tick(crowd.rungAt('request'))).toMatchObject({
      planned: size,
      retrying: 0,
      unknown: 0,
    });
    expect(crowd.counts()).toEqual(crowd.people.map(() => 1));
    await expectNothingLost();
  }, 200_000);

  const faults: [string, Behaviour][] = [
    ['refuses', { kind: 'refuses' }],
    ['loses every answer', { kind: 'loses-answers' }],
  ];
  it.each(faults)(
    'that %s just when messages are sent has none of them lost, or sent twice',
    async (_, fault) => {
      await council.tick(crowd.rungAt('request'));
      const tick = await council.startCli('tick', '--now', crowd.rungAt('reminder'));
      await until('some have it', () => arrived() >= size + 10, 60);
      council.storage.behave(fault);
      const since = performance.now();
      await until('it has lasted', () => performance.now() - since > 5000);
      council.storage.behave({ kind: 'well' });
      await tick.ended;
      await untilOver('reminder');
      const rows = await crowd.deliveries();
      expect(rows.filter(({ state, attempts }) => state !== 'sent' || attempts.length > 1)).toEqual([]);
      expect(disagreements(crowd, rows)).toEqual([]);
      expect(crowd.counts()).toEqual(crowd.people.map(() => 2));
    },
    200_000,
  );
});
