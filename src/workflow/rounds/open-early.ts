import { localDate } from '../../calendar/local-time.ts';
import { sendWindow } from '../../calendar/send-window.ts';
import { isBefore } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { workingCalendar } from '../../calendar/working-days.ts';
import type { Clock } from '../../clock.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import type { Agenda } from '../../outbox/ports.ts';
import type { Programme } from '../../programme/programme.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import type { CycleReader } from './load-cycle.ts';
import { requestsAtOpening } from './open-cycle.ts';
import type { CycleKey } from '../ports.ts';

export type OpenOutcome =
  | { kind: 'opened'; goesAt: Temporal.Instant }
  | { kind: 'not-scheduled'; cycle: Cycle }
  /** The day on which it would open is not before its deadline. */
  | { kind: 'too-late'; cycle: Cycle }
  | { kind: 'unknown-cycle' };

/**
 * Opens a scheduled cycle now, at a lead's word: the requests are written first, as a tick does. Then it is open, and its day
 * of opening is the day on which requests can go, so that the ladder begins there; the next tick sends them. Stopped before
 * that, nothing has happened.
 */
export async function openEarly(
  { store, clock }: { store: CycleReader & { agenda: Pick<Agenda, 'add'> }; clock: Clock },
  key: CycleKey,
  act: Pick<CycleEvent, 'by' | 'card'>,
): Promise<OpenOutcome> {
  const now = clock.now();
  const { programmeId, cycleId } = key;
  const programme = (await store.programmes.find(programmeId))?.value;
  let outcome = decide(programme, cycleId, now);
  if (!programme || outcome.kind !== 'opened') return outcome;
  await store.cycles.open(key, await requestsAtOpening(store, programme, cycleId));
  await actOnProgramme(store, programmeId, now, (current) => {
    outcome = decide(current, cycleId, now);
    if (outcome.kind !== 'opened') return undefined;
    const opens = localDate(outcome.goesAt, current.settings.calendar.timeZone);
    const cycles = current.cycles.map((cycle) =>
      cycle.id === cycleId ? { ...cycle, state: 'open' as const, dates: { ...cycle.dates, opens } } : cycle,
    );
    const event: CycleEvent = { ...act, id: 'opened', at: now, kind: 'opened' };
    return { programme: { ...current, cycles }, events: [{ cycleId, event }] };
  });
  await writeTrails(store, programmeId);
  await store.agenda.add({ ...key, due: now });
  return outcome;
}

function decide(programme: Programme | undefined, cycleId: string, now: Temporal.Instant): OpenOutcome {
  const cycle = programme?.cycles.find(({ id }) => id === cycleId);
  if (!programme || !cycle) return { kind: 'unknown-cycle' };
  if (cycle.state !== 'scheduled') return { kind: 'not-scheduled', cycle };
  const calendar = workingCalendar(programme.settings.calendar);
  const goesAt = sendWindow(calendar, now);
  const isInTime = isBefore(localDate(goesAt, calendar.timeZone), cycle.dates.deadline);
  return isInTime ? { kind: 'opened', goesAt } : { kind: 'too-late', cycle };
}
