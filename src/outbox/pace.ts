import type { Pace, PaceStore } from './ports.ts';

/** What pacing needs of real time: the rate is a matter of the wire, not of the programme's calendar. */
export interface Timer {
  /** Milliseconds of the epoch, that only ever go up. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const realTimer: Timer = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

const second = 1000;
/** Timers wake a little late: turns are spaced over a little more than a second, so that none slips into the next. */
const slack = 10;
/** Turns reserved in one go: few round trips while much is sent, and little held back from other processes. */
const turnsAtOnce = 8;

/**
 * Whoever waits for a turn holds a claim, so no pause may come near the end of its lease. The message that was refused
 * waits as long as it was told: that is in the ledger.
 */
const longestPauseSeconds = 20;

interface Waiting {
  resolve: () => void;
  reject: (error: unknown) => void;
}

interface Line {
  waiting: Waiting[];
  /** When turns were granted here, in the last second. */
  granted: number[];
  pausedUntil: number;
  isServed: boolean;
}

/**
 * At most `rate` turns a tenant in any rolling second, over all processes on one store: turns are reserved from the
 * tenant's line, evenly spaced. After a 429 none comes until it is over. One tenant's pause never holds up another.
 */
export function createPace(rate: number | 'off', store: PaceStore, timer: Timer = realTimer): Pace {
  const lines = new Map<string, Line>();

  function lineOf(tenantId: string): Line {
    const line = lines.get(tenantId) ?? { waiting: [], granted: [], pausedUntil: 0, isServed: false };
    lines.set(tenantId, line);
    return line;
  }

  /** Serves whoever waits, some at a time, until nobody does. Where the store fails, all who wait are told. */
  async function serve(tenantId: string, line: Line): Promise<void> {
    line.isServed = true;
    try {
      while (line.waiting.length > 0) await serveSome(tenantId, line);
    } catch (error) {
      for (const { reject } of line.waiting.splice(0)) reject(error);
    } finally {
      line.isServed = false;
    }
  }

  async function serveSome(tenantId: string, line: Line): Promise<void> {
    const turns = Math.min(line.waiting.length, turnsAtOnce);
    const first = await reserve(tenantId, turns);
    for (let turn = 0; turn < turns; turn += 1) {
      await until(Math.max(first + turn * intervalOf(rate), freeHere(line)));
      if (line.pausedUntil > timer.now()) {
        // What was reserved before the pause is given up: used after it, it would come on top of others' turns.
        await until(line.pausedUntil);
        return;
      }
      line.granted.push(timer.now());
      line.waiting.shift()?.resolve();
    }
  }

  async function reserve(tenantId: string, turns: number): Promise<number> {
    const now = timer.now();
    return rate === 'off' ? now : store.reserve(tenantId, { turns, interval: intervalOf(rate), now });
  }

  /** A process that was held up uses its turns late, all at once; the next ones must not follow on their heels. */
  function freeHere(line: Line): number {
    const now = timer.now();
    line.granted = line.granted.filter((at) => at > now - second);
    const oldest = line.granted[0];
    return rate !== 'off' && line.granted.length >= rate && oldest !== undefined ? oldest + second : 0;
  }

  async function until(at: number): Promise<void> {
    for (let wait = at - timer.now(); wait > 0; wait = at - timer.now()) await timer.sleep(Math.ceil(wait));
  }

  return {
    turn(tenantId) {
      const line = lineOf(tenantId);
      return new Promise((resolve, reject) => {
        line.waiting.push({ resolve, reject });
        if (!line.isServed) void serve(tenantId, line);
      });
    },
    async backOff(tenantId, seconds) {
      const over = timer.now() + Math.min(seconds, longestPauseSeconds) * second;
      const line = lineOf(tenantId);
      line.pausedUntil = Math.max(line.pausedUntil, over);
      if (rate !== 'off') await store.pause(tenantId, over);
    },
  };
}

function intervalOf(rate: number | 'off'): number {
  return rate === 'off' ? 0 : (second + slack) / rate;
}
