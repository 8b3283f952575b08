import type { FaultKind } from './teams-faults.ts';
import type { RequestKind, Seen, SeenRequest } from './teams-model.ts';

/** What was asked of the fake since it started, or since it was last told to forget, in numbers. */
export interface TeamsReport {
  requests: number;
  byKind: Partial<Record<RequestKind, number>>;
  /** Answers by status; those that were never given are under `none`. */
  byStatus: Record<string, number>;
  /** Requests answered 429. */
  throttled: number;
  faults: Partial<Record<FaultKind, number>>;
  /** The most requests that came within any second, refused ones among them. */
  busiestSecond: number;
  /** Milliseconds of the server's clock. Absent where nothing came. */
  firstAt?: number;
  lastAt?: number;
  /** New messages that somebody saw: how many each person, by AAD object id. Who saw none is not in it. */
  seenBy: Record<string, number>;
}

export interface Tally {
  arrived(request: SeenRequest): void;
  /** The request's outcome is known, and `seen` is what somebody saw because of it. */
  done(request: SeenRequest, seen: Seen | undefined): void;
  report(): TeamsReport;
}

export function createTally(): Tally {
  const byKind: TeamsReport['byKind'] = {};
  const byStatus: TeamsReport['byStatus'] = {};
  const faults: TeamsReport['faults'] = {};
  const seenBy: TeamsReport['seenBy'] = {};
  const lastSecond: number[] = [];
  let requests = 0;
  let busiestSecond = 0;
  let firstAt: number | undefined;
  let lastAt: number | undefined;
  return {
    arrived({ at, kind }) {
      requests += 1;
      firstAt ??= at;
      lastAt = at;
      addOne(byKind, kind);
      lastSecond.push(at);
      while ((lastSecond[0] ?? at) <= at - 1000) lastSecond.shift();
      busiestSecond = Math.max(busiestSecond, lastSecond.length);
    },
    done({ status, fault }, seen) {
      addOne(byStatus, String(status ?? 'none'));
      if (fault !== undefined) addOne(faults, fault);
      if (seen?.kind === 'message') for (const person of seen.by) addOne(seenBy, person);
    },
    report: () => ({
      requests,
      byKind: { ...byKind },
      byStatus: { ...byStatus },
      throttled: byStatus['429'] ?? 0,
      faults: { ...faults },
      busiestSecond,
      ...(firstAt === undefined ? {} : { firstAt }),
      ...(lastAt === undefined ? {} : { lastAt }),
      seenBy: { ...seenBy },
    }),
  };
}

function addOne<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
