import { localDate } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay } from '../calendar/working-days.ts';
import { recipientId } from '../cycle/message.ts';
import { isOutstanding } from '../cycle/outstanding.ts';
import type { StandIn } from '../cycle/request-marks.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import type { LoadedCycle } from '../workflow/rounds/load-cycle.ts';
import type { Person } from '../workflow/people/person.ts';
import type { CycleStore, PeopleStore } from '../workflow/ports.ts';
import { asks, isReached } from '../workflow/messages/reach.ts';
import type { Delivery } from './ledger.ts';
import { cameToNobody, isToCome } from './policy/standing.ts';

export interface FallBackStore {
  cycles: Pick<CycleStore, 'replaceRequests'>;
  people: Pick<PeopleStore, 'byEmails'>;
}

/**
 * Where the contact of a request cannot be reached, their deputy is asked as well, if the deputy can be; and no longer
 * once the contact was reached after all. It is written into the requests, and planning does the rest. True when
 * anything changed: then the cycle is to be planned again.
 */
export async function fallBack(
  store: FallBackStore,
  loaded: LoadedCycle,
  rows: readonly Delivery[],
  now: Temporal.Instant,
): Promise<boolean> {
  if (loaded.cycle.state !== 'open') return false;
  const latest = latestAsking(rows.filter((row) => !isToCome(row, now)));
  const missed = missedContacts(loaded, latest);
  const people = missed.size === 0 ? new Map<string, Person>() : await deputiesOf(store, loaded, missed);
  const changes = loaded.requests.flatMap((request) => {
    const standIn =
      endedStandIn(request.standIn, latest) ?? newStandIn(loaded, request, { rows, missed, people, now });
    const row = standIn && loaded.stored.get(request.ref);
    return row ? [{ etag: row.etag, value: { ...row.value, standIn } }] : [];
  });
  if (changes.length === 0) return false;
  const conflicts = await store.cycles.replaceRequests(loaded.key, changes);
  return conflicts.length < changes.length;
}

/** The newest message to each contact that asked for updates and was not taken back or overtaken. */
function latestAsking(rows: readonly Delivery[]): Map<string, Delivery> {
  const latest = new Map<string, Delivery>();
  for (const row of rows) {
    if (!asks(row) || row.state === 'superseded' || row.state === 'skipped') continue;
    const known = latest.get(recipientId(row));
    if (!known || Temporal.Instant.compare(known.at, row.at) <= 0) latest.set(recipientId(row), row);
  }
  return latest;
}

/** Contacts with something outstanding, a deputy, and nobody in their place, whose newest message was refused for good. */
function missedContacts(
  { requests, routes }: LoadedCycle,
  latest: ReadonlyMap<string, Delivery>,
): Set<string> {
  const missed = requests.filter(isOutstanding).flatMap(({ ref }) => {
    const route = routes.get(ref);
    if (route?.messaged === undefined || route.standIn) return [];
    const hasDeputy = route.deputies.some((id) => id !== route.messaged);
    return hasDeputy && latest.get(route.messaged)?.state === 'unreachable' ? [route.messaged] : [];
  });
  return new Set(missed);
}

/** The deputies of these contacts, by contact id, as far as the bot can write to them. */
async function deputiesOf(
  { people }: FallBackStore,
  { key, routes, contacts }: LoadedCycle,
  missed: ReadonlySet<string>,
): Promise<Map<string, Person>> {
  const ids = [...routes.values()].flatMap(({ messaged, deputies }) =>
    messaged !== undefined && missed.has(messaged) ? deputies : [],
  );
  const deputies = [...new Set(ids)].flatMap((id) => contacts.get(id) ?? []);
  const known = await people.byEmails(
    key.tenantId,
    deputies.map(({ email }) => email),
  );
  return new Map(
    deputies.flatMap(({ id, email, reachedBy }) => {
      const person = known.get(email);
      const isReachable = reachedBy === 'teams' && person?.address && person.unreachable === undefined;
      return isReachable ? [[id, person] as const] : [];
    }),
  );
}

function newStandIn(
  { routes, planState }: LoadedCycle,
  request: UpdateRequest,
  about: {
    rows: readonly Delivery[];
    missed: ReadonlySet<string>;
    people: ReadonlyMap<string, Person>;
    now: Temporal.Instant;
  },
): StandIn | undefined {
  const { rows, missed, people, now } = about;
  const route = routes.get(request.ref);
  if (!isOutstanding(request) || !route?.messaged || route.standIn) return undefined;
  const { messaged: insteadOf } = route;
  const contactId = route.deputies.find((id) => id !== insteadOf && people.has(id));
  if (!missed.has(insteadOf) || contactId === undefined) return undefined;
  // Asked before, and then the contact came back for a while: what is still to come is enough.
  if (request.standIn?.contactId === contactId) return { contactId, insteadOf, from: request.standIn.from };
  const { calendar } = planState;
  const today = localDate(now, calendar.timeZone);
  const hadOneToday = rows.some(
    (row) => recipientId(row) === contactId && row.date.equals(today) && !cameToNobody(row),
  );
  return { contactId, insteadOf, from: hadOneToday ? nextWorkingDay(calendar, today) : today };
}

/** The contact has had a message since, so from now on they are asked themselves. */
function endedStandIn(
  standIn: StandIn | undefined,
  latest: ReadonlyMap<string, Delivery>,
): StandIn | undefined {
  if (!standIn || standIn.over) return undefined;
  const newest = latest.get(standIn.insteadOf);
  return newest && isReached(newest) ? { ...standIn, over: true } : undefined;
}
