import { Temporal } from '../../calendar/temporal.ts';
import { publishesAt } from '../../cycle/moments.ts';
import type { ScheduledPublication } from '../../cycle/cycle.ts';
import type { Logger } from '../../log.ts';
import { loadCycle } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';
import { finishPublication, publishDigest, type Publication, type Publisher } from './publish-digest.ts';

/**
 * What a tick does about a closed cycle's digest: finishes a publication that was stopped midway and, in a programme
 * without review or where a lead chose so, publishes on the publication day. What stands in the way is logged; the preview tells the leads.
 */
export async function publishByItself(
  deps: Publisher & { log: Logger },
  key: CycleKey,
  now: Temporal.Instant,
): Promise<void> {
  const loaded = await loadCycle(deps.store, key);
  if (loaded?.cycle.state !== 'closed') return;
  if (await finishPublication(deps, loaded, now)) return;
  const { planState, cycle } = loaded;
  const { publication } = cycle;
  if (!planState.publishesItself && !publication) return;
  if (Temporal.Instant.compare(now, publishesAt(planState)) < 0) return;
  const outcome = await publishDigest(deps, {
    cycle: loaded.key,
    now,
    ...(publication && chosenIn(publication)),
  });
  const { programmeId, cycleId } = loaded.key;
  deps.log.info(
    { programme: programmeId, cycle: cycleId, outcome: outcome.kind },
    'digest published by itself',
  );
}

/** What the lead chose who had it go out by itself. */
function chosenIn({ by, foreword, nameAwaited }: ScheduledPublication): Partial<Publication> {
  return { by, ...(foreword !== undefined && { foreword }), ...(nameAwaited && { nameAwaited }) };
}
