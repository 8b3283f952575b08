import type { Temporal } from '../calendar/temporal.ts';
import type { Delivery } from './ledger.ts';

/** A delivery that had come to its end, as it is once it may go after all. What was tried stays known. */
export function plannedAgain({ why: _, ...delivery }: Delivery, notBefore: Temporal.Instant): Delivery {
  return { ...delivery, state: 'planned', notBefore };
}
