import type { Temporal } from '../../calendar/temporal.ts';
import { localDate } from '../../calendar/local-time.ts';
import { workingCalendar } from '../../calendar/working-days.ts';
import type { Clock } from '../../clock.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { datesFor } from '../../cycle/dates.ts';
import { opensAt } from '../../cycle/moments.ts';
import { datedRungs, type DatedRung } from '../../cycle/rungs.ts';
import type { Agenda } from '../../outbox/ports.ts';
import type { ProgrammeStore } from '../ports.ts';

export interface AddCycleInput {
  programmeId: string;
  cycleId: string;
  meeting: Temporal.PlainDate;
  /** Dates that are given rather than counted back. */
  given: Partial<Record<'opens' | 'deadline' | 'closes' | 'publish', Temporal.PlainDate>>;
  /** The reason to accept a close on or after publication. */
  override?: string;
}

export type AddCycleResult =
  | { kind: 'added'; cycle: Cycle; rungs: DatedRung[]; warnings: string[]; timeZone: string }
  | { kind: 'refused'; problems: string[] };

/** Adds a scheduled cycle to a programme and puts its opening on the agenda. */
export async function addCycle(
  store: { programmes: ProgrammeStore; agenda: Pick<Agenda, 'add'> },
  clock: Clock,
  input: AddCycleInput,
): Promise<AddCycleResult> {
  const { programmeId, cycleId, meeting, given, override } = input;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(cycleId)) {
    return refused(`"${cycleId}" is no cycle id. Use lower-case letters, digits and hyphens, as in 2026-03.`);
  }
  for (;;) {
    const programme = await store.programmes.find(programmeId);
    if (!programme) return refused(`There is no programme "${programmeId}". Import its register first.`);
    const { settings, cycles, tenantId, registerVersion } = programme.value;
    if (registerVersion === undefined) return refused('The programme has no register. Import one first.');
    if (cycles.some(({ id }) => id === cycleId))
      return refused(`The programme has a cycle "${cycleId}" already.`);
    const calendar = workingCalendar(settings.calendar);
    const now = clock.now();
    const today = localDate(now, calendar.timeZone);
    const counted = datesFor({
      meeting,
      given,
      settings,
      calendar,
      others: cycles.filter(({ state }) => state !== 'cancelled'),
      today,
      ...(override === undefined ? {} : { override }),
    });
    if (counted.kind === 'refused') return counted;
    const cycle: Cycle = {
      id: cycleId,
      state: 'scheduled',
      dates: counted.dates,
      ...(override === undefined ? {} : { overrideReason: override }),
    };
    const value = { ...programme.value, cycles: [...cycles, cycle].sort(byMeeting) };
    if ((await store.programmes.replace({ ...programme, value })) === 'conflict') continue;
    await store.agenda.add({ tenantId, programmeId, cycleId, due: opensAt({ calendar, cycle }) });
    const rungs = datedRungs(settings, calendar, cycle.dates);
    return { kind: 'added', cycle, rungs, warnings: counted.warnings, timeZone: calendar.timeZone };
  }
}

function byMeeting(a: Cycle, b: Cycle): number {
  return a.dates.meeting.toString() < b.dates.meeting.toString() ? -1 : 1;
}

function refused(problem: string): AddCycleResult {
  return { kind: 'refused', problems: [problem] };
}
