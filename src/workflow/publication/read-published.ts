import { lateCountedIn, standingBeneath, type Addendum } from '../../digest/addendum.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleStore, FrozenDigest } from '../ports.ts';

/** What a cycle has published so far. */
export interface Published {
  frozen?: FrozenDigest;
  /** What stands beneath the figures, or will, oldest first. */
  addenda: Addendum[];
}

/** Figures that are not published yet are those of the requests as they were read. */
export async function readPublished(
  cycles: Pick<CycleStore, 'frozenDigest' | 'addenda'>,
  { key, requests }: Pick<LoadedCycle, 'key' | 'requests'>,
): Promise<Published> {
  const [frozen, addenda] = await Promise.all([cycles.frozenDigest(key), cycles.addenda(key)]);
  return {
    ...(frozen && { frozen }),
    addenda: standingBeneath(addenda, frozen ? (frozen.lateCounted ?? []) : lateCountedIn(requests)),
  };
}
