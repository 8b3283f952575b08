/** The published limits for bots: so many requests in a window, for each conversation and for the tenant. */
const perConversation = [
  { most: 7, windowMs: 1_000 },
  { most: 8, windowMs: 2_000 },
  { most: 60, windowMs: 30_000 },
  { most: 1_800, windowMs: 3_600_000 },
];
const perTenant = [{ most: 50, windowMs: 1_000 }];

export interface Limits {
  /** Seconds to wait where the request is one too many; undefined where it is let through, and counted. */
  refusal(conversationId: string | undefined, now: number): number | undefined;
}

export function publishedLimits(): Limits {
  const conversations = new Map<string, number[]>();
  const tenant: number[] = [];
  return {
    refusal(conversationId, now) {
      const mine = conversationId === undefined ? [] : (conversations.get(conversationId) ?? []);
      const waits = [...perConversation.map(waitIn(mine, now)), ...perTenant.map(waitIn(tenant, now))];
      const wait = Math.max(...waits);
      if (wait > 0) return Math.ceil(wait / 1000);
      tenant.push(now);
      if (conversationId !== undefined) conversations.set(conversationId, [...mine, now]);
      return undefined;
    },
  };
}

export const noLimits: Limits = { refusal: () => undefined };

/** Milliseconds until the oldest request that fills the window leaves it; 0 where there is room. */
function waitIn(times: readonly number[], now: number) {
  return ({ most, windowMs }: { most: number; windowMs: number }): number => {
    const oldest = times.at(-most);
    return oldest === undefined ? 0 : Math.max(0, oldest + windowMs - now);
  };
}
