import type { Update } from '../../cycle/answer.ts';
import { refKey } from '../../programme/printed-ref.ts';
import type { Programme } from '../../programme/programme.ts';
import type { CycleReader } from '../rounds/load-cycle.ts';

/**
 * Every version of every update of one action, cycle by cycle, oldest first; also of one that is retired by now. A ref
 * is the same whatever its case. Undefined when there never was such an action.
 */
export async function updateHistory(
  store: CycleReader,
  programme: Programme,
  asTyped: string,
): Promise<{ cycleId: string; update: Update }[] | undefined> {
  const { tenantId, id: programmeId, cycles, registerVersion } = programme;
  if (registerVersion === undefined) return undefined;
  const { actions, retired = [] } = await store.registers.read(tenantId, programmeId, registerVersion);
  const ref = [...actions, ...retired].find((action) => refKey(action.ref) === refKey(asTyped))?.ref;
  if (ref === undefined) return undefined;
  const versions = await Promise.all(
    cycles.map(async ({ id: cycleId }) => {
      const updates = await store.cycles.updates({ tenantId, programmeId, cycleId }, ref);
      return updates.map((update) => ({ cycleId, update }));
    }),
  );
  return versions.flat();
}
