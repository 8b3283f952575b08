import { workingCalendar } from '../../calendar/working-days.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import type { Clock } from '../../clock.ts';
import type { Cycle, CycleDates, CycleMove } from '../../cycle/cycle.ts';
import type { datesFor } from '../../cycle/dates.ts';
import type { Section } from '../../cycle/message.ts';
import type { Author } from '../../cycle/author.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import { newDates, notReschedulable, rescheduled, sameDates, type NewDates } from '../../cycle/reschedule.ts';
import type { Agenda, Outbox } from '../../outbox/ports.ts';
import type { Programme } from '../../programme/programme.ts';
import { RungKind } from '../../programme/settings.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import { changeRequests } from '../lead/change-requests.ts';
import { loadCycle, type CycleReader } from './load-cycle.ts';
import type { CycleKey } from '../ports.ts';
import { tellOwed } from '../messages/tell-owed.ts';
import { type Told, toldOfMove } from '../messages/told-of-move.ts';

export interface RescheduleDeps {
  store: CycleReader & { agenda: Pick<Agenda, 'add'> };
  outbox: Pick<Outbox, 'put' | 'stop'>;
  clock: Clock;
}

/** Whose act it is, and by which card. */
export interface ReschedulingAct {
  cycle: CycleKey;
  by: Author;
  /** The message whose button did it. */
  card?: string;
}

export interface Rescheduling extends ReschedulingAct {
  wanted: NewDates;
  /** The round as it was seen: where it has other dates by now, is paused or goes on, nothing is changed. */
  inPlaceOf?: AsSeen;
}

type AsSeen = Pick<Cycle, 'dates' | 'paused'>;

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
  /** These are its dates already; with the change that made them so, where it has opened and there was one. */
  | { kind: 'already'; move: CycleMove | undefined }
  /** Somebody else has changed the dates, paused it or gone on with it meanwhile. */
  | { kind: 'overtaken'; cycle: Cycle }
  | { kind: 'refused'; problems: string[] }
  | { kind: 'unknown-cycle' };

/** All that comes of it where nobody else did something in between. */
export type OwnRescheduling = Exclude<RescheduleOutcome, { kind: 'overtaken' }>;

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
 * old ladder had called for and has not gone is stopped, and the trail is written: where a fault came between, the same
 * again does the rest. Answers and drafts are not touched.
 */
export async function rescheduleCycle(deps: RescheduleDeps, wish: Rescheduling): Promise<RescheduleOutcome> {
  const { cycle: key } = wish;
  const now = deps.clock.now();
  const found: { last?: Found } = {};
  await actOnProgramme(deps.store, key.programmeId, now, (current) => {
    found.last = decide(current, wish, now);
    if (found.last.kind !== 'change') return undefined;
    const { next } = found.last;
    const cycles = current.cycles.map((one) => (one.id === key.cycleId ? next : one));
    const events = [{ cycleId: key.cycleId, event: eventOf(next, wish, now) }];
    return { programme: { ...current, cycles: cycles.sort(byMeeting) }, events };
  });
  const decided = found.last ?? { kind: 'unknown-cycle' };
  if (decided.kind === 'same') return finish(deps, wish, decided);
  if (decided.kind !== 'change') return decided;
  const { before, next, warnings } = decided;
  const rest = await followUp(deps, wish, next);
  return { kind: 'rescheduled', before: before.dates, warnings, ...rest };
}

/** Does what a fault has left undone of a cycle's last change of dates; `already` where nothing is known to be. */
export async function finishRescheduling(
  deps: RescheduleDeps,
  act: ReschedulingAct,
): Promise<OwnRescheduling> {
  const { programmeId, cycleId } = act.cycle;
  const programme = await deps.store.programmes.find(programmeId);
  const cycle = programme?.value.cycles.find(({ id }) => id === cycleId);
  if (!programme || !cycle) return { kind: 'unknown-cycle' };
  return finish(deps, act, { cycle, isUnfinished: isUnfinished(programme.value, cycle) });
}

