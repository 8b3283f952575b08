import { localDate } from '../../calendar/local-time.ts';
import { sendWindow } from '../../calendar/send-window.ts';
import { isBefore } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { workingCalendar } from '../../calendar/working-days.ts';
import type { Clock } from '../../clock.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { Agenda } from '../../outbox/ports.ts';
import { changeProgramme } from '../change-programme.ts';
import type { CycleReader } from './load-cycle.ts';
import { openCycle } from './open-cycle.ts';
import type { CycleKey } from '../ports.ts';

export type OpenOutcome =
  | { kind: 'opened'; goesAt: Temporal.Instant }
  | { kind: 'not-scheduled'; cycle: Cycle }
  /** The day on which it would open is not before its deadline. */
  | { kind: 'too-late'; cycle: Cycle }
  | { kind: 'unknown-cycle' };

/**
 * Opens a scheduled cycle now, at a lead's word: first its day of opening becomes the day on which requests can go, so that
 * the ladder begins there; then it is opened as a tick does, and the next tick sends the requests.
 */
export async function openEarly(
  { store, clock }: { store: CycleReader & { agenda: Pick<Agenda, 'add'> }; clock: Clock },
  key: CycleKey,
  { by, card }: { by: Author; card?: string },
): Promise<OpenOutcome> {
  const now = clock.now();
  const found: { last?: OpenOutcome } = {};
  const programme = await changeProgramme(store.programmes, key.programmeId, (current) => {
    const cycle = current.cycles.find(({ id }) => id === key.cycleId);
    const calendar = workingCalendar(current.settings.calendar);
    const goesAt = sendWindow(calendar, now);
    const opens = localDate(goesAt, calendar.timeZone);
    found.last = decide(cycle, opens, goesAt);
    if (!cycle || found.last.kind !== 'opened') return undefined;
    const next = { ...cycle, dates: { ...cycle.dates, opens } };
    return { ...current, cycles: current.cycles.map((one) => (one.id === cycle.id ? next : one)) };
  });
  if (!programme || found.last?.kind !== 'opened') return found.last ?? { kind: 'unknown-cycle' };
  await openCycle(store, programme, key.cycleId, now, { by, ...(card !== undefined && { card }) });
  await store.agenda.add({ ...key, due: now });
  return found.last;
}

function decide(cycle: Cycle | undefined, opens: Temporal.PlainDate, goesAt: Temporal.Instant): OpenOutcome {
  if (!cycle) return { kind: 'unknown-cycle' };
  if (cycle.state !== 'scheduled') return { kind: 'not-scheduled', cycle };
  const isInTime = isBefore(opens, cycle.dates.deadline);
  return isInTime ? { kind: 'opened', goesAt } : { kind: 'too-late', cycle };
}
