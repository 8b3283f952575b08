import { z } from 'zod';
import type { Temporal } from '../../calendar/temporal.ts';
import type { Author } from '../../cycle/author.ts';
import type { Amendment } from '../../programme/amendment.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Contact } from '../../programme/register.ts';
import type { PeopleStore } from '../ports.ts';
import type { HandOverDecision, HandOverFrame } from '../register/hand-over.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import {
  personChosen,
  type Choosable,
  type Chosen,
  type PersonChosen,
  type PersonTyped,
} from './choose-person.ts';
import { contactIdOf } from './contact-id.ts';
import type { Person } from './person.ts';
import { possibleContactIds } from './resolve-actor.ts';

/** What the people picker sends: an object id. With anything else it is as if nobody had been picked. */
export const pickedId = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .optional()
  .catch(undefined);

const noApp =
  'They do not have this app in Teams yet, so I cannot write to them. If they are in the list, choose them there; otherwise ask them to add me and say hello.';

/**
 * Who was meant, or what must be put right. Whoever was picked goes before a name that was typed and before the list: the
 * contact, lead or chair whom they are by any of their addresses, else somebody new, who can be written to because the bot
 * has met them.
 */
export async function choosePerson(
  people: Pick<PeopleStore, 'byId'>,
  who: Choosable,
  typed: PersonTyped,
): Promise<PersonChosen> {
  const { picker, register, without } = who;
  if (!typed.picked || !picker) return personChosen(who, typed);
  const problem = (words: string): PersonChosen => ({ kind: 'problem', input: 'picked', problem: words });
  const person = (await people.byId(picker.tenantId, typed.picked))?.value;
  if (!person) return problem(noApp);
  const ids = possibleContactIds(person);
  const known = picker.known.filter(({ id, aliases = [] }) =>
    [id, ...aliases].some((one) => ids.includes(one)),
  );
  const all = [...ids, ...known.map(({ id }) => id)];
  if (all.some((id) => without.includes(id))) return problem('Please choose somebody else.');
  const [contact] = known;
  if (contact && register.contacts.some(({ id }) => id === contact.id)) return { kind: 'chosen', contact };
  // The settings give a lead or a chair no name.
  const newcomer = contact ? { ...contact, name: person.name || contact.name } : contactFrom(person);
  return newcomer ? { kind: 'chosen', contact: newcomer, isNew: true } : problem(noApp);
}

/** For a cycle: anybody of its tenant can be picked. */
export function pickerIn({
  key,
  contacts,
}: Pick<LoadedCycle, 'key' | 'contacts'>): Choosable['picker'] & object {
  return { tenantId: key.tenantId, known: [...contacts.values()] };
}

/** Undefined for whoever cannot be written to. */
function contactFrom(person: Person): Contact | undefined {
  const { tenantId, name, address, unreachable, email = person.upn } = person;
  if (email === undefined || address === undefined || unreachable !== undefined) return undefined;
  return { id: contactIdOf(tenantId, email), name: name || email, email, reachedBy: 'teams' };
}

/** What follows of a decision where whoever was chosen is in no register yet. */
export function bringingIn(
  { register, at }: HandOverFrame,
  { contact, isNew }: Chosen,
  by: Author,
): Pick<HandOverDecision, 'also'> {
  if (!isNew || register.contacts.some(({ id }) => id === contact.id)) return {};
  return { also: (programme) => withColleague(programme, contact, { by, at }) };
}

/** The programme with somebody as a contact whom no register has: they are one over every import, too. */
export function withColleague(
  programme: Programme,
  contact: Contact,
  { by, at }: { by: Author; at: Temporal.Instant },
): Programme {
  const colleague: Amendment = { kind: 'colleague', contact, by, at };
  return { ...programme, amendments: [...(programme.amendments ?? []), colleague] };
}
