import type { Temporal } from '../../calendar/temporal.ts';
import { localDate } from '../../calendar/local-time.ts';
import { workingCalendar } from '../../calendar/working-days.ts';
import type { Clock } from '../../clock.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { cycleIdFor } from '../../cycle/cycle-id.ts';
import { datesFor } from '../../cycle/dates.ts';
import { opensAt } from '../../cycle/moments.ts';
import { cyclesBeside } from '../../cycle/overlap.ts';
import { datedRungs, type DatedRung } from '../../cycle/rungs.ts';
import type { Agenda } from '../../outbox/ports.ts';
import type { ProgrammeStore } from '../ports.ts';

export interface AddCycleInput {
  programmeId: string;
  /** Without it, the month of the meeting. */
  cycleId?: string;
  meeting: Temporal.PlainDate;
  /** Dates that are given rather than counted back. */
  given: Partial<Record<'opens' | 'deadline' | 'closes' | 'publish', Temporal.PlainDate>>;
  /** The reason to accept a close on or after publication. */
  override?: string;
  /** The rounds of that time, by id, that whoever adds this one has been shown; without it, they are not asked about any. */
  seen?: readonly string[];
}

export type AddCycleResult =
  | { kind: 'added'; cycle: Cycle; rungs: DatedRung[]; warnings: string[]; timeZone: string }
  | { kind: 'refused'; problems: string[]; /** Rounds of that time that were not seen. */ unseen?: Cycle[] };

/** Adds a scheduled cycle to a programme and puts its opening on the agenda. */
export async function addCycle(
  store: { programmes: ProgrammeStore; agenda: Pick<Agenda, 'add'> },
  clock: Clock,
  input: AddCycleInput,
): Promise<AddCycleResult> {
  const { programmeId, meeting, given, override, seen } = input;
  if (input.cycleId !== undefined && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(input.cycleId)) {
    return refused(
      `"${input.cycleId}" is no cycle id. Use lower-case letters, digits and hyphens, as in 2026-03.`,
    );
  }
  for (;;) {
    const programme = await store.programmes.find(programmeId);
    if (!programme) return refused(`There is no programme "${programmeId}". Import its register first.`);
    const { settings, cycles, tenantId, registerVersion } = programme.value;
    const taken = cycles.map(({ id }) => id);
    const cycleId = input.cycleId ?? cycleIdFor(meeting, taken);
    if (registerVersion === undefined) return refused('The programme has no register. Import one first.');
    if (taken.includes(cycleId)) return refused(`The programme has a cycle "${cycleId}" already.`);
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
    const unseen = seen && cyclesBeside(counted.dates, cycles).filter(({ id }) => !seen.includes(id));
    if (unseen && unseen.length > 0) return { ...refused('Another round was added meanwhile.'), unseen };
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

function refused(problem: string): Extract<AddCycleResult, { kind: 'refused' }> {
  return { kind: 'refused', problems: [problem] };
}
