import type { Author } from '../../cycle/author.ts';
import type { ActorProgramme } from './actor.ts';
import type { Person } from './person.ts';
import { leadsOf } from './programme-people.ts';

/** Somebody as the author of what they do: called as Teams calls them or, where it does not say, as the programme does. */
export function authorOf(
  { name }: Pick<Person, 'name'>,
  of: Pick<ActorProgramme, 'programme' | 'register'>,
  contactId: string,
): Author {
  return { contactId, name: name || nameIn(of, contactId) };
}

function nameIn(
  { programme, register }: Pick<ActorProgramme, 'programme' | 'register'>,
  contactId: string,
): string {
  const all = [...register.contacts, ...leadsOf(programme, register)];
  return all.find(({ id }) => id === contactId)?.name ?? '';
}
