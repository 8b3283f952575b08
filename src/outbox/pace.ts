import { freeFrom, recentDepartures, type Departure } from './policy/departures.ts';
import type { Pace, PaceStore, TurnToSend } from './ports.ts';
import { realTimer, type Timer } from './timer.ts';

const second = 1000;

/** Turns reserved in one go: few round trips while much is sent, and little held back from other processes. */
const turnsAtOnce = 8;
/** A turn that was not used for so long is given up: used now, it would come on top of others' turns. */
const longestLate = 500;

/**
 * Whoever waits for a turn holds a claim, so no pause may come near the end of its lease. The message that was refused
 * waits as long as it was told: that is in the ledger.
 */
const longestPauseSeconds = 20;

interface Waiting {
  resolve: (departure: Departure) => void;
  reject: (error: unknown) => void;
}

interface Line {
  waiting: Waiting[];
  /** Turns that are reserved and not used yet. */
  reserved: number[];
  /** A reservation that is under way, so that the line does not run dry. */
  reserving: Promise<void> | undefined;
  /** The last turns that were granted here. */
  departures: Departure[];
  pausedUntil: number;
  isServed: boolean;
}

/**
 * At most `rate` turns a tenant in any rolling second, over all processes on one store: turns are reserved from the
 * tenant's line, evenly spaced. After a 429 none comes until it is over, and then more and more. One tenant's pause
 * never holds up another.
 */
export function createPace(rate: number | 'off', store: PaceStore, timer: Timer = realTimer): Pace {
  const lines = new Map<string, Line>();

  function lineOf(tenantId: string): Line {
    const known = lines.get(tenantId);
    if (known) return known;
    const line: Line = {
      waiting: [],
      reserved: [],
      reserving: undefined,
      departures: [],
      pausedUntil: 0,
      isServed: false,
    };
    lines.set(tenantId, line);
    return line;
  }

  /** Serves whoever waits until nobody does. Where the store fails, all who wait are told. */
  async function serve(tenantId: string, line: Line): Promise<void> {
    line.isServed = true;
    try {
      while (line.waiting.length > 0) await serveNext(tenantId, line);
    } catch (error) {
      for (const { reject } of line.waiting.splice(0)) reject(error);
    } finally {
      line.isServed = false;
    }
  }

  async function serveNext(tenantId: string, line: Line): Promise<void> {
    if (line.pausedUntil > timer.now()) {
      // What was reserved before the pause is given up: used after it, it would come on top of others' turns.
      line.reserved = [];
      return until(line.pausedUntil);
    }
    line.reserved = line.reserved.filter((at) => at > timer.now() - longestLate);
    if (line.reserved.length <= turnsAtOnce / 2 && line.reserved.length < line.waiting.length) {
      line.reserving ??= reserve(tenantId, line);
    }
    const [next] = line.reserved;
    if (next === undefined) return line.reserving;
    const at = Math.max(next, freeHere(line));
    // After the wait all is looked at again: a pause may have come, or a request may have left late.
    if (at > timer.now()) return until(at);
    line.reserved.shift();
    const departure: Departure = { grantedAt: timer.now() };
    if (rate !== 'off') line.departures.push(departure);
    line.waiting.shift()?.resolve(departure);
  }

  function reserve(tenantId: string, line: Line): Promise<void> {
    const turns = Math.min(line.waiting.length - line.reserved.length, turnsAtOnce);
    const asked = timer.now();
    const reserved =
      rate === 'off'
        ? Promise.resolve(Array.from({ length: turns }, () => asked))
        : store.reserve(tenantId, { turns, rate, now: asked });
    const added = reserved.then(
      (times) => {
        line.reserving = undefined;
        // Reserved before a 429 that came meanwhile: given up like those in hand.
        if (line.pausedUntil <= asked) line.reserved.push(...times);
      },
      (error: unknown) => {
        line.reserving = undefined;
        throw error;
      },
    );
    // Whoever needs it waits for it; where nobody does any more, its failure is nobody's.
    added.catch(() => undefined);
    return added;
  }

  /** A process that was held up uses its turns late, all at once; the next ones must not follow on their heels. */
  function freeHere(line: Line): number {
    if (rate === 'off') return 0;
    line.departures = recentDepartures(line.departures, timer.now());
    return freeFrom(line.departures, rate);
  }

  async function until(at: number): Promise<void> {
    for (let wait = at - timer.now(); wait > 0; wait = at - timer.now()) await timer.sleep(Math.ceil(wait));
  }

  function turn(tenantId: string, signal?: AbortSignal): Promise<TurnToSend> {
    const line = lineOf(tenantId);
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const leave = () => {
        line.waiting = line.waiting.filter((one) => one !== waiting);
        reject(signal?.reason as Error);
      };
      const granted = (departure: Departure) => {
        signal?.removeEventListener('abort', leave);
        resolve({
          leaves: () => void (departure.leftAt = timer.now()),
          next: () => turn(tenantId, signal),
        });
      };
      const waiting = { resolve: granted, reject };
      line.waiting.push(waiting);
      signal?.addEventListener('abort', leave);
      if (!line.isServed) void serve(tenantId, line);
    });
  }

  return {
    turn,
    pausedFor(tenantId) {
      return Math.max(0, lineOf(tenantId).pausedUntil - timer.now()) / second;
    },
    async backOff(tenantId, seconds) {
      const now = timer.now();
      const over = now + Math.min(seconds, longestPauseSeconds) * second;
      const line = lineOf(tenantId);
      line.pausedUntil = Math.max(line.pausedUntil, over);
      if (rate !== 'off') await store.pause(tenantId, { now, until: over });
    },
  };
}
