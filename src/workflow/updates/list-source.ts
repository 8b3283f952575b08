import type { Temporal } from '../../calendar/temporal.ts';
import { newestUpdate } from '../../cycle/newest-update.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { RequestLine } from '../../cycle/request-line.ts';
import { answersOn, isTheirs, type Route } from '../../cycle/routing.ts';
import type { CycleFrame } from '../rounds/load-cycle.ts';

/** A cycle, as far as a list needs it: at least the requests that its reader may answer, in the register's order. */
export interface ListedCycle extends CycleFrame {
  requests: RequestLine[];
  routes: ReadonlyMap<string, Route>;
}

/** A cycle, as one reader's list is drawn from it. */
export interface ListSource {
  loaded: ListedCycle;
  /** The reader's contact ids in this programme. */
  readers: readonly string[];
  now: Temporal.Instant;
  /** The programme's local day, now. */
  today: Temporal.PlainDate;
  /**
   * Whether what they are a deputy for is theirs too. It is when they ask for their list (the default); a message
   * says so only once a deputy has been asked to step in.
   */
  coversDeputy?: boolean;
}

function routeFor(source: ListSource, { ref, state }: RequestLine): Route | undefined {
  const route = source.loaded.routes.get(ref);
  if (!route || state === 'retired') return undefined;
  return answersOn(route, source.readers, source.today) === undefined ? undefined : route;
}

/** Whether a list shows it as its reader's, and not as one that they only share. */
export function isOwn(source: ListSource, request: RequestLine): boolean {
  const route = routeFor(source, request);
  if (!route) return false;
  const { coversDeputy = true, readers, today } = source;
  return isTheirs(coversDeputy ? route : { ...route, deputies: [] }, readers, today);
}

/** What they may answer though nobody waits for them to: others' requests, and their own finished actions. */
export function isFurther(source: ListSource, request: RequestLine): boolean {
  return routeFor(source, request) !== undefined && !(isOwn(source, request) && request.asked);
}

/** Not answered, and not wanted any more: a lead has excused it, or its round was cancelled. */
export function isCalledOff({ loaded }: ListSource, request: RequestLine): boolean {
  if (request.state === 'excused') return newestUpdate(request) === undefined;
  return loaded.cycle.state === 'cancelled' && isWaiting(request);
}

/** Not answered yet, on time or late. */
export function isWaiting(request: RequestLine): boolean {
  return isOutstanding(request) && request.late === undefined;
}

/** Whether its reader has said that it is not theirs, and no lead has decided yet. */
export function isInDoubt({ readers }: ListSource, { notMine }: RequestLine): boolean {
  return notMine !== undefined && readers.includes(notMine.contactId);
}
