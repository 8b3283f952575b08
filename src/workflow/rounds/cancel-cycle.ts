import type { Temporal } from '../../calendar/temporal.ts';
import type { CycleState } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { Agenda, Outbox, Stopped } from '../../outbox/ports.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import type { CycleKey, CycleStore, ProgrammeStore } from '../ports.ts';
import { actualState } from './actual-state.ts';

export interface Cancellation {
  cycle: CycleKey;
  /** The lead who cancels; absent for the operator. */
  by?: Author;
  /** The message whose button did it. */
  card?: string;
  now: Temporal.Instant;
}

export type CancelOutcome =
  | { kind: 'cancelled'; from: CycleState; messages: Stopped }
  /** It was cancelled before. Nothing changed, but for messages that a crash had left to be stopped. */
  | { kind: 'already'; messages: Stopped }
  /** The papers are out, or on their way: what is published stays. */
  | { kind: 'published' }
  | { kind: 'unknown-cycle' };

interface CancelDeps {
  store: { programmes: ProgrammeStore; cycles: CycleStore; agenda: Pick<Agenda, 'add'> };
  outbox: Pick<Outbox, 'stop'>;
}

/**
 * Cancels a cycle that is not published: its state first, so that from then on nothing is planned and nothing claimed is
 * drawn; then the trail; then every message that has not gone. Answers and drafts stay, and serve as the last known ones
 * for the next cycle. Stopped in between, a second cancel does the rest.
 */
export async function cancelCycle(deps: CancelDeps, cancellation: Cancellation): Promise<CancelOutcome> {
  const { cycle: key, now } = cancellation;
  const { store } = deps;
  const found: { from?: CycleState | undefined } = {};
  const cancelled = await actOnProgramme(store, key.programmeId, now, async (programme) => {
    const cycle = programme.cycles.find(({ id }) => id === key.cycleId);
    found.from = cycle && (await actualState(store.cycles, key, cycle.state));
    if (!cycle || found.from === 'published' || found.from === 'cancelled') return undefined;
    const cycles = programme.cycles.map((one) =>
      one === cycle ? { ...one, state: 'cancelled' as const } : one,
    );
    const events = [{ cycleId: key.cycleId, event: eventOf(cancellation) }];
    return { programme: { ...programme, cycles }, events };
  });
  if (found.from === undefined) return { kind: 'unknown-cycle' };
  if (found.from === 'published') return { kind: 'published' };
  await writeTrails(store, key.programmeId);
  const messages = await deps.outbox.stop(key, { why: 'the cycle was cancelled' });
  return cancelled ? { kind: 'cancelled', from: found.from, messages } : { kind: 'already', messages };
}

function eventOf({ by, card, now }: Cancellation): CycleEvent {
  return {
    id: 'cancelled',
    at: now,
    kind: 'cancelled',
    ...(by && { by }),
    ...(card !== undefined && { card }),
  };
}
