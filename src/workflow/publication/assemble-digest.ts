import type { Temporal } from '../../calendar/temporal.ts';
import { computeDigest } from '../../digest/compute-digest.ts';
import type { Addendum } from '../../digest/addendum.ts';
import type { Digest } from '../../digest/digest.ts';
import type { Ledger } from '../../outbox/ports.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey, FrozenDigest } from '../ports.ts';
import { ownersNotReached } from '../messages/reach.ts';
import { readPublished } from './read-published.ts';

export interface DigestReader extends CycleReader {
  ledger: Pick<Ledger, 'ofCycle'>;
}

export interface AssembledDigest {
  loaded: LoadedCycle;
  /** The published figures, where there are any; else the figures of the rows as they stand. */
  digest: Digest;
  frozen?: FrozenDigest;
  /** What stands beneath the figures, oldest first. */
  addenda: Addendum[];
}

/** A cycle's digest as of `asOf`. Undefined when there is no such cycle. */
export async function assembleDigest(
  store: DigestReader,
  key: CycleKey,
  asOf: Temporal.Instant,
): Promise<AssembledDigest | undefined> {
  const loaded = await loadCycle(store, key);
  if (!loaded) return undefined;
  const { frozen, addenda } = await readPublished(store.cycles, loaded);
  if (frozen) return { loaded, digest: frozen.digest, frozen, addenda };
  const deliveries = await store.ledger.ofCycle(loaded.key);
  const digest = computeDigest({
    programme: loaded.key.programmeId,
    cycle: loaded.key.cycleId,
    asOf,
    scheme: resolveScheme(loaded.programme.value.settings.statusScheme),
    requests: loaded.requests,
    notReached: ownersNotReached(
      loaded.requests,
      deliveries.map(({ value }) => value),
    ),
  });
  return { loaded, digest, addenda };
}
