/** A turn that was granted, and when its request left: absent while that is not known, or where it never left. */
export interface Departure {
  grantedAt: number;
  leftAt?: number;
}

const second = 1000;
/**
 * In shares of the time between two turns. The server sees requests closer together than they left, so there is most
 * of a turn to spare; and what was missed is made up for bit by bit, not at once.
 */
const margin = 0.8;
const closest = 0.7;
/** No departure before this matters to a turn that is granted now. */
const memory = 2 * second;

/** Those that still matter at a time. Times are milliseconds of the epoch. */
export function recentDepartures(departures: readonly Departure[], now: number): Departure[] {
  return departures.filter(({ grantedAt, leftAt }) => (leftAt ?? grantedAt) > now - memory);
}

/**
 * From when on one more turn may be granted, by those that were granted here: `rate` in any second, and one more than
 * that as they really left. A process that is held up grants in time, and then sends late, all at once; so a request
 * that took longer to leave than they usually do counts as if its turn had been granted later.
 */
export function freeFrom(departures: readonly Departure[], rate: number): number {
  const granted = departures.map(({ grantedAt }) => grantedAt);
  const usual = Math.min(
    ...departures.flatMap(({ grantedAt, leftAt }) => (leftAt === undefined ? [] : [leftAt - grantedAt])),
  );
  const left = departures.map(({ grantedAt, leftAt }) => (leftAt === undefined ? grantedAt : leftAt - usual));
  const even = second / rate;
  return Math.max(
    afterTheLast(1, granted, closest * even),
    afterTheLast(rate, granted, second),
    afterTheLast(rate + 1, left, second + margin * even),
  );
}

/** From when on fewer than so many lie within a window. */
function afterTheLast(most: number, times: readonly number[], window: number): number {
  const oldest = times.toSorted((a, b) => a - b).at(-most);
  return oldest === undefined ? 0 : oldest + window;
}
