import { amend, type Amendment } from './amendment.ts';
import { holderOf, isEmpty, type Place } from './place.ts';
import { registerIndex, type RegisterIndex } from './register-index.ts';
import type { Contact, Register } from './register.ts';
import { sayOfDecisions } from './say-of-decisions.ts';

/**
 * Where a register that is about to be imported says one thing and what people have decided in Teams says another: the
 * latter holds, so whoever imports is told, in a sentence each.
 */
export function overridden(imported: Register, amendments: readonly Amendment[], timeZone: string): string[] {
  const inForce = amend(imported, amendments);
  return sayOfDecisions(
    amendments,
    timeZone,
    (amendment) => heldOver(amendment, imported, inForce),
    (words, by, day) => `${words}, as ${by} decided on ${day}. That stays, whatever the file says.`,
  );
}

/** Nothing where the file says the same, or says nothing of it, or a later decision holds instead. */
function heldOver(amendment: Amendment, imported: Register, inForce: Register): string[] {
  const file = registerIndex(imported);
  const now = registerIndex(inForce);
  switch (amendment.kind) {
    case 'officer': {
      const { ref, contact } = amendment;
      const action = file.actions.get(ref);
      const said = action?.leadOfficer ?? file.owners.get(action?.owners[0] ?? '')?.leadContact;
      const holds = now.actions.get(ref)?.leadOfficer === contact.id;
      return action && holds && said !== contact.id ? [`${ref} is answered by ${contact.name}`] : [];
    }
    case 'owner': {
      const { ref, ownerId } = amendment;
      const said = file.actions.get(ref)?.owners[0];
      const holds = now.actions.get(ref)?.owners[0] === ownerId;
      return holds && said !== ownerId
        ? [`${ref} belongs to ${now.owners.get(ownerId)?.name ?? ownerId}`]
        : [];
    }
    case 'contact': {
      const { ownerId, role, contact } = amendment;
      const owner = file.owners.get(ownerId);
      const holds = now.owners.get(ownerId)?.[role] === contact.id;
      if (!owner || !holds || owner[role] === contact.id) return [];
      return [heldBy(file, { ownerId, role }, contact)];
    }
    case 'replaced': {
      const { contactId, contact, places = [] } = amendment;
      const leaver = file.contacts.get(contactId);
      const filled = places.filter(
        (place) => isEmpty(imported, place) && holderOf(inForce, place) === contact.id,
      );
      return [
        ...(leaver && !now.contacts.has(contactId)
          ? [`${contact.name} has taken the place of ${leaver.name}`]
          : []),
        ...filled.map((place) => heldBy(file, place, contact)),
      ];
    }
    case 'address': {
      const said = imported.contacts.find(({ id }) => id === amendment.contactId);
      const holds = inForce.contacts.find(({ id }) => id === amendment.contactId)?.email === amendment.email;
      return said && holds && said.email !== amendment.email
        ? [`${said.name} is written to at another address than the file’s`]
        : [];
    }
    case 'colleague':
      return [];
  }
}

function heldBy({ owners }: RegisterIndex, place: Place, { name }: Contact): string {
  if ('ref' in place) return `${place.ref} is answered by ${name}`;
  const called = place.role === 'deputy' ? 'deputy' : 'lead contact';
  return `The ${called} of ${owners.get(place.ownerId)?.name ?? place.ownerId} is ${name}`;
}
