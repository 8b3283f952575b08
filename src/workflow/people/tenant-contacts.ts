import type { DeskDeps } from '../desk-deps.ts';
import type { Person } from './person.ts';
import { chairsOf, leadsOf } from './programme-people.ts';
import { registerInForce } from '../register/register-in-force.ts';
import { possibleContactIds } from './resolve-actor.ts';

type Deps = { store: Pick<DeskDeps['store'], 'programmes' | 'registers'> };

/**
 * Everybody whom any of a tenant's programmes writes to: the id of each address that they have, with the contacts whose it
 * is. An address of their own is one of them.
 */
export async function contactsByAddress(
  { store }: Deps,
  tenantId: string,
): Promise<Map<string, Set<string>>> {
  const byAddress = new Map<string, Set<string>>();
  for (const { value: programme } of await store.programmes.list(tenantId)) {
    const register = await registerInForce(store.registers, programme);
    const contacts = [
      ...(register?.contacts ?? []),
      ...leadsOf(programme, register),
      ...chairsOf(programme, register),
    ];
    for (const { id, aliases = [] } of contacts) {
      for (const address of [id, ...aliases]) {
        byAddress.set(address, (byAddress.get(address) ?? new Set()).add(id));
      }
    }
  }
  return byAddress;
}

/** The contacts that somebody is, by any of their addresses; none for whoever is in no register. */
export function contactsOf(
  byAddress: ReadonlyMap<string, ReadonlySet<string>>,
  person: Pick<Person, 'tenantId' | 'email' | 'upn'>,
): string[] {
  return [...new Set(possibleContactIds(person).flatMap((address) => [...(byAddress.get(address) ?? [])]))];
}
