import type { Temporal } from '../../calendar/temporal.ts';
import type { CycleState } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { Outbox, Stopped } from '../../outbox/ports.ts';
import type { CycleKey, CycleStore, ProgrammeStore } from '../ports.ts';
import { setCycleState } from './set-cycle-state.ts';

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

/**
 * Cancels a cycle that is not published: its state first, so that from then on nothing is planned and nothing claimed is
 * drawn; then the event; then every message that has not gone. Answers and drafts stay, and serve as the last known ones
 * for the next cycle. Stopped in between, a second cancel does the rest.
 */
export async function cancelCycle(
  deps: { store: { programmes: ProgrammeStore; cycles: CycleStore }; outbox: Pick<Outbox, 'stop'> },
  { cycle: key, by, card, now }: Cancellation,
): Promise<CancelOutcome> {
  const { programmes, cycles } = deps.store;
  for (;;) {
    const programme = await programmes.find(key.programmeId);
    const from = programme?.value.cycles.find(({ id }) => id === key.cycleId)?.state;
    if (from === undefined) return { kind: 'unknown-cycle' };
    const isPublished = from === 'published' || (from === 'closed' && (await cycles.frozenDigest(key)));
    if (isPublished) return { kind: 'published' };
    if (from !== 'cancelled' && !(await setCycleState(programmes, key, from, 'cancelled'))) continue;
    const known = from === 'cancelled' ? await cycles.events(key) : [];
    if (!known.some(({ kind }) => kind === 'cancelled')) {
      await cycles.addEvent(key, {
        id: 'cancelled',
        at: now,
        kind: 'cancelled',
        ...(by && { by }),
        ...(card !== undefined && { card }),
      });
    }
    const messages = await deps.outbox.stop(key, { why: 'the cycle was cancelled' });
    return from === 'cancelled' ? { kind: 'already', messages } : { kind: 'cancelled', from, messages };
  }
}
