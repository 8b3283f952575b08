import { workingCalendar } from '../../calendar/working-days.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import type { Clock } from '../../clock.ts';
import type { Cycle, CycleDates } from '../../cycle/cycle.ts';
import type { datesFor } from '../../cycle/dates.ts';
import type { Section } from '../../cycle/message.ts';
import type { Author } from '../../cycle/author.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import {
  newDates,
  notReschedulable,
  rescheduled,
  sameDates,
  withoutIdleExtension,
  type NewDates,
} from '../../cycle/reschedule.ts';
import type { Agenda, Outbox } from '../../outbox/ports.ts';
import type { Programme } from '../../programme/programme.ts';
import { RungKind } from '../../programme/settings.ts';
import { changeProgramme } from '../change-programme.ts';
import { changeRequests } from '../lead/change-requests.ts';
import { loadCycle, type CycleReader } from './load-cycle.ts';
import type { CycleKey } from '../ports.ts';
import { lookAgain, tellOwed } from '../messages/tell-owed.ts';
import { type Told, toldOfMove } from '../messages/told-of-move.ts';

export interface RescheduleDeps {
  store: CycleReader & { agenda: Pick<Agenda, 'add'> };
  outbox: Pick<Outbox, 'put' | 'stop'>;
  clock: Clock;
}

export interface Rescheduling {
  cycle: CycleKey;
  wanted: NewDates;
  by: Author;
  /** The message whose button did it. */
  card?: string;
  /** The dates in whose place these are wanted: where they are others by now, nothing is changed. */
  inPlaceOf?: CycleDates;
}

export type RescheduleOutcome =
  | {
      kind: 'rescheduled';
      cycle: Cycle;
      before: CycleDates;
      /** It was paused, and goes on. */
      resumed: boolean;
      warnings: string[];
      told: Told[];
      /** Requests whose own deadlines are dropped. */
      dropped: string[];
    }
  /** These are its dates already; with the change that made them so, where there was one. */
  | { kind: 'already'; event: CycleEvent | undefined }
  /** Somebody else has changed the dates meanwhile. */
  | { kind: 'overtaken'; cycle: Cycle }
  | { kind: 'refused'; problems: string[] }
  | { kind: 'unknown-cycle' };

/** What the new dates of a cycle would be, with what is wrong with them, or is to be looked at twice. */
export function proposedDates(
  programme: Programme,
  cycle: Cycle,
  wanted: NewDates,
  now: Temporal.Instant,
): ReturnType<typeof datesFor> {
  const why = notReschedulable(cycle);
  if (why !== undefined) return { kind: 'refused', problems: [why] };
  const { settings, cycles } = programme;
  const calendar = workingCalendar(settings.calendar);
  return newDates({ cycle, settings, calendar, cycles, now }, wanted);
}

/**
 * Gives a cycle that is to come or open other dates; a paused one goes on with that. First the programme's row, which
 * decides: from then on the old ladder is not planned. Then whoever has something outstanding gets one message, what the
 * old ladder had called for and has not gone is stopped, and the event comes last: where a fault came between, the same
 * again does the rest. Answers and drafts are not touched.
 */
export async function rescheduleCycle(deps: RescheduleDeps, wish: Rescheduling): Promise<RescheduleOutcome> {
  const { cycle: key, by, card } = wish;
  const now = deps.clock.now();
  const found: { last?: Found } = {};
  const programme = await changeProgramme(deps.store.programmes, key.programmeId, async (current) => {
    found.last = decide(current, wish, now);
    if (found.last.kind !== 'change') return undefined;
    await lookAgain(deps, key);
    const { next } = found.last;
    const cycles = current.cycles.map((one) => (one.id === key.cycleId ? next : one));
    return { ...current, cycles: cycles.sort(byMeeting) };
  });
  const decided = found.last;
  if (!decided) return { kind: 'unknown-cycle' };
  if (decided.kind === 'same') return finish(deps, { key, cycle: decided.cycle, by, card });
  if (decided.kind !== 'change' || !programme) return decided as Exclude<Found, { kind: 'change' | 'same' }>;
  const { before, next, warnings } = decided;
  const rest = await followUp(deps, { key, cycle: next, by, card });
  return { kind: 'rescheduled', before: before.dates, warnings, ...rest };
}

/** Does what a fault has left undone of a cycle's last change of dates; `already` where nothing is. */
export async function finishRescheduling(
  deps: RescheduleDeps,
  { cycle: key, by, card }: Pick<Rescheduling, 'cycle' | 'by' | 'card'>,
): Promise<RescheduleOutcome> {
  const programme = await deps.store.programmes.find(key.programmeId);
  const cycle = programme?.value.cycles.find(({ id }) => id === key.cycleId);
  return cycle ? finish(deps, { key, cycle, by, card }) : { kind: 'unknown-cycle' };
}

