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
      const lines: Measurement[] = [];
      for (const { people, rounds } of sizes) lines.push(await free(hall, people, rounds));
      const [first, , last] = lines;
      const kept = {
        case: 'the rate at 10,000 beside that at 1,000',
        unit: 'messages/s',
        measured: last?.measured ?? 0,
        baseline: first?.measured ?? 1,
        reach: { atLeast: 0.9 },
      };
      return [...lines, kept];
    } finally {
      await hall.close();
    }
  },
};

async function free(hall: Hall, people: number, rounds: number): Promise<Measurement> {
  const ours: number[] = [];
  const bare: number[] = [];
  let states: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    const loop = await hall.sendBare(people);
    const sent = await hall.send(people, { sendRate: 'off' });
    states = sent.states;
    bare.push((people / loop.milliseconds) * 1000);
    ours.push((people / sent.milliseconds) * 1000);
  }
  return {
    case: `${people.toLocaleString('en-GB')} people`,
    unit: 'messages/s',
    measured: median(ours),
    baseline: median(bare),
    reach: { atLeast: 0.9 },
    beside: states,
  };
}
