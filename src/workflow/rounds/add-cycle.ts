import type { Temporal } from '../../calendar/temporal.ts';
import { workingCalendar } from '../../calendar/working-days.ts';
import type { Clock } from '../../clock.ts';
import type { Author } from '../../cycle/author.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { cycleIdFor } from '../../cycle/cycle-id.ts';
import { opensAt } from '../../cycle/moments.ts';
import { cyclesBeside } from '../../cycle/overlap.ts';
import { datedRungs, type DatedRung } from '../../cycle/rungs.ts';
import type { Agenda } from '../../outbox/ports.ts';
import type { OwedEvent, Programme } from '../../programme/programme.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import type { CycleStore, ProgrammeStore } from '../ports.ts';
import { proposedRound } from './proposed-round.ts';

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
  /** The lead who adds it, and by which card; absent for the operator. */
  by?: Author;
  card?: string;
}

export type AddCycleResult =
  | { kind: 'added'; cycle: Cycle; rungs: DatedRung[]; warnings: string[]; timeZone: string }
  | { kind: 'refused'; problems: string[]; /** Rounds of that time that were not seen. */ unseen?: Cycle[] };

/** Adds a scheduled cycle to a programme and puts its opening on the agenda. */
export async function addCycle(
  store: { programmes: ProgrammeStore; cycles: Pick<CycleStore, 'addEvents'>; agenda: Pick<Agenda, 'add'> },
  clock: Clock,
  input: AddCycleInput,
): Promise<AddCycleResult> {
  const { programmeId, cycleId } = input;
  if (cycleId !== undefined && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(cycleId)) {
    return refused(`"${cycleId}" is no cycle id. Use lower-case letters, digits and hyphens, as in 2026-03.`);
  }
  const now = clock.now();
  const found: { last?: AddCycleResult } = {};
  const programme = await actOnProgramme(store, programmeId, now, (current) => {
    found.last = decide(current, input, now);
    if (found.last.kind === 'refused') return undefined;
    const { cycle } = found.last;
    const next = { ...current, cycles: [...current.cycles, cycle].sort(byMeeting) };
    return { programme: next, events: eventsOf(cycle, input, now) };
  });
  const added = found.last ?? refused(`There is no programme "${programmeId}". Import its register first.`);
  if (!programme || added.kind === 'refused') return added;
  const calendar = workingCalendar(programme.settings.calendar);
  const key = { tenantId: programme.tenantId, programmeId, cycleId: added.cycle.id };
  await store.agenda.add({ ...key, due: opensAt({ calendar, cycle: added.cycle }) });
  await writeTrails(store, programmeId);
  return added;
}

function decide(programme: Programme, input: AddCycleInput, now: Temporal.Instant): AddCycleResult {
  const { settings, cycles, registerVersion } = programme;
  const { meeting, override, seen } = input;
  const taken = cycles.map(({ id }) => id);
  const id = input.cycleId ?? cycleIdFor(meeting, taken);
  if (registerVersion === undefined) return refused('The programme has no register. Import one first.');
  if (taken.includes(id)) return refused(`The programme has a cycle "${id}" already.`);
  const calendar = workingCalendar(settings.calendar);
  const counted = proposedRound(programme, input, now);
  if (counted.kind === 'refused') return counted;
  const { dates, warnings } = counted;
  const unseen = seen && cyclesBeside(dates, cycles).filter((one) => !seen.includes(one.id));
  if (unseen && unseen.length > 0) return { ...refused('Another round was added meanwhile.'), unseen };
  const cycle: Cycle = {
    ...{ id, state: 'scheduled', dates },
    ...(override !== undefined && { overrideReason: override }),
  };
  const rungs = datedRungs(settings, calendar, dates);
  return { kind: 'added', cycle, rungs, warnings, timeZone: calendar.timeZone };
}

function eventsOf({ id: cycleId }: Cycle, { by, card }: AddCycleInput, at: Temporal.Instant): OwedEvent[] {
  if (!by) return [];
  const event = { id: 'cycle-added', at, kind: 'cycle-added' as const, by };
  return [{ cycleId, event: { ...event, ...(card !== undefined && { card }) } }];
}

function byMeeting(a: Cycle, b: Cycle): number {
  return a.dates.meeting.toString() < b.dates.meeting.toString() ? -1 : 1;
}

function refused(problem: string): Extract<AddCycleResult, { kind: 'refused' }> {
  return { kind: 'refused', problems: [problem] };
}
