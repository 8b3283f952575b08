import type { DeskDeps } from '../desk-deps.ts';
import type { Person } from './person.ts';
import { possibleContactIds } from './resolve-actor.ts';
import { contactsByAddress, contactsOf } from './tenant-contacts.ts';

/**
 * Has what could not reach somebody planned again. Only after that have they arrived: whatever comes between leaves it to
 * their next turn.
 */
export async function arrive(deps: Pick<DeskDeps, 'store' | 'outbox'>, person: Person): Promise<void> {
  const known = contactsOf(await contactsByAddress(deps, person.tenantId), person);
  await deps.outbox.metPerson(person.tenantId, [...new Set([...possibleContactIds(person), ...known])]);
  if (person.arriving === undefined) return;
  await deps.store.people.upsert(person, (current = person) => {
    const { arriving: _, ...rest } = current;
    return rest;
  });
}
