import type { Temporal } from '../../calendar/temporal.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { Agenda } from '../../outbox/ports.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
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
  store: { programmes: ProgrammeStore; cycles: CycleStore; agenda: Pick<Agenda, 'add'> },
  key: CycleKey,
  { by, now, card }: { by: Author; now: Temporal.Instant; card?: string },
): Promise<PauseOutcome> {
  const found: { last?: PauseOutcome } = {};
  await actOnProgramme(store, key.programmeId, now, (programme) => {
    const cycle = programme.cycles.find(({ id }) => id === key.cycleId);
    found.last = cycle ? paused(cycle, now) : { kind: 'unknown-cycle' };
    if (found.last.kind !== 'paused') return undefined;
    const { cycle: next } = found.last;
    const cycles = programme.cycles.map((one) => (one.id === next.id ? next : one));
    const event = { id: 'paused', at: now, kind: 'paused' as const, by, ...(card !== undefined && { card }) };
    return { programme: { ...programme, cycles }, events: [{ cycleId: next.id, event }] };
  });
  await writeTrails(store, key.programmeId);
  return found.last ?? { kind: 'unknown-cycle' };
}

function paused(cycle: Cycle, now: Temporal.Instant): PauseOutcome {
  if (cycle.state !== 'open') return { kind: 'not-open', cycle };
  if (cycle.paused) return { kind: 'already', cycle, since: cycle.paused };
  return { kind: 'paused', cycle: { ...cycle, paused: now } };
}
