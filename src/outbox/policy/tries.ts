import type { Attempt, Delivery, DeliveryState } from '../ledger.ts';

/** Whether an attempt was one: what an operator asked for or stopped is kept among them too. */
export function isTry({ outcome }: Attempt): boolean {
  return outcome !== 'planned' && outcome !== 'skipped';
}

/** Whatever is tried after one of these is tried anew: it was given up, or the operator asked for it again. */
const endings: readonly DeliveryState[] = ['unreachable', 'failed', 'planned'];

/** How often a delivery was tried since the tries began, or began anew. */
export function triesOf({ attempts }: Pick<Delivery, 'attempts'>): number {
  const ended = attempts.findLastIndex(({ outcome }) => endings.includes(outcome));
  return attempts.slice(ended + 1).filter(isTry).length;
}
