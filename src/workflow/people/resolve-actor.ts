import type { Programme } from '../../programme/programme.ts';
import type { Register } from '../../programme/register.ts';
import type { Actor, ActorProgramme } from './actor.ts';
import { contactIdOf } from './contact-id.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { Turn } from '../desk.ts';
import { meetPerson } from './meet-person.ts';
import type { Person } from './person.ts';
import { chairsOf, leadsOf } from './programme-people.ts';
import { registerInForce } from '../register/register-in-force.ts';

/**
 * Who is acting, and what they are to the programmes of their own tenant. Decided from the identity alone. A turn that
 * names a programme in which they have a part is about that one only; so its cost does not grow with the tenant.
 */
export async function resolveActor(
  deps: Pick<DeskDeps, 'store' | 'clock' | 'log'>,
  turn: Turn,
  named?: string,
): Promise<Actor> {
  const [{ person, arrived }, programme] = await Promise.all([
    meetPerson(deps, turn),
    named === undefined ? undefined : deps.store.programmes.find(named),
  ]);
  const part = programme && (await ownPart(deps, person, programme.value));
  const programmes = part ? [part] : await allParts(deps, person);
  const contactIds = [...new Set(programmes.flatMap((one) => one.contactIds))];
  return { person, contactIds, programmes, arrived };
}

/** What somebody is to one programme, read just now; undefined where they have no part in it. */
export async function partOf(
  deps: Pick<DeskDeps, 'store'>,
  person: Person,
  programmeId: string,
): Promise<ActorProgramme | undefined> {
  const programme = await deps.store.programmes.find(programmeId);
  return programme && ownPart(deps, person, programme.value);
}

/** What the people with these contact ids are to a programme of their tenant, read just now. */
export async function partFor(
  deps: Pick<DeskDeps, 'store'>,
  programmeId: string,
  contactIds: string[],
): Promise<ActorProgramme | undefined> {
  const programme = await deps.store.programmes.find(programmeId);
  return programme && partIn(deps, programme.value, contactIds);
}

async function allParts(deps: Pick<DeskDeps, 'store'>, person: Person): Promise<ActorProgramme[]> {
  const stored = await deps.store.programmes.list(person.tenantId);
  const parts = await Promise.all(stored.map(({ value }) => ownPart(deps, person, value)));
  return parts.filter((part) => part !== undefined);
}

async function ownPart(
  deps: Pick<DeskDeps, 'store'>,
  person: Person,
  programme: Programme,
): Promise<ActorProgramme | undefined> {
  if (programme.tenantId !== person.tenantId) return undefined;
  const part = await partIn(deps, programme, possibleContactIds(person));
  return part.contactIds.length > 0 || part.isChair ? part : undefined;
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
  const register: Register = (await registerInForce(deps.store.registers, programme)) ?? {
    ...{ version: '', actions: [], owners: [], contacts: [] },
  };
  const leads = new Set(leadsOf(programme, register).map((lead) => lead.id));
  const chairs = new Set(chairsOf(programme, register).map((chair) => chair.id));
  const contacts = register.contacts.filter(
    ({ id, aliases }) => ids.includes(id) || aliases?.some((alias) => ids.includes(alias)),
  );
  const own = new Set([...contacts.map(({ id }) => id), ...ids.filter((one) => leads.has(one))]);
  const all = [...new Set([...ids, ...own])];
  return {
    programme,
    register,
    isLead: all.some((one) => leads.has(one)),
    isChair: all.some((one) => chairs.has(one)),
    contactIds: all.filter((one) => own.has(one)),
  };
}
