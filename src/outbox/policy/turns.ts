/** A tenant's line of turns to make a request. Times are milliseconds of the epoch. */
export interface Line {
  /** When the next turn is free. */
  freeAt: number;
  /** When the last pause ended, or will: from there on the rate recovers. */
  recoversFrom?: number;
}

/** After a pause the rate begins at a quarter, and is whole again after so many milliseconds. */
const recovery = 30_000;
const firstShare = 0.25;

/** Timers wake a little late: turns are spaced over a little more than a second, so that none slips into the next. */
const second = 1002;

/** Takes the next turns of a line, none before `now`, `rate` a second or slower while it recovers. */
export function takeTurns(
  line: Line | undefined,
  { turns, rate, now }: { turns: number; rate: number; now: number },
): { at: number[]; line: Line } {
  const at: number[] = [];
  let next = Math.max(line?.freeAt ?? now, now);
  for (let turn = 0; turn < turns; turn += 1) {
    at.push(next);
    next += second / (rate * shareOf(line?.recoversFrom, next));
  }
  return { at, line: { ...line, freeAt: next } };
}

/** Nobody's turn comes before `until`, but for those that are taken already; then the rate recovers. */
export function pausedUntil(line: Line | undefined, until: number): Line {
  return {
    freeAt: Math.max(line?.freeAt ?? 0, until),
    recoversFrom: Math.max(line?.recoversFrom ?? 0, until),
  };
}

/** How much of the whole rate there is at a time: it grows evenly from a quarter. */
function shareOf(recoversFrom: number | undefined, at: number): number {
  if (recoversFrom === undefined) return 1;
  const recovered = Math.max(0, at - recoversFrom) / recovery;
  return Math.min(1, firstShare + (1 - firstShare) * recovered);
}
