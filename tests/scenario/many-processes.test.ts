import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SectionKind } from '../../src/cycle/message.ts';
import { startCouncil, type Council } from './council.ts';
import { meetCrowd, type MetCrowd } from './met-crowd.ts';
import { disagreements, isOpen } from './truth.ts';
import { until } from './until.ts';

const size = 500;

let council: Council;
let crowd: MetCrowd;

beforeAll(async () => {
  council = await startCouncil({
    ...{ limits: 'off', keep: 'counts', latencyMs: 30, environment: { SEND_RATE: 'off' } },
  });
  crowd = await meetCrowd(council, { size });
}, 120_000);
afterAll(() => council.close());

describe('several servers on one store, each with its own scheduler', () => {
  const rungs: { kind: SectionKind; servers: number }[] = [
    { kind: 'request', servers: 2 },
    { kind: 'reminder', servers: 4 },
  ];
  it.each(rungs)(
    'send the $kind to everybody and to nobody twice, when there are $servers',
    async ({ kind, servers }) => {
      const before = crowd.counts();
      await council.setClock(crowd.rungAt(kind));
      const running = await Promise.all(Array.from({ length: servers }, () => council.serve('on')));
      const rows = async () =>
        (await crowd.deliveries()).filter(({ sections }) => sections.some((one) => one.kind === kind));
      await until(
        'everybody has theirs',
        async () => {
          const own = await rows();
          return own.length === size && !own.some(isOpen);
        },
        150,
      );
      await Promise.all(running.map((server) => server.stop()));

      const counts = crowd.counts().map((count, n) => count - (before[n] ?? 0));
      expect(counts).toEqual(crowd.people.map(() => 1));
      const ended = await rows();
      expect(ended.filter(({ state, attempts }) => state !== 'sent' || attempts.length > 1)).toEqual([]);
      expect(disagreements(crowd, ended, before)).toEqual([]);
    },
    200_000,
  );
});
