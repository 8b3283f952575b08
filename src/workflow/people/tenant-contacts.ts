import type { Contact } from '../../programme/register.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { Person } from './person.ts';
import { chairsOf, leadsOf } from './programme-people.ts';
import { registerInForce } from '../register/register-in-force.ts';
import { possibleContactIds } from './resolve-actor.ts';

type Deps = { store: Pick<DeskDeps['store'], 'programmes' | 'registers'> };

/** Everybody whom any of a tenant's programmes writes to. */
export async function contactsOfTenant({ store }: Deps, tenantId: string): Promise<Contact[]> {
  const programmes = await store.programmes.list(tenantId);
  const contacts = programmes.map(async ({ value: programme }) => {
    const register = await registerInForce(store.registers, programme);
    return [...(register?.contacts ?? []), ...leadsOf(programme, register), ...chairsOf(programme, register)];
  });
  return (await Promise.all(contacts)).flat();
}

/** The id of each address that some contacts have, with the contacts whose it is. An address of their own is one of them. */
export function byAddress(contacts: readonly Contact[]): Map<string, Set<string>> {
  const byId = new Map<string, Set<string>>();
  for (const { id, aliases = [] } of contacts) {
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
