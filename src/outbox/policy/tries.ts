import type { Attempt, Delivery } from '../ledger.ts';

/** Whether an attempt was one: what an operator asked for or stopped is kept among them too. */
export function isTry({ outcome }: Attempt): boolean {
  return outcome !== 'planned' && outcome !== 'skipped';
}

/** How often a delivery was tried since it was last planned: an operator who asks again starts anew. */
export function triesOf({ attempts }: Pick<Delivery, 'attempts'>): number {
  const again = attempts.findLastIndex(({ outcome }) => outcome === 'planned');
  return attempts.slice(again + 1).filter(isTry).length;
}
