import type { Programme } from '../programme/programme.ts';
import type { Register } from '../programme/register.ts';
import type { Actor, ActorProgramme } from './actor.ts';
import { contactIdOf } from './contact-id.ts';
import type { DeskDeps } from './desk-deps.ts';
import type { Turn } from './desk.ts';
import { meetPerson } from './meet-person.ts';
import type { Person } from './person.ts';
import { chairsOf, leadsOf } from './programme-people.ts';

/** Who is acting, and what they are to the programmes of their own tenant. Decided from the identity alone. */
export async function resolveActor(
  deps: Pick<DeskDeps, 'store' | 'clock' | 'log'>,
  turn: Turn,
): Promise<Actor> {
  const { person, arrived } = await meetPerson(deps, turn);
  const ids = possibleContactIds(person);
  const stored = await deps.store.programmes.list(person.tenantId);
  const all = await Promise.all(stored.map(({ value }) => partIn(deps, value, ids)));
  const programmes = all.filter(({ contactIds, isChair }) => contactIds.length > 0 || isChair);
  const contactIds = [...new Set(programmes.flatMap((programme) => programme.contactIds))];
  return { person, contactIds, programmes, arrived };
}

/** The contact ids that somebody has by the addresses that Teams gives: a register may hold either. */
export function possibleContactIds(person: Pick<Person, 'tenantId' | 'email' | 'upn'>): string[] {
  const addresses = [person.email, person.upn].filter((address) => address !== undefined);
  return [...new Set(addresses.map((address) => contactIdOf(person.tenantId, address)))];
}

async function partIn(
  deps: Pick<DeskDeps, 'store'>,
  programme: Programme,
  ids: string[],
): Promise<ActorProgramme> {
  const { tenantId, id, registerVersion } = programme;
  const register: Register =
    registerVersion === undefined
      ? { version: '', actions: [], owners: [], contacts: [] }
      : await deps.store.registers.read(tenantId, id, registerVersion);
  const leads = new Set(leadsOf(programme, register).map((lead) => lead.id));
  const chairs = new Set(chairsOf(programme, register).map((chair) => chair.id));
  const contacts = new Set(register.contacts.map((contact) => contact.id));
  return {
    programme,
    register,
    isLead: ids.some((one) => leads.has(one)),
    isChair: ids.some((one) => chairs.has(one)),
    contactIds: ids.filter((one) => contacts.has(one) || leads.has(one)),
  };
}
