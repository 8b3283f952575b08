import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import { isWanted, isOutstanding } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { addresseeOf, type Route } from '../../cycle/routing.ts';
import { absenceOn } from '../../programme/absence.ts';
import { groupedBy } from '../../programme/grouped.ts';
import type { Contact } from '../../programme/register.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import type { Person } from '../people/person.ts';
import { reasonWords } from '../messages/reason-words.ts';
import { listedRefs } from '../overdue/listed-refs.ts';

/** Somebody who can be asked again at once, and about what. */
export interface ChaseRecipient {
  contact: Contact;
  refs: string[];
}

/** Who can be asked again about some requests, and a sentence about each that nobody can be asked about. */
export interface ChaseList {
  recipients: ChaseRecipient[];
  refused: string[];
}

/** What it depends on beside the cycle: who presses, when, and whom the bot has met, by e-mail address. */
export interface Chasing {
  by: readonly string[];
  now: Temporal.Instant;
  people: ReadonlyMap<string, Person>;
}

/**
 * Who gets what is sent about some requests now: whoever is written to, or stands in for them. Not about what is answered,
 * nor whoever is away with nobody in their place, has said that it is not theirs, or cannot be reached.
 */
export function chaseList(
  loaded: LoadedCycle,
  requests: readonly UpdateRequest[],
  chasing: Chasing,
): ChaseList {
  const found = requests.map((request) => ({ ref: request.ref, ...recipientFor(loaded, request, chasing) }));
  const recipients = groupedBy(
    found.filter((one) => 'contact' in one),
    ({ contact }) => contact.id,
  );
  const refused = groupedBy(
    found.filter((one) => 'why' in one),
    ({ why }) => why,
  );
  return {
    recipients: [...recipients.values()].flatMap((own) =>
      own[0] ? [{ contact: own[0].contact, refs: own.map(({ ref }) => ref) }] : [],
    ),
    refused: [...refused].map(([why, about]) => `${why} (${listedRefs(about.map(({ ref }) => ref))}).`),
  };
}

function recipientFor(
  loaded: LoadedCycle,
  request: UpdateRequest,
  chasing: Chasing,
): { contact: Contact } | { why: string } {
  const { planState, routes, contacts, cycle } = loaded;
  const route = routes.get(request.ref);
  if (!isOutstanding(request) || !route) return { why: 'Nothing is outstanding any more' };
  if (!isWanted(request, cycle)) return { why: 'The round has closed' };
  const name = nameOf(loaded, route.messaged);
  if (request.notMine?.contactId === route.messaged && request.notMine) {
    return { why: `${name} says that it is not theirs: please decide who answers` };
  }
  const day = localDate(chasing.now, planState.calendar.timeZone);
  const addressee = addresseeOf(route, planState, { date: day, at: chasing.now });
  const absence = absenceOn(planState.absences, route.messaged ?? '', day);
  const covers = route.deputies.includes(addressee ?? '') || addressee === absence?.standIn;
  if (absence && !covers) {
    return { why: `${name} is away until ${dayAndMonth(absence.to)}, and nobody covers` };
  }
  const asked = [addressee, route.standIn?.contactId].flatMap((id) => contacts.get(id ?? '') ?? []);
  const reachable = asked.find((contact) => unreachable(contact, chasing.people) === undefined);
  if (!reachable) return { why: whyNobody(asked, chasing) ?? `${name} is in no register` };
  return chasing.by.includes(reachable.id) ? { why: 'This is yours to answer' } : { contact: reachable };
}

function whyNobody([first]: readonly Contact[], { people }: Chasing): string | undefined {
  return first && `${first.name} cannot be reached: ${unreachable(first, people) ?? ''}`;
}

/** Why somebody cannot be written to, in words; undefined where they can. */
function unreachable({ email, reachedBy }: Contact, people: ReadonlyMap<string, Person>): string | undefined {
  const person = people.get(email);
  if (reachedBy === 'email') return reasonWords('no e-mail configured');
  if (!person?.address) return reasonWords('not installed');
  return person.unreachable === undefined ? undefined : reasonWords(person.unreachable);
}

function nameOf({ contacts }: LoadedCycle, contactId: Route['messaged']): string {
  return contacts.get(contactId ?? '')?.name ?? 'Nobody';
}
