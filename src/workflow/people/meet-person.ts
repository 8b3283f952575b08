import type { DeskDeps } from '../desk-deps.ts';
import type { Profile, Turn } from '../desk.ts';
import type { ConversationAddress, Person } from './person.ts';

export interface Meeting {
  person: Person;
  /** Whether they could not be written to before, and can now; also where that was not seen through in an earlier turn. */
  arrived: boolean;
}

/**
 * Remembers who is acting: their name, where they can be written to, and (asked once of the roster, or again while
 * it is unknown) their e-mail address. Kept for those in no register too: the register may come later.
 */
export async function meetPerson(
  deps: Pick<DeskDeps, 'store' | 'clock' | 'log'>,
  turn: Turn,
): Promise<Meeting> {
  const { tenantId, aadObjectId, name } = turn.who;
  const known = await deps.store.people.byId(tenantId, aadObjectId);
  const profile = hasAddress(known?.value) ? {} : await profileOf(deps, turn);
  const seen: Seen = {
    tenantId,
    aadObjectId,
    name,
    profile,
    address: turn.where.kind === 'personal' ? turn.where : undefined,
    now: deps.clock.now(),
  };
  if (known && isUnchanged(known.value, seen)) {
    return { person: known.value, arrived: known.value.arriving === true };
  }
  const person = await deps.store.people.upsert({ tenantId, aadObjectId }, (current) => {
    const next = withSeen(current, seen);
    return isReachable(next) && !isReachable(current) ? { ...next, arriving: true } : next;
  });
  return { person, arrived: person.arriving === true };
}

interface Seen {
  tenantId: string;
  aadObjectId: string;
  name: string;
  profile: Profile;
  address: ConversationAddress | undefined;
  now: Person['metAt'];
}

function withSeen(current: Person | undefined, seen: Seen): Person {
  const { tenantId, aadObjectId, name, profile, address, now } = seen;
  const next: Person = { metAt: now, ...current, tenantId, aadObjectId, name: name || (current?.name ?? '') };
  if (profile.email) next.email = profile.email.toLowerCase();
  if (profile.upn) next.upn = profile.upn.toLowerCase();
  if (address) {
    next.address = address;
    // They have just written or pressed something, so whatever stood in the way is gone.
    delete next.unreachable;
  }
  return next;
}

function isUnchanged(current: Person, seen: Seen): boolean {
  const next = withSeen(current, seen);
  return (
    next.name === current.name &&
    next.email === current.email &&
    next.upn === current.upn &&
    next.unreachable === current.unreachable &&
    sameAddress(next.address, current.address)
  );
}

function sameAddress(one: ConversationAddress | undefined, other: ConversationAddress | undefined): boolean {
  return (
    one?.conversationId === other?.conversationId &&
    one?.serviceUrl === other?.serviceUrl &&
    one?.botId === other?.botId &&
    one?.userMri === other?.userMri
  );
}

function isReachable(person: Person | undefined): boolean {
  // On a roster only, their conversation is still to be made.
  const hasConversation = person?.address !== undefined && person.address.conversationId !== '';
  return hasConversation && person.unreachable === undefined && hasAddress(person);
}

function hasAddress(person: Person | undefined): boolean {
  return person?.email !== undefined || person?.upn !== undefined;
}

/** The roster can be out of reach for a moment: then they are a stranger in this turn, and asked for in the next. */
async function profileOf(deps: Pick<DeskDeps, 'log'>, turn: Turn): Promise<Profile> {
  try {
    return await turn.profile();
  } catch (error) {
    deps.log.warn({ err: error, aadObjectId: turn.who.aadObjectId }, 'the roster did not say who this is');
    return {};
  }
}
