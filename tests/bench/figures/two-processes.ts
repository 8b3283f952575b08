import type { Figure } from '../figure.ts';
import { openHall } from '../sending/hall.ts';

const people = 2000;

export const twoProcesses: Figure = {
  name: 'two-processes',
  measures: 'Messages a second of two processes on one store, where Teams answers after 250 ms',
  against: 'one process',
  async measure() {
    const hall = await openHall(people, { limits: 'off', latencyMs: 250 });
    try {
      await hall.send(300, { sendRate: 'off' });
      const one = await hall.send(people, { sendRate: 'off' });
      const two = await hall.send(people, { sendRate: 'off' }, 2);
      const seen = Object.values(two.report.seenBy);
      return [
        {
          case: `${people.toLocaleString('en-GB')} people`,
          unit: 'messages/s',
          measured: (people / two.milliseconds) * 1000,
          baseline: (people / one.milliseconds) * 1000,
          reach: { atLeast: 1.8 },
          beside: { ...two.states, twice: seen.filter((count) => count > 1).length },
        },
      ];
    } finally {
      await hall.close();
    }
  },
};
