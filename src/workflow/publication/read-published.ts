import { standingBeneath, type Addendum } from '../../digest/addendum.ts';
import type { CycleKey, CycleStore, FrozenDigest } from '../ports.ts';

/** What a cycle has published so far. */
export interface Published {
  frozen?: FrozenDigest;
  /** What stands beneath the figures, or will, oldest first. */
  addenda: Addendum[];
}

export async function readPublished(
  cycles: Pick<CycleStore, 'frozenDigest' | 'addenda'>,
  key: CycleKey,
): Promise<Published> {
  const [frozen, addenda] = await Promise.all([cycles.frozenDigest(key), cycles.addenda(key)]);
  return {
    ...(frozen && { frozen }),
    addenda: standingBeneath(addenda, frozen && (frozen.lateCounted ?? [])),
  };
}
