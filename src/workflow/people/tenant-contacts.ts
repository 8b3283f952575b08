import type { Programme } from '../../programme/programme.ts';
import type { Contact } from '../../programme/register.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { Person } from './person.ts';
import { chairsOf, leadsOf } from './programme-people.ts';
import { registerInForce } from '../register/register-in-force.ts';
import { possibleContactIds } from './resolve-actor.ts';

type Deps = { store: Pick<DeskDeps['store'], 'programmes' | 'registers'> };

export interface ProgrammeContacts {
  programme: Programme;
  contacts: Contact[];
}

/** Everybody whom a tenant's programmes write to, by programme. */
export async function contactsOfTenant({ store }: Deps, tenantId: string): Promise<ProgrammeContacts[]> {
  const programmes = await store.programmes.list(tenantId);
  return Promise.all(
    programmes.map(async ({ value: programme }) => {
      const register = await registerInForce(store.registers, programme);
      const named = [...leadsOf(programme, register), ...chairsOf(programme, register)];
      return { programme, contacts: [...(register?.contacts ?? []), ...named] };
    }),
  );
}

/** The id of each address that these have, with the contacts whose it is. An address of their own is one of them. */
export function byAddress(programmes: readonly ProgrammeContacts[]): Map<string, Set<string>> {
  const byId = new Map<string, Set<string>>();
  for (const { id, aliases = [] } of programmes.flatMap(({ contacts }) => contacts)) {
    for (const address of [id, ...aliases]) byId.set(address, (byId.get(address) ?? new Set()).add(id));
  }
  return byId;
}

/** The same of everybody whom any of a tenant's programmes writes to. */
export async function contactsByAddress(deps: Deps, tenantId: string): Promise<Map<string, Set<string>>> {
  return byAddress(await contactsOfTenant(deps, tenantId));
}

/** The contacts that somebody is, by any of their addresses; none for whoever is in no register. */
export function contactsOf(
  known: ReadonlyMap<string, ReadonlySet<string>>,
  person: Pick<Person, 'tenantId' | 'email' | 'upn'>,
): string[] {
  return [...new Set(possibleContactIds(person).flatMap((address) => [...(known.get(address) ?? [])]))];
}
