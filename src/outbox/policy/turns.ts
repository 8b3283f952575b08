/** A tenant's line of turns to make a request. Times are milliseconds of the epoch. */
export interface Line {
  /** When the next turn is free. */
  freeAt: number;
  /** When the last pause ended, or will: from there on the rate recovers, until `recoversUntil`. */
  recoversFrom?: number;
  recoversUntil?: number;
}

/** After a pause the rate begins at a quarter, and is whole again after some times the pause, within bounds. */
const recovery = { times: 5, atLeast: 2000, atMost: 30_000 };
const firstShare = 0.25;

/**
 * The times in a line are a machine's own. One whose clock was ahead must not hold up the others until their clocks get
 * there, so nothing is believed that lies farther ahead than the longest pause and the turns of many processes.
 */
const farthest = { milliseconds: 30_000, turns: 128 };

/** Timers wake a little late: turns are spaced over a little more than a second, so that none slips into the next. */
const second = 1002;

/** Takes the next turns of a line, none before `now`, `rate` a second or slower while it recovers. */
export function takeTurns(
  line: Line | undefined,
  { turns, rate, now }: { turns: number; rate: number; now: number },
): { at: number[]; line: Line } {
  const at: number[] = [];
  const latest = now + farthest.milliseconds + (farthest.turns * second) / (rate * firstShare);
  let next = Math.min(Math.max(line?.freeAt ?? now, now), latest);
  for (let turn = 0; turn < turns; turn += 1) {
    at.push(next);
    next += second / (rate * shareOf(line, next));
  }
  return { at, line: { ...line, freeAt: next } };
}

/** Nobody's turn comes before `until`, but for those that are taken already; then the rate recovers. */
export function pausedUntil(line: Line | undefined, { now, until }: { now: number; until: number }): Line {
  const pause = Math.max(0, until - now);
  const recovering = Math.min(Math.max(pause * recovery.times, recovery.atLeast), recovery.atMost);
  return {
    freeAt: Math.max(line?.freeAt ?? 0, until),
    recoversFrom: Math.max(line?.recoversFrom ?? 0, until),
    recoversUntil: Math.max(line?.recoversUntil ?? 0, until + recovering),
  };
}

/** How much of the whole rate there is at a time: it grows evenly from a quarter. */
function shareOf(line: Line | undefined, at: number): number {
  const { recoversFrom: from, recoversUntil: until } = line ?? {};
  if (from === undefined || until === undefined || until <= from) return 1;
  const recovered = Math.max(0, at - from) / (until - from);
  return Math.min(1, firstShare + (1 - firstShare) * recovered);
}