async function finish(deps: RescheduleDeps, act: FollowUp): Promise<RescheduleOutcome> {
  const { key, cycle } = act;
  const event = await lastMove(deps, key, cycle);
  if (event || !cycle.moves) return { kind: 'already', event };
  return { kind: 'rescheduled', before: cycle.dates, warnings: [], ...(await followUp(deps, act)) };
}

type Found =
  | { kind: 'change'; before: Cycle; next: Cycle; warnings: string[] }
  | { kind: 'same'; cycle: Cycle }
  | Extract<RescheduleOutcome, { kind: 'overtaken' | 'refused' | 'unknown-cycle' }>;

function decide(
  programme: Programme,
  { cycle: key, wanted, by, inPlaceOf }: Rescheduling,
  now: Temporal.Instant,
): Found {
  const cycle = programme.cycles.find(({ id }) => id === key.cycleId);
  if (!cycle) return { kind: 'unknown-cycle' };
  const outcome = proposedDates(programme, cycle, wanted, now);
  if (outcome.kind === 'refused') return outcome;
  if (sameDates(outcome.dates, cycle.dates) && cycle.paused === undefined) return { kind: 'same', cycle };
  if (inPlaceOf && !sameDates(inPlaceOf, cycle.dates)) return { kind: 'overtaken', cycle };
  const next = rescheduled(cycle, outcome.dates, { at: now, by }, wanted.override);
  return { kind: 'change', before: cycle, next, warnings: outcome.warnings };
}

/** A cycle whose dates were changed, and who did that. */
interface FollowUp {
  key: CycleKey;
  cycle: Cycle;
  by: Author;
  card: string | undefined;
}

/**
 * All that follows from new dates; each of it to the same effect a second time, and however much later: only what had
 * fallen due when they were changed is of the old ladder.
 */
async function followUp(
  deps: RescheduleDeps,
  act: FollowUp,
): Promise<{ cycle: Cycle; resumed: boolean; told: Told[]; dropped: string[] }> {
  const { key, cycle, by, card } = act;
  const now = deps.clock.now();
  const loaded = await loadCycle(deps.store, key);
  const which = cycle.moves?.length ?? 0;
  const move = cycle.moves?.at(-1);
  const resumed = move?.resumed === true;
  if (loaded) await tellOwed(deps, loaded);
  if (move) {
    const why = 'the dates of the round were changed';
    await deps.outbox.stop(key, { why, about: isOfTheLadder, dueBy: move.at });
  }
  const dropped = await dropIdleExtensions(deps, { key, cycle, by, card });
  await deps.store.agenda.add({ ...key, due: now });
  await deps.store.cycles.addEvent(key, {
    id: `moved-${which}`,
    at: move?.at ?? now,
    kind: resumed ? 'resumed' : 'moved',
    by,
    detail: cycle.dates.meeting.toString(),
    ...(card !== undefined && { card }),
  });
  return { cycle, resumed, told: loaded ? toldOfMove(loaded) : [], dropped };
}

/** The close's preview is for what has closed, and what people's acts called for holds on other dates, too. */
function isOfTheLadder({ kind }: Section): boolean {
  return kind !== 'close' && RungKind.safeParse(kind).success;
}

async function dropIdleExtensions(
  deps: RescheduleDeps,
  { key, cycle, by, card }: { key: CycleKey; cycle: Cycle; by: Author; card: string | undefined },
): Promise<string[]> {
  const loaded = await loadCycle(deps.store, key);
  const refs = (loaded?.requests ?? [])
    .filter(
      (request) => request.state !== 'retired' && withoutIdleExtension(request, cycle.dates) !== request,
    )
    .map(({ ref }) => ref);
  if (refs.length === 0) return [];
  const act = { cycle: key, refs, by, ...(card !== undefined && { card }) };
  await changeRequests(deps, act, (request) => ({
    kind: 'changed',
    request: withoutIdleExtension(request, cycle.dates),
    event: { kind: 'moved', detail: 'its own deadline is dropped' },
  }));
  return refs;
}

async function lastMove(
  { store }: RescheduleDeps,
  key: CycleKey,
  { moves = [] }: Cycle,
): Promise<CycleEvent | undefined> {
  return (await store.cycles.events(key)).find(({ id }) => id === `moved-${moves.length}`);
}

function byMeeting(a: Cycle, b: Cycle): number {
  return a.dates.meeting.toString() < b.dates.meeting.toString() ? -1 : 1;
}
