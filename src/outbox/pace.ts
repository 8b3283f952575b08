import type { Pace } from './ports.ts';

/** What pacing needs of real time: the rate is a matter of the wire, not of the programme's calendar. */
export interface Timer {
  /** Milliseconds that only ever go up. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const realTimer: Timer = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

const second = 1000;

/**
 * At most `rate` turns a tenant in any rolling second, whoever asks; and none while a 429 is being waited out. One
 * tenant's pause never holds up another.
 */
export function createPace(rate: number | 'off', timer: Timer = realTimer): Pace {
  const tenants = new Map<string, { granted: number[]; pausedUntil: number; queue: Promise<void> }>();
  const tenantOf = (id: string) => {
    const known = tenants.get(id);
    if (known) return known;
    const fresh = { granted: [], pausedUntil: 0, queue: Promise.resolve() };
    tenants.set(id, fresh);
    return fresh;
  };
  return {
    turn(tenantId) {
      const tenant = tenantOf(tenantId);
      const granted = tenant.queue.then(async () => {
        for (;;) {
          const now = timer.now();
          tenant.granted = tenant.granted.filter((at) => at > now - second);
          const oldest = tenant.granted[0];
          const full = rate !== 'off' && tenant.granted.length >= rate && oldest !== undefined;
          const free = Math.max(tenant.pausedUntil, full ? oldest + second : 0);
          if (free <= now) break;
          await timer.sleep(Math.ceil(free - now));
        }
        if (rate !== 'off') tenant.granted.push(timer.now());
      });
      tenant.queue = granted;
      return granted;
    },
    backOff(tenantId, seconds) {
      const tenant = tenantOf(tenantId);
      tenant.pausedUntil = Math.max(tenant.pausedUntil, timer.now() + seconds * second);
    },
  };
}
