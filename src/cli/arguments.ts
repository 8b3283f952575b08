import { Temporal } from '../calendar/temporal.ts';
import type { CycleKey, ProgrammeStore } from '../workflow/ports.ts';
import { Refused } from './output.ts';

/** A date as it is written on the command line: `2026-03-02`. */
export function dateArgument(option: string, text: string): Temporal.PlainDate {
  const exact = /^\d{4}-\d{2}-\d{2}$/.test(text);
  try {
    if (exact) return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    // Told below, with the rest.
  }
  throw new Refused([`${option}: "${text}" is no date. Write it as 2026-03-02.`]);
}

/** An instant as it is written on the command line: ISO, with `Z` or an offset. */
export function instantArgument(option: string, text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new Refused([`${option}: "${text}" is no instant. Write it as 2026-03-02T09:30:00Z.`]);
  }
}

/** The cycle that `--programme` and `--cycle` name. */
export async function cycleArgument(
  programmes: ProgrammeStore,
  named: { programme: string; cycle: string },
): Promise<CycleKey> {
  const programme = await programmes.find(named.programme);
  if (!programme) {
    const known = (await programmes.list()).map(({ value }) => value.id);
    const hint = known.length === 0 ? 'Import a register first.' : `There is: ${known.join(', ')}.`;
    throw new Refused([`There is no programme "${named.programme}". ${hint}`]);
  }
  const { tenantId, id, cycles } = programme.value;
  if (!cycles.some((cycle) => cycle.id === named.cycle)) {
    const hint =
      cycles.length === 0 ? 'Add one with cycle add.' : `There is: ${cycles.map((c) => c.id).join(', ')}.`;
    throw new Refused([`The programme "${id}" has no cycle "${named.cycle}". ${hint}`]);
  }
  return { tenantId, programmeId: id, cycleId: named.cycle };
}
