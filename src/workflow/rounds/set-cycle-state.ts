import type { Cycle, CycleState } from '../../cycle/cycle.ts';
import type { CycleKey, ProgrammeStore } from '../ports.ts';

/**
 * Moves a cycle from one state to the next in the programme's row. True when it is there now, by this call or by
 * another's; false when it is somewhere else, or when by `isStillDue` it is not to be moved any more.
 */
export async function setCycleState(
  programmes: ProgrammeStore,
  key: CycleKey,
  from: CycleState,
  to: CycleState,
  isStillDue?: (cycle: Cycle) => boolean,
): Promise<boolean> {
  return (await moveCycle(programmes, key, from, to, isStillDue)) !== 'elsewhere';
}

/** The same, and tells a move by this call from another's, or an earlier one. */
export async function moveCycle(
  programmes: ProgrammeStore,
  key: CycleKey,
  from: CycleState,
  to: CycleState,
  isStillDue: (cycle: Cycle) => boolean = () => true,
): Promise<'moved' | 'there already' | 'elsewhere'> {
  for (;;) {
    const programme = await programmes.find(key.programmeId);
    const cycle = programme?.value.cycles.find(({ id }) => id === key.cycleId);
    if (!programme || cycle?.state !== from) return cycle?.state === to ? 'there already' : 'elsewhere';
    if (!isStillDue(cycle)) return 'elsewhere';
    const cycles = programme.value.cycles.map((one) =>
      one.id === key.cycleId ? { ...one, state: to } : one,
    );
    const written = await programmes.replace({ ...programme, value: { ...programme.value, cycles } });
    if (written === 'written') return 'moved';
  }
}
