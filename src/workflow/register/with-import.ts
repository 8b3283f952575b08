import type { Cycle } from '../../cycle/cycle.ts';
import type { Programme } from '../../programme/programme.ts';
import type { RegisterDiff } from '../../programme/register-diff.ts';
import type { Register } from '../../programme/register.ts';
import type { ProgrammeSettings } from '../../programme/settings.ts';

/** The programme with what is imported. A cycle that is open has it to take in, and knows what has left the plan. */
export function withImport(
  stored: Programme,
  settings: ProgrammeSettings,
  { version, actions }: Register,
  { retired }: RegisterDiff,
): Programme {
  if (stored.registerVersion === version) return { ...stored, settings };
  const live = new Set(actions.map(({ ref }) => ref));
  const cycles = stored.cycles.map((cycle): Cycle => {
    if (cycle.state !== 'open') return cycle;
    const { retired: before = [], ...rest } = cycle;
    const gone = [...new Set([...before, ...retired])].filter((ref) => !live.has(ref));
    return { ...rest, takesIn: version, ...(gone.length > 0 && { retired: gone }) };
  });
  return { ...stored, settings, registerVersion: version, cycles };
}
