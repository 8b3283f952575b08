import type { Temporal } from '../../calendar/temporal.ts';
import { foldText } from '../../programme/fold-text.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Contact, Register } from '../../programme/register.ts';
import type { Clock } from '../../clock.ts';
import { contactIdOf } from './contact-id.ts';
import type { Person } from './person.ts';
import type { PeopleStore, ProgrammeStore, RegisterStore } from '../ports.ts';
import { byAddress, contactsOf, contactsOfTenant } from './tenant-contacts.ts';

/** Somebody who wrote to the bot, and is in no register of the tenant by the address that Teams gives. */
export interface Stranger {
  aadObjectId: string;
  name: string;
  email: string;
  /** The contact id of that address. */
  alias: string;
  since: Temporal.Instant;
  /** The one contact of the programme who is called the same, by id. */
  likely?: string;
}

export interface StrangersReader {
  people: Pick<PeopleStore, 'strangers'>;
  programmes: ProgrammeStore;
  registers: RegisterStore;
}

/** Remembers that somebody wrote whom no register knows, the first time. */
export async function rememberStranger(
  { store, clock }: { store: { people: Pick<PeopleStore, 'upsert'> }; clock: Clock },
  person: Person,
): Promise<void> {
  if (person.strangerSince) return;
  const strangerSince = clock.now();
  await store.people.upsert(person, (current = person) => ({ strangerSince, ...current }));
}

/**
 * Who wrote and is nobody's contact, for the leads of a programme, the latest first; where programmes have contacts who are
 * called the same, for the leads of those only, unless they have dismissed them. Whoever has come into a register since is
 * not shown any more, nor whom a lead of the programme has dismissed, nor anybody whose address Teams has not given. One
 * short read where there is nobody.
 */
export async function strangersOf(
  store: StrangersReader,
  programme: Pick<Programme, 'tenantId' | 'dismissed'>,
  register: Pick<Register, 'contacts'>,
): Promise<Stranger[]> {
  const { tenantId } = programme;
  const people = (await store.people.strangers(tenantId)).flatMap((person) => {
    const address = addressOf(person);
    return address && !isDismissed(programme, address.alias) ? { person, ...address } : [];
  });
  if (people.length === 0) return [];
  const everywhere = await contactsOfTenant({ store }, tenantId);
  const known = byAddress(everywhere);
  return people.flatMap(({ person, email, alias }) => {
    const { aadObjectId, name, strangerSince: since } = person;
    if (since === undefined || contactsOf(known, person).length > 0) return [];
    const isNamesake = (contact: Contact) => foldText(contact.name) === foldText(name);
    const namesakes = register.contacts.filter(isNamesake);
    const isElsewhere = everywhere.some(
      (other) => !isDismissed(other.programme, alias) && other.contacts.some(isNamesake),
    );
    if (namesakes.length === 0 && isElsewhere) return [];
    const [likely] = namesakes;
    return {
      ...{ aadObjectId, name, email, alias, since },
      ...(likely && namesakes.length === 1 && { likely: likely.id }),
    };
  });
}

/** The address by which somebody would be joined to a contact, with the contact id of it; undefined where Teams gave none. */
export function addressOf({
  tenantId,
  upn,
  email = upn,
}: Pick<Person, 'tenantId' | 'email' | 'upn'>): { email: string; alias: string } | undefined {
  return email === undefined ? undefined : { email, alias: contactIdOf(tenantId, email) };
}

/** Whether a lead of the programme has said that whoever has this address is none of its contacts. */
export function isDismissed({ dismissed = [] }: Pick<Programme, 'dismissed'>, alias: string): boolean {
  return dismissed.some((one) => one.alias === alias);
}
