import type { Temporal } from '../../calendar/temporal.ts';
import { publishesAt, reached } from '../../cycle/moments.ts';
import type { HeldUp, ScheduledPublication } from '../../cycle/cycle.ts';
import { goesOutByItself } from '../../cycle/plan.ts';
import type { Logger } from '../../log.ts';
import { changeProgramme } from '../change-programme.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';
import { finishPublication, publishDigest, type Publication, type Publisher } from './publish-digest.ts';

/**
 * What a tick does about a closed cycle's digest: finishes a publication that was stopped midway and, in a programme
 * without review or where a lead chose so, publishes on the publication day. What stands in the way is told to the leads. Returns the cycle as it is
 * then, where that was found.
 */
export async function publishByItself(
  deps: Publisher & { log: Logger },
  key: CycleKey,
  now: Temporal.Instant,
): Promise<LoadedCycle | undefined> {
  const loaded = await loadCycle(deps.store, key);
  if (loaded?.cycle.state !== 'closed') return undefined;
  if (await finishPublication(deps, loaded, now)) return undefined;
  const { planState, cycle } = loaded;
  const { publication } = cycle;
  if (!goesOutByItself(planState)) return undefined;
  if (!reached(publishesAt(planState), now)) return undefined;
  const outcome = await publishDigest(deps, {
    cycle: loaded.key,
    now,
    isSeen: (there) => there?.at.toString() === publication?.at.toString(),
    ...(publication && chosenIn(publication)),
  });
  const { programmeId, cycleId } = loaded.key;
  deps.log.info(
    { programme: programmeId, cycle: cycleId, outcome: outcome.kind },
    'digest published by itself',
  );
  if (outcome.kind !== 'no-channel' && outcome.kind !== 'sums-disagree') return undefined;
  // Since it was to go out; what came in its way after something else did is news of its own.
  const at = cycle.heldUp ? now : publishesAt(planState);
  return noteHeldUp(deps, loaded.key, { why: outcome.kind, at });
}

/** Says in the cycle's head what is in the way: once for each reason. */
async function noteHeldUp(
  { store }: Publisher,
  key: CycleKey,
  heldUp: HeldUp,
): Promise<LoadedCycle | undefined> {
  const written = await changeProgramme(store.programmes, key.programmeId, (programme) => {
    const cycle = programme.cycles.find(({ id, state }) => id === key.cycleId && state === 'closed');
    if (!cycle || cycle.heldUp?.why === heldUp.why) return undefined;
    const cycles = programme.cycles.map((one) => (one === cycle ? { ...one, heldUp } : one));
    return { ...programme, cycles };
  });
  return written && loadCycle(store, key);
}

/** What the lead chose who had it go out by itself. */
function chosenIn({ by, foreword, nameAwaited }: ScheduledPublication): Partial<Publication> {
  return { by, ...(foreword !== undefined && { foreword }), ...(nameAwaited && { nameAwaited }) };
}
