import type { Temporal } from '../../calendar/temporal.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import { changeProgramme } from '../change-programme.ts';
import type { CycleKey, CycleStore, ProgrammeStore } from '../ports.ts';

export type PauseOutcome =
  | { kind: 'paused'; cycle: Cycle }
  /** It was paused before: since then. */
  | { kind: 'already'; cycle: Cycle; since: Temporal.Instant }
  /** Only what is open can be held back. */
  | { kind: 'not-open'; cycle: Cycle }
  | { kind: 'unknown-cycle' };

/**
 * Holds an open cycle back: from then on nothing is sent, and it does not close, until a lead goes on with it. Answers are
 * still taken. What is on its way to being sent finds that out when it is looked at again.
 */
export async function pauseCycle(
  { programmes, cycles }: { programmes: ProgrammeStore; cycles: CycleStore },
  key: CycleKey,
  { by, now, card }: { by: Author; now: Temporal.Instant; card?: string },
): Promise<PauseOutcome> {
  const found: { last?: PauseOutcome } = {};
  await changeProgramme(programmes, key.programmeId, (programme) => {
    const cycle = programme.cycles.find(({ id }) => id === key.cycleId);
    found.last = cycle ? paused(cycle, now) : { kind: 'unknown-cycle' };
    if (found.last.kind !== 'paused') return undefined;
    const { cycle: next } = found.last;
    return { ...programme, cycles: programme.cycles.map((one) => (one.id === next.id ? next : one)) };
  });
  // Also of one that was paused before: where a fault came between, its event is still to be written; else it is there.
  const since = found.last && 'cycle' in found.last ? found.last.cycle.paused : undefined;
  if (since) {
    await cycles.addEvent(key, {
      id: 'paused',
      at: since,
      kind: 'paused',
      by,
      ...(card !== undefined && { card }),
    });
  }
  return found.last ?? { kind: 'unknown-cycle' };
}

function paused(cycle: Cycle, now: Temporal.Instant): PauseOutcome {
  if (cycle.state !== 'open') return { kind: 'not-open', cycle };
  if (cycle.paused) return { kind: 'already', cycle, since: cycle.paused };
  return { kind: 'paused', cycle: { ...cycle, paused: now } };
}
