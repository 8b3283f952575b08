import { startEmbeddedAzurite } from '../../../src/local/embedded-azurite.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure, Measurement } from '../figure.ts';
import { median, percentile } from '../statistics.ts';
import { startCardSink } from '../turn/card-sink.ts';
import { isCard, isReceipt, run } from '../turn/run.ts';
import { bareSide, ourSide, type Side } from '../turn/sides.ts';

const registerSize = 53;
/** The programmes of one run: enough that twenty at once are twenty different people. */
const programmesOfRun = 4;
const rounds = 4;

export const turn: Figure = {
  name: 'turn',
  measures:
    'Submitting an update over HTTP, from the invoke to the receipt: a fresh tenant a run, every request answered once',
  against:
    'a bare botbuilder bot that reads two entities at once, writes a transaction of three, and answers with a card made beforehand',
  async measure() {
    const directory = await mkdtemp(join(tmpdir(), 'bench-turn-'));
    const azurite = await startEmbeddedAzurite({ directory, inMemory: true });
    const sink = await startCardSink();
    const ours = await ourSide(azurite.connectionString, sink.serviceUrl);
    const bare = await bareSide(azurite.connectionString, ours);
    try {
      return await measured({ ours, bare, serviceUrl: sink.serviceUrl });
    } finally {
      await Promise.all([ours.bot.stop(), bare.bot.stop()]);
      sink.close();
      await azurite.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

interface Sides {
  ours: Side;
  bare: Side;
  serviceUrl: string;
}

async function measured(sides: Sides): Promise<Measurement[]> {
  await warmUp(sides);
  const beside = await roundTrips(sides);
  const lines: Measurement[] = [];
  for (const atOnce of [1, 20]) {
    const times: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
    for (let round = 0; round < rounds; round += 1) {
      times.ours.push(...(await ourRun(sides, atOnce)));
      times.bare.push(...(await bareRun(sides, atOnce)));
    }
    for (const [share, atMost] of [
      [0.5, 1.5],
      [0.99, 2],
    ] as const) {
      lines.push({
        case: `${atOnce} at once, p${share * 100}`,
        unit: 'ms',
        measured: percentile(times.ours, share),
        baseline: percentile(times.bare, share),
        reach: { atMost },
        beside: { ...beside, turns: times.ours.length },
      });
    }
  }
  return [...lines, ...(await growth(sides))];
}

/** Until the code is compiled and the connections stand; the bare bot then answers with a card as large as ours. */
async function warmUp(sides: Sides): Promise<void> {
  const { ours, bare, serviceUrl } = sides;
  const bodies: string[] = [];
  for (const atOnce of [1, 20]) {
    await run(ours, await ours.prepare(4, registerSize), serviceUrl, atOnce, (answer, submission) => {
      isReceipt(answer, submission);
      bodies.push(answer.body);
    });
    const size = median(bodies.map(({ length }) => length));
    const typical = bodies.find(({ length }) => length === size) ?? '';
    await bare.bot.ask('answerWith', (JSON.parse(typical) as { value: object }).value);
    await bareRun(sides, atOnce);
  }
}

async function ourRun({ ours, serviceUrl }: Sides, atOnce: number): Promise<number[]> {
  const submissions = await ours.prepare(programmesOfRun, registerSize);
  const times = await run(ours, submissions, serviceUrl, atOnce, isReceipt);
  await ours.bot.ask('settled');
  return times;
}

async function bareRun({ bare, serviceUrl }: Sides, atOnce: number): Promise<number[]> {
  const submissions = await bare.prepare(programmesOfRun, registerSize);
  return run(bare, submissions, serviceUrl, atOnce, isCard);
}

/** Storage round trips of one turn: those that the answer waits for, and all with what goes on behind it. */
async function roundTrips({ ours, serviceUrl }: Sides): Promise<Record<string, number | string>> {
  const [first, next] = await ours.prepare(1, registerSize);
  if (!first || !next) throw new Error('There is nothing to submit.');
  await run(ours, [first], serviceUrl, 1, isReceipt);
  await ours.bot.ask('counts');
  await run(ours, [next], serviceUrl, 1, isReceipt);
  const { answered, inAll } = await ours.bot.ask<{ answered: number; inAll: number }>('counts');
  return { 'round trips for the answer': answered, 'round trips with the redraw': inAll };
}

/** What a turn costs in a larger cycle, and in a tenant of many programmes. */
async function growth(sides: Sides): Promise<Measurement[]> {
  const baseline = await medianTurn(sides, registerSize, 1);
  const large = await medianTurn(sides, 500, 1);
  const many = await medianTurn(sides, registerSize, 500);
  const unit = 'ms';
  return [
    { case: 'a cycle of 500 actions beside one of 53, 1 at once, p50', unit, measured: large, baseline },
    { case: 'a tenant of 500 programmes beside one, 1 at once, p50', unit, measured: many, baseline },
  ];
}

async function medianTurn({ ours, serviceUrl }: Sides, actions: number, inTenant: number): Promise<number> {
  const submissions = await ours.prepare(2, actions, inTenant - 2);
  const times = await run(ours, submissions.slice(0, 2 * registerSize), serviceUrl, 1, isReceipt);
  await ours.bot.ask('settled');
  return median(times);
}