/** A tick writes the trail without the rest, so that is done in any case: to the same effect a second time. */
async function finish(
  deps: RescheduleDeps,
  act: ReschedulingAct,
  { cycle, isUnfinished }: Pick<Same, 'cycle' | 'isUnfinished'>,
): Promise<OwnRescheduling> {
  const move = cycle.moves?.at(-1);
  if (!isUnfinished && !move) return { kind: 'already', move };
  const rest = await followUp(deps, act, cycle);
  return isUnfinished || rest.dropped.length > 0
    ? { kind: 'rescheduled', before: cycle.dates, warnings: [], ...rest }
    : { kind: 'already', move };
}

interface Same {
  kind: 'same';
  cycle: Cycle;
  /** Whoever made them so was stopped before the trail had it. */
  isUnfinished: boolean;
}

type Found =
  | { kind: 'change'; before: Cycle; next: Cycle; warnings: string[] }
  | Same
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
  if (sameDates(outcome.dates, cycle.dates) && cycle.paused === undefined) {
    return { kind: 'same', cycle, isUnfinished: isUnfinished(programme, cycle) };
  }
  if (inPlaceOf && !isAsSeen(inPlaceOf, cycle)) return { kind: 'overtaken', cycle };
  const next = rescheduled(cycle, outcome.dates, { at: now, by }, wanted.override);
  return { kind: 'change', before: cycle, next, warnings: outcome.warnings };
}

function isAsSeen(seen: AsSeen, now: AsSeen): boolean {
  return sameDates(seen.dates, now.dates) && (seen.paused === undefined) === (now.paused === undefined);
}

function isUnfinished({ owedEvents = [] }: Programme, { id }: Cycle): boolean {
  return owedEvents.some(
    ({ cycleId, event: { kind } }) => cycleId === id && (kind === 'moved' || kind === 'resumed'),
  );
}

function eventOf(next: Cycle, { by, card }: ReschedulingAct, now: Temporal.Instant): CycleEvent {
  const { moves = [], dates } = next;
  return {
    id: `moved-${moves.length}`,
    at: now,
    kind: moves.at(-1)?.resumed ? 'resumed' : 'moved',
    by,
    detail: dates.meeting.toString(),
    ...(card !== undefined && { card }),
  };
}

/**
 * All that follows from new dates; each of it to the same effect a second time, and however much later: only what had
 * fallen due when they were changed is of the old ladder.
 */
async function followUp(
  deps: RescheduleDeps,
  act: ReschedulingAct,
  cycle: Cycle,
): Promise<{ cycle: Cycle; resumed: boolean; told: Told[]; dropped: string[] }> {
  const { cycle: key } = act;
  const loaded = await loadCycle(deps.store, key);
  const move = cycle.moves?.at(-1);
  if (loaded) await tellOwed(deps, loaded);
  if (move) {
    const why = 'the dates of the round were changed';
    await deps.outbox.stop(key, { why, about: isOfTheLadder, dueBy: move.at });
  }
  const dropped = await dropIdleExtensions(deps, act);
  await deps.store.agenda.add({ ...key, due: deps.clock.now() });
  await writeTrails(deps.store, key.programmeId);
  return { cycle, resumed: move?.resumed === true, told: loaded ? toldOfMove(loaded) : [], dropped };
}

/** The close's preview is for what has closed, and what people's acts called for holds on other dates, too. */
function isOfTheLadder({ kind }: Section): boolean {
  return kind !== 'close' && RungKind.safeParse(kind).success;
}

/** From the new dates on a request is read without; here it is written so, and the trail has it. */
async function dropIdleExtensions(deps: RescheduleDeps, act: ReschedulingAct): Promise<string[]> {
  const loaded = await loadCycle(deps.store, act.cycle);
  if (!loaded) return [];
  const { requests, stored } = loaded;
  const refs = requests
    .filter(({ ref, state, extended }) => state !== 'retired' && !extended && stored.get(ref)?.value.extended)
    .map(({ ref }) => ref);
  if (refs.length === 0) return [];
  await changeRequests(deps, { ...act, refs }, (request) => ({
    kind: 'changed',
    request,
    event: { kind: 'moved', detail: 'its own deadline is dropped' },
  }));
  return refs;
}

function byMeeting(a: Cycle, b: Cycle): number {
  return a.dates.meeting.toString() < b.dates.meeting.toString() ? -1 : 1;
}
