import { Temporal } from '../../calendar/temporal.ts';
import type { CycleState, ScheduledPublication } from '../../cycle/cycle.ts';
import { publishesAt } from '../../cycle/moments.ts';
import type { Agenda } from '../../outbox/ports.ts';
import { changeProgramme } from '../change-programme.ts';
import { loadCycle, type CycleReader } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';

export type ScheduleOutcome =
  | { kind: 'scheduled'; publication: ScheduledPublication }
  | { kind: 'not-closed'; state: CycleState }
  /** Its moment has come: there is nothing to wait for. */
  | { kind: 'due' }
  | { kind: 'no-channel' }
  | { kind: 'unknown-cycle' };

/**
 * Has a closed cycle's digest go out by itself at its publication date, with the figures of that moment. It lies in
 * the cycle's head, where a tick finds it; the agenda says when.
 */
export async function schedulePublication(
  { store }: { store: CycleReader & { agenda: Pick<Agenda, 'add'> } },
  key: CycleKey,
  publication: ScheduledPublication,
): Promise<ScheduleOutcome> {
  const loaded = await loadCycle(store, key);
  if (!loaded) return { kind: 'unknown-cycle' };
  const { cycle, programme, planState } = loaded;
  if (cycle.state !== 'closed') return { kind: 'not-closed', state: cycle.state };
  if (Temporal.Instant.compare(publication.at, publishesAt(planState)) >= 0) return { kind: 'due' };
  if (programme.value.settings.board.channelId === undefined) return { kind: 'no-channel' };
  const written = await withPublication(store, key, publication);
  if (!written) return { kind: 'not-closed', state: 'cancelled' };
  await store.agenda.add({ ...key, due: publishesAt(planState) });
  return { kind: 'scheduled', publication };
}

/** Takes it back; returns what was taken back, and undefined where there was nothing, or the digest has gone out. */
export async function takeBackPublication(
  { store }: { store: CycleReader },
  key: CycleKey,
): Promise<ScheduledPublication | undefined> {
  let taken: ScheduledPublication | undefined;
  await changeProgramme(store.programmes, key.programmeId, (programme) => {
    taken = programme.cycles.find(({ id, state }) => id === key.cycleId && state === 'closed')?.publication;
    if (!taken) return undefined;
    const cycles = programme.cycles.map((cycle) => {
      if (cycle.id !== key.cycleId) return cycle;
      const { publication: _publication, heldUp: _heldUp, ...rest } = cycle;
      return rest;
    });
    return { ...programme, cycles };
  });
  return taken;
}

async function withPublication(
  store: CycleReader,
  { programmeId, cycleId }: CycleKey,
  publication: ScheduledPublication,
): Promise<boolean> {
  const written = await changeProgramme(store.programmes, programmeId, (programme) =>
    programme.cycles.some(({ id, state }) => id === cycleId && state === 'closed')
      ? {
          ...programme,
          cycles: programme.cycles.map((cycle) => (cycle.id === cycleId ? { ...cycle, publication } : cycle)),
        }
      : undefined,
  );
  return written !== undefined;
}
