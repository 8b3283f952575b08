/** The published limits for bots: so many requests in a window, for each conversation and for the tenant. */
const perConversation = [
  { most: 7, windowMs: 1_000 },
  { most: 8, windowMs: 2_000 },
  { most: 60, windowMs: 30_000 },
  { most: 1_800, windowMs: 3_600_000 },
];
const perTenant = [{ most: 50, windowMs: 1_000 }];

interface Window {
  most: number;
  windowMs: number;
}

export interface Limits {
  /** Seconds to wait where the request is one too many; undefined where it is let through, and counted. */
  refusal(conversationId: string | undefined, now: number): number | undefined;
}

/** Counted strictly: in no rolling window, wherever it begins, are more let through than the limit says. */
export function publishedLimits(): Limits {
  const conversations = new Map<string, number[]>();
  const tenant: number[] = [];
  return {
    refusal(conversationId, now) {
      const mine = conversationId === undefined ? undefined : (conversations.get(conversationId) ?? []);
      const wait = Math.max(longestWait(perTenant, tenant, now), longestWait(perConversation, mine, now));
      if (wait > 0) return Math.ceil(wait / 1000);
      note(tenant, now, perTenant);
      if (conversationId !== undefined && mine) {
        note(mine, now, perConversation);
        conversations.set(conversationId, mine);
      }
      return undefined;
    },
  };
}

/** Milliseconds until the oldest request that fills a window leaves it; 0 where all have room. */
function longestWait(windows: readonly Window[], times: readonly number[] = [], now: number): number {
  let longest = 0;
  for (const { most, windowMs } of windows) {
    const oldest = times[times.length - most];
    if (oldest !== undefined) longest = Math.max(longest, oldest + windowMs - now);
  }
  return longest;
}

/** No window looks further back than its own number of requests, so older ones are let go. */
function note(times: number[], now: number, windows: readonly Window[]): void {
  times.push(now);
  if (times.length > Math.max(...windows.map(({ most }) => most))) times.shift();
}
