import { localDate } from '../calendar/local-time.ts';
import type { Temporal } from '../calendar/temporal.ts';
import type { Author, UpdateRequest } from '../cycle/request.ts';
import { routesOf } from '../cycle/routing.ts';
import { resolveScheme, type StatusScheme } from '../programme/status-scheme.ts';
import type { Actor, ActorProgramme } from './actor.ts';
import type { RequestData } from './card-data.ts';
import type { DeskDeps } from './desk-deps.ts';
import { loadCycle, type LoadedCycle } from './load-cycle.ts';
import type { Stored } from './ports.ts';
import { leadsOf } from './programme-people.ts';

/** A request that the actor may answer, read just now. */
export interface FoundRequest {
  loaded: LoadedCycle;
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

/** Finds a request for the actor, whose identity alone says whether they may answer it. */
export async function findRequest(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  actor: Actor,
  { programme, cycle, ref }: Pick<RequestData, 'programme' | 'cycle' | 'ref'>,
): Promise<Found> {
  const part = actor.programmes.find((one) => one.programme.id === programme);
  const head = part?.programme.cycles.find(({ id }) => id === cycle);
  if (!part || !head || part.contactIds.length === 0) return { kind: 'not-theirs' };
  if (head.state === 'scheduled') {
    return mayAnswerNow(part, ref) ? { kind: 'scheduled', opens: head.dates.opens } : { kind: 'not-theirs' };
  }
  const loaded = await loadCycle(deps.store, {
    tenantId: actor.person.tenantId,
    programmeId: programme,
    cycleId: cycle,
  });
  const stored = loaded?.stored.get(ref);
  const request = loaded?.requests.find((one) => one.ref === ref);
  if (!loaded || !stored || !request) return { kind: 'not-theirs' };
  if (request.state === 'retired') {
    return ownsByName(part, request) ? { kind: 'retired' } : { kind: 'not-theirs' };
  }
  const contactId = loaded.routes.get(ref)?.mayAnswer.find((id) => part.contactIds.includes(id));
  if (contactId === undefined) return { kind: 'not-theirs' };
  const { settings } = loaded.programme.value;
  const now = deps.clock.now();
  const found: FoundRequest = {
    loaded,
    stored,
    request,
    scheme: resolveScheme(settings.statusScheme),
    author: { contactId, name: actor.person.name || (loaded.contacts.get(contactId)?.name ?? '') },
    readers: part.contactIds,
    now,
    today: localDate(now, settings.calendar.timeZone),
  };
  if (loaded.cycle.state === 'cancelled') return { kind: 'cancelled', found };
  return { kind: request.state === 'excused' ? 'excused' : 'found', found };
}

function mayAnswerNow(part: ActorProgramme, ref: string): boolean {
  const leads = leadsOf(part.programme, part.register);
  const route = routesOf(part.register, leads, [{ ref }]).get(ref);
  return route?.mayAnswer.some((id) => part.contactIds.includes(id)) ?? false;
}

/** A retired action has left the register, so its request's owners say whose it was. */
function ownsByName(part: ActorProgramme, { owners }: UpdateRequest): boolean {
  return part.register.owners
    .filter((owner) => owners.some(({ id }) => id === owner.id))
    .some(({ leadContact, deputy }) =>
      [leadContact, deputy].some((id) => id && part.contactIds.includes(id)),
    );
}
