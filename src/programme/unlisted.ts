import { amend, type Amendment } from './amendment.ts';
import { holderOf, placesOf, type Place } from './place.ts';
import type { Register } from './register.ts';
import { sayOfDecisions } from './say-of-decisions.ts';

/**
 * Who answers by what people have decided in Teams, and is in a register that is about to be imported no more: they may have
 * left, or have another address, so whoever imports is told what to do, in a sentence each.
 */
export function unlisted(
  before: Register,
  imported: Register,
  amendments: readonly Amendment[],
  timeZone: string,
): string[] {
  const listed = new Set(imported.contacts.map(({ id }) => id));
  const gone = new Set(before.contacts.map(({ id }) => id).filter((id) => !listed.has(id)));
  const inForce = amend(imported, amendments);
  return sayOfDecisions(
    amendments,
    timeZone,
    (amendment) => {
      if (!('contact' in amendment)) return [];
      const { id, name } = amendment.contact;
      const isHeld = placesIn(amendment, imported).some((place) => holderOf(inForce, place) === id);
      return gone.has(id) && isHeld ? [name] : [];
    },
    (name, by, day) =>
      `${name} is not in the file any more, and is asked still, as ${by} decided on ${day}. If they have another address now, or have left, say “overdue” to the bot and choose “Replace contact”.`,
  );
}

/** Where a decision puts somebody. */
function placesIn(amendment: Amendment, imported: Register): Place[] {
  switch (amendment.kind) {
    case 'officer':
      return [{ ref: amendment.ref }];
    case 'contact':
      return [{ ownerId: amendment.ownerId, role: amendment.role }];
    case 'replaced':
      return [...placesOf(imported, amendment.contactId), ...(amendment.places ?? [])];
    case 'owner':
    case 'address':
    case 'colleague':
      return [];
  }
}
