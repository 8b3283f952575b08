import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Figure, Measurement } from '../figure.ts';
import { openHall, type Hall } from '../sending/hall.ts';
import { median } from '../statistics.ts';

const sizes = [
  { people: 1000, rounds: 3 },
  { people: 2000, rounds: 3 },
  { people: 10_000, rounds: 1 },
];

export const sendingFree: Figure = {
  name: 'sending-free',
  measures: 'Messages a second where nothing limits them: claim, look again, draw, send, settle',
  against:
    'a bare loop of the same concurrency that claims a row, sends a ready-made card, and settles the row',
  async measure() {
    const hall = await openHall(Math.max(...sizes.map(({ people }) => people)), { limits: 'off' });
    try {
      // Until Azurite's and the fake's code is compiled.
      await hall.sendBare(500);
      await hall.send(500, { sendRate: 'off' });
      const lines: Sending[] = [];
      for (const { people, rounds } of sizes) lines.push(await free(hall, people, rounds));
      const [first, last] = [lines[0]?.line, lines.at(-1)?.line];
      const kept = {
        case: 'the rate at 10,000 beside that at 1,000',
        unit: 'messages/s',
        measured: last?.measured ?? 0,
        baseline: first?.measured ?? 1,
        reach: { atLeast: 0.9 },
      };
      return [...lines.map(({ line }) => line), kept, await memory(lines.at(-1)?.peak ?? 0)];
    } finally {
      await hall.close();
    }
  },
};

interface Sending {
  line: Measurement;
  /** The most memory that our process held, in MiB. */
  peak: number;
}

async function free(hall: Hall, people: number, rounds: number): Promise<Sending> {
  const ours: number[] = [];
  const bare: number[] = [];
  let peak = 0;
  let states: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    const loop = await hall.sendBare(people);
    const sent = await hall.send(people, { sendRate: 'off' });
    states = sent.states;
    peak = Math.max(peak, sent.peak);
    bare.push((people / loop.milliseconds) * 1000);
    ours.push((people / sent.milliseconds) * 1000);
  }
  return {
    peak,
    line: {
      case: `${people.toLocaleString('en-GB')} people`,
      unit: 'messages/s',
      measured: median(ours),
      baseline: median(bare),
      reach: { atLeast: 0.9 },
      beside: states,
    },
  };
}

/** The process of a sending to 10,000, started as `npm start` does, beside one that has loaded the two SDKs. */
async function memory(peak: number): Promise<Measurement> {
  const loading = fork(fileURLToPath(new URL('../sending/bare-load.js', import.meta.url)), { execArgv: [] });
  const [loaded] = (await once(loading, 'message')) as [{ peak: number }];
  return {
    case: 'peak memory while sending to 10,000, above that of the two SDKs',
    unit: 'MiB',
    measured: peak - loaded.peak,
    baseline: allowedMemory,
    reach: { atMost: 1 },
    beside: { peak: Math.round(peak), sdks: Math.round(loaded.peak) },
  };
}

/** In MiB. */
const allowedMemory = 100;
