import { amend, type Amendment } from './amendment.ts';
import { holderOf } from './place.ts';
import { registerIndex } from './register-index.ts';
import type { Register } from './register.ts';
import { sayOfDecisions } from './say-of-decisions.ts';

/**
 * What people have decided in Teams, and a register that is about to be imported ends, because it names others there: whoever
 * imports is told, in a sentence each.
 */
export function lapsed(
  before: Register,
  imported: Register,
  amendments: readonly Amendment[],
  timeZone: string,
): string[] {
  const was = amend(before, amendments);
  const is = amend(imported, amendments);
  return sayOfDecisions(
    amendments,
    timeZone,
    (amendment) => endedBy(amendment, was, is),
    (words, by, day) => `${words} any more, though ${by} decided so on ${day}.`,
  );
}

function endedBy(amendment: Amendment, was: Register, is: Register): string[] {
  const before = registerIndex(was);
  const after = registerIndex(is);
  switch (amendment.kind) {
    case 'owner': {
      const { ref, ownerId } = amendment;
      const held = before.actions.get(ref)?.owners[0] === ownerId;
      if (!held || after.owners.has(ownerId) || !after.actions.has(ref)) return [];
      return [`${ref} does not belong to ${before.owners.get(ownerId)?.name ?? ownerId}`];
    }
    case 'replaced': {
      const { contact, places = [] } = amendment;
      return places.flatMap((place) => {
        const of = 'ref' in place ? after.actions.get(place.ref)?.ref : after.owners.get(place.ownerId)?.name;
        const isEnded = holderOf(was, place) === contact.id && holderOf(is, place) !== contact.id;
        return isEnded && of !== undefined ? [`${contact.name} does not answer for ${of}`] : [];
      });
    }
    case 'address': {
      const { contactId, alias } = amendment;
      const joined = was.contacts.find(({ id }) => id === contactId);
      if (!joined || is.contacts.some(({ id }) => [contactId, alias].includes(id))) return [];
      return [`${joined.name} is not known by the address that was joined to them`];
    }
    case 'officer':
    case 'contact':
    case 'colleague':
      return [];
  }
}
