import { foldText } from './fold-text.ts';
import type { Priority } from './register.ts';

/** What a ref is made from. */
export interface Placed {
  priority: Priority;
  aim?: string;
}

/**
 * Gives out refs for actions that print none: `P1-A2-03` is the third action of the second aim of priority 1, and
 * `P1-03` the third action of priority 1 without an aim. Whatever was ever in use (`taken`: live, retired and
 * printed refs, with their place) is stepped over, and the numbers go on from the highest.
 */
export function refGiver(taken: readonly (Placed & { ref: string })[]): (place: Placed) => string {
  const aims = new Map<string, number>();
  const highestAim = new Map<number, number>();
  const highest = new Map<string, number>();

  for (const { ref, priority, aim } of taken) {
    const match = /^P(\d+)(?:-A(\d+))?-(\d+)$/i.exec(ref);
    if (!match) continue;
    const [, priorityNumber, aimNumber, number] = match.map(Number);
    const prefix = aimNumber ? `P${priorityNumber ?? 0}-A${aimNumber}` : `P${priorityNumber ?? 0}`;
    raise(highest, prefix, number ?? 0);
    if (!aimNumber) continue;
    raise(highestAim, priorityNumber ?? 0, aimNumber);
    if (aim !== undefined && priorityNumber === priority.number && !aims.has(aimKey(priority, aim))) {
      aims.set(aimKey(priority, aim), aimNumber);
    }
  }

  return ({ priority, aim }) => {
    const prefix = `P${priority.number}${aim === undefined ? '' : `-A${aimNumberOf(priority, aim)}`}`;
    const number = raise(highest, prefix, (highest.get(prefix) ?? 0) + 1);
    return `${prefix}-${String(number).padStart(2, '0')}`;
  };

  function aimNumberOf(priority: Priority, aim: string): number {
    const key = aimKey(priority, aim);
    const known = aims.get(key);
    if (known !== undefined) return known;
    const number = raise(highestAim, priority.number, (highestAim.get(priority.number) ?? 0) + 1);
    aims.set(key, number);
    return number;
  }
}

function aimKey(priority: Priority, aim: string): string {
  return `${priority.number}\n${foldText(aim)}`;
}

function raise<K>(numbers: Map<K, number>, key: K, to: number): number {
  const raised = Math.max(numbers.get(key) ?? 0, to);
  numbers.set(key, raised);
  return raised;
}
