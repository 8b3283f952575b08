import type { Temporal } from '../calendar/temporal.ts';
import { closesAt, opensAt, reached } from '../cycle/moments.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import { writeTrails } from '../workflow/act-on-programme.ts';
import { closeCycle } from '../workflow/rounds/close-cycle.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from '../workflow/rounds/load-cycle.ts';
import { openCycle } from '../workflow/rounds/open-cycle.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';

export interface AdvanceDeps {
  store: CycleReader;
  /**
   * What is done about a closed cycle's digest: finish a publication, or publish where there is no review. Returns the
   * cycle as it is then, where that says something new for the leads.
   */
  publish: (cycle: CycleKey, now: Temporal.Instant) => Promise<LoadedCycle | undefined>;
  /** What is done about a register that was imported while a cycle is open. */
  takeIn?: (loaded: LoadedCycle, now: Temporal.Instant) => Promise<void>;
}

export interface Advanced {
  loaded: LoadedCycle;
  /** Opened just now, and by us. */
  isNew: boolean;
}

/** Moves the stored state on as far as the clock says; states change here and by a lead, nowhere else. */
export async function advance(
  { store, publish, takeIn }: AdvanceDeps,
  key: CycleKey,
  now: Temporal.Instant,
): Promise<Advanced | undefined> {
  let isNew = false;
  let written: Stored<UpdateRequest>[] | undefined;
  let mayTakeIn = takeIn !== undefined;
  for (;;) {
    // What was written just now need not be read again.
    const loaded = await loadCycle(written ? withRequests(store, written) : store, key);
    if (!loaded) return undefined;
    written = undefined;
    const { planState, cycle, programme } = loaded;
    if (programme.value.owedEvents) {
      await writeTrails(store, key.programmeId);
      continue;
    }
    if (cycle.paused) return { loaded, isNew };
    if (cycle.state === 'scheduled' && reached(opensAt(planState), now)) {
      written = await openCycle(store, programme.value, cycle.id, now);
      isNew = written !== undefined;
    } else if (cycle.state === 'open' && cycle.takesIn !== undefined && mayTakeIn) {
      // Once a look: another import can have come meanwhile, which is for the next.
      mayTakeIn = false;
      await takeIn?.(loaded, now);
    } else if (cycle.state === 'open' && reached(closesAt(planState), now)) {
      await closeCycle(store, loaded, now);
    } else {
      const after = cycle.state === 'closed' ? await publish(key, now) : undefined;
      return { loaded: after ?? loaded, isNew };
    }
  }
}

/** The same store, for one who has this cycle's requests at hand. */
function withRequests(store: CycleReader, requests: Stored<UpdateRequest>[]): CycleReader {
  return { ...store, cycles: { ...store.cycles, requests: () => Promise.resolve(requests) } };
}
