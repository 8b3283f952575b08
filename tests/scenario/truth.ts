import type { Delivery } from '../../src/outbox/ledger.ts';
import { unfinished } from '../../src/outbox/ledger.ts';
import type { SeenRequest } from '../fakes/teams-server.ts';
import { emailOf, type MetCrowd } from './met-crowd.ts';

/** How often a message can have arrived, by its attempts: each that was answered once, each in doubt perhaps. */
export function arrivals({ attempts }: Delivery): { least: number; most: number } {
  const least = attempts.filter(({ outcome }) => outcome === 'sent').length;
  return { least, most: least + attempts.filter(({ outcome }) => outcome === 'unknown').length };
}

/** Whether somebody will try again, or is trying now. */
export function isOpen({ state, notBefore }: Delivery): boolean {
  return unfinished.includes(state) || (state === 'unknown' && notBefore !== undefined);
}

/**
 * Where the ledger and what Teams saw do not agree, in words; empty where they do. `before`: how many messages each had
 * seen before those that the rows are about.
 */
export function disagreements(
  crowd: MetCrowd,
  rows: readonly Delivery[],
  before: readonly number[] = [],
): string[] {
  const counts = crowd.counts();
  return crowd.people.flatMap(({ email }, n) => {
    const own = rows.filter((row) => emailOf(row) === email);
    const seen = (counts[n] ?? 0) - (before[n] ?? 0);
    const least = own.reduce((sum, row) => sum + arrivals(row).least, 0);
    const most = own.reduce((sum, row) => sum + arrivals(row).most, 0);
    if (own.length > 0 && least <= seen && seen <= most) return [];
    const tried = own.map(
      ({ state, attempts }) => `${state} (${attempts.map(({ outcome }) => outcome).join()})`,
    );
    return [`${email} saw ${seen}; the ledger says ${tried.join(', ') || 'nothing'}`];
  });
}

/** Times, in seconds from the first, at which requests came. */
export function secondsOf(requests: readonly SeenRequest[]): number[] {
  const start = requests[0]?.at ?? 0;
  return requests.map(({ at }) => (at - start) / 1000);
}
