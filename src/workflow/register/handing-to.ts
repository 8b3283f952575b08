import type { Handover } from '../../cycle/cycle.ts';
import type { Route } from '../../cycle/routing.ts';
import type { Handing } from './hand-over.ts';

/**
 * A request in other hands, or without `contactId` in those of its owner's contact: from whoever is asked now, and under
 * the owner that it was given to in its cycle, where it was.
 */
export function handingTo(
  contactId: string | undefined,
  { ref, messaged: from }: Pick<Route, 'ref' | 'messaged'>,
  why: Handing['why'],
  handovers: readonly Handover[] = [],
): Handing {
  const ownerId = handovers.findLast((one) => one.ref === ref)?.ownerId;
  return {
    ref,
    why,
    ...(contactId !== undefined && { contactId }),
    ...(ownerId !== undefined && { ownerId }),
    ...(from !== undefined && { from }),
  };
}
