import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { Draft } from '../../cycle/draft.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { answersOn, routesOf, type Route } from '../../cycle/routing.ts';
import { resolveScheme, type StatusScheme } from '../../programme/status-scheme.ts';
import type { Actor, ActorProgramme } from '../people/actor.ts';
import { authorOf } from '../people/author-of.ts';
import type { RequestData } from '../card-data.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { requestsAsOfNow, type CycleFrame } from '../rounds/load-cycle.ts';
import type { Stored } from '../ports.ts';
import { answeringOf } from '../register/register-in-force.ts';
import { partOf } from '../people/resolve-actor.ts';

/** A request that the actor may answer, read just now. */
export interface FoundRequest {
  loaded: CycleFrame;
  /** What the actor is to the programme. */
  part: ActorProgramme;
  stored: Stored<UpdateRequest>;
  request: UpdateRequest;
  scheme: StatusScheme;
  /** The actor, as the author of what they send. */
  author: Author;
  /** The actor's contact ids in this programme. */
  readers: string[];
  now: Temporal.Instant;
  /** The programme's local day. */
  today: Temporal.PlainDate;
}

export type Found =
  | { kind: 'found'; found: FoundRequest }
  /** Theirs, but nothing is wanted this time. The request still lives. */
  | { kind: 'excused'; found: FoundRequest }
  /** Theirs, but the round was cancelled: nothing is asked for any more. */
  | { kind: 'cancelled'; found: FoundRequest }
  | { kind: 'retired' }
  | { kind: 'scheduled'; opens: Temporal.PlainDate }
  /** Unknown, or somebody else's: the two are not told apart. */
  | { kind: 'not-theirs' };

/** A request as it was read while the actor was looked up; the actor's part in its programme is as fresh. */
export interface ReadAhead {
  stored: Stored<UpdateRequest> | undefined;
}

/**
 * Finds a request for the actor, whose identity alone says whether they may answer it. What was read ahead serves
 * once: whoever tries again after a conflict leaves it out, and everything is read anew.
 */
export async function findRequest(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  actor: Actor,
  data: Pick<RequestData, 'programme' | 'cycle' | 'ref'>,
  ahead?: ReadAhead,
): Promise<Found> {
  const { programme, cycle, ref } = data;
  const key = { tenantId: actor.person.tenantId, programmeId: programme, cycleId: cycle };
  const [part, stored] = ahead
    ? [actor.programmes.find((one) => one.programme.id === programme), ahead.stored]
    : await Promise.all([partOf(deps, actor.person, programme), deps.store.cycles.request(key, ref)]);
  const head = part?.programme.cycles.find(({ id }) => id === cycle);
  if (!part || !head || part.contactIds.length === 0) return { kind: 'not-theirs' };
  const { settings } = part.programme;
  const now = deps.clock.now();
  const today = localDate(now, settings.calendar.timeZone);
  const route = routeOf(part, head, ref);
  const contactId = route && answersOn(route, part.contactIds, today);
  if (head.state === 'scheduled') {
    return contactId === undefined ? { kind: 'not-theirs' } : { kind: 'scheduled', opens: head.dates.opens };
  }
  if (!stored) return { kind: 'not-theirs' };
  const loaded = frameOf(part, head);
  const [request = stored.value] = requestsAsOfNow([stored.value], loaded);
  if (request.state === 'retired') {
    return ownsByName(part, request) ? { kind: 'retired' } : { kind: 'not-theirs' };
  }
  if (contactId === undefined) return { kind: 'not-theirs' };
  const found: FoundRequest = {
    loaded,
    stored,
    request,
    scheme: resolveScheme(settings.statusScheme),
    author: authorOf(actor.person, part, contactId),
    part,
    readers: part.contactIds,
    now,
    today,
  };
  if (loaded.cycle.state === 'cancelled') return { kind: 'cancelled', found };
  return { kind: request.state === 'excused' ? 'excused' : 'found', found };
}

/** The cycle of a programme, as the actor's part in it was read. */
export function frameOf({ programme, register }: ActorProgramme, cycle: Cycle): CycleFrame {
  const { tenantId, id } = programme;
  return {
    key: { tenantId, programmeId: id, cycleId: cycle.id },
    programme: { value: programme },
    cycle,
    register,
  };
}

function routeOf({ programme, register }: ActorProgramme, cycle: Cycle, ref: string): Route | undefined {
  return routesOf(answeringOf(programme, register, cycle), [{ ref }]).get(ref);
}

/** A retired action has left the register, so its request's owners say whose it was. */
function ownsByName(part: ActorProgramme, { owners }: UpdateRequest): boolean {
  return part.register.owners
    .filter((owner) => owners.some(({ id }) => id === owner.id))
    .some(({ leadContact, deputy }) =>
      [leadContact, deputy].some((id) => id && part.contactIds.includes(id)),
    );
}

/** The draft of a request, read only where the request says that there is one. */
export async function draftOf(
  deps: Pick<DeskDeps, 'store'>,
  { loaded, stored }: FoundRequest,
): Promise<Draft | undefined> {
  if (!stored.value.draft) return undefined;
  return (await deps.store.cycles.draft(loaded.key, stored.value.ref))?.value;
}
