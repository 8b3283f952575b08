import type { Temporal } from '../calendar/temporal.ts';
import type { Agenda } from '../outbox/ports.ts';
import { groupedBy } from '../programme/grouped.ts';
import type { OwedEvent, Programme } from '../programme/programme.ts';
import { changeProgramme } from './change-programme.ts';
import { lookAgain } from './messages/tell-owed.ts';
import type { CycleStore, ProgrammeStore } from './ports.ts';

/** A programme's row as an act leaves it, and what the trails are to say of that. */
export interface ProgrammeAct {
  programme: Programme;
  events: OwedEvent[];
}

/**
 * Changes a programme's row by somebody's act. Its events are written into the row with the change, so that nothing can come
 * between the two, and from there into the trails by `writeTrails`: at the end of the act or, should it be stopped before,
 * by a tick. Otherwise as `changeProgramme`.
 */
export async function actOnProgramme(
  { programmes, agenda }: { programmes: ProgrammeStore; agenda: Pick<Agenda, 'add'> },
  programmeId: string,
  now: Temporal.Instant,
  decide: (programme: Programme) => ProgrammeAct | undefined | Promise<ProgrammeAct | undefined>,
): Promise<Programme | undefined> {
  return changeProgramme(programmes, programmeId, async (current) => {
    const act = await decide(current);
    if (!act) return undefined;
    const { tenantId, owedEvents = [] } = current;
    const cycleIds = [...new Set(act.events.map(({ cycleId }) => cycleId))];
    await lookAgain(
      agenda,
      now,
      cycleIds.map((cycleId) => ({ tenantId, programmeId, cycleId })),
    );
    const owed = [...owedEvents, ...act.events];
    return { ...act.programme, ...(owed.length > 0 && { owedEvents: owed }) };
  });
}

/** Writes into the trails what a programme's row has for them, and only then takes it out. An event added twice is there once. */
export async function writeTrails(
  { programmes, cycles }: { programmes: ProgrammeStore; cycles: Pick<CycleStore, 'addEvents'> },
  programmeId: string,
): Promise<void> {
  await changeProgramme(programmes, programmeId, async ({ owedEvents, ...rest }) => {
    if (!owedEvents) return undefined;
    const { tenantId } = rest;
    for (const [cycleId, owed] of groupedBy(owedEvents, (one) => one.cycleId)) {
      const events = owed.map(({ event }) => event);
      await cycles.addEvents({ tenantId, programmeId, cycleId }, events);
    }
    return rest;
  });
}
