import type { Figure, Measurement } from '../figure.ts';
import { openHall, type Hall } from '../sending/hall.ts';

const sizes = [1000, 3000, 10_000];
/** Requests to an app in a tenant, in a second: the published limit. */
const limit = 50;

export const sendingPaced: Figure = {
  name: 'sending-paced',
  measures: 'Sending a request to each of so many people of one tenant, from the first request to the last',
  against: 'the published limit itself: one request a person, 50 a second',
  async measure() {
    const hall = await openHall(Math.max(...sizes), { limits: 'published' });
    try {
      const lines: Measurement[][] = [];
      for (const size of sizes) lines.push(await paced(hall, size));
      return lines.flat();
    } finally {
      await hall.close();
    }
  },
};

async function paced(hall: Hall, size: number): Promise<Measurement[]> {
  const { report, states } = await hall.send(size, { sendRate: 48 });
  const { firstAt = 0, lastAt = 0, requests, throttled, busiestSecond, seenBy } = report;
  const people = `${size.toLocaleString('en-GB')} people`;
  const seen = Object.values(seenBy);
  return [
    {
      case: people,
      unit: 's',
      measured: (lastAt - firstAt) / 1000,
      baseline: size / limit,
      reach: { atMost: 1.05 },
      beside: { requests, throttled, busiestSecond, ...states },
    },
    {
      case: `${people}, requests a message`,
      unit: 'requests',
      measured: requests,
      baseline: size,
      reach: { atMost: 1.02 },
      beside: { reached: seen.length, twice: seen.filter((count) => count > 1).length },
    },
  ];
}
