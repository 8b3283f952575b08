import { localDate } from '../calendar/local-time.ts';
import { longDate } from '../calendar/words.ts';
import { amend, type Amendment } from './amendment.ts';
import { registerIndex } from './register-index.ts';
import type { Register } from './register.ts';

/**
 * Where a register that is about to be imported says one thing and what people have decided in Teams says another: the
 * latter holds, so whoever imports is told, in a sentence each.
 */
export function overridden(imported: Register, amendments: readonly Amendment[], timeZone: string): string[] {
  const inForce = amend(imported, amendments);
  const sentences = amendments.flatMap((amendment) => {
    const words = wordsFor(amendment, imported, inForce);
    if (words === undefined) return [];
    const day = longDate(localDate(amendment.at, timeZone));
    return [`${words}, as ${amendment.by.name} decided on ${day}. That stays, whatever the file says.`];
  });
  return [...new Set(sentences)];
}

/** Undefined where the file says the same, or says nothing of it, or a later decision holds instead. */
function wordsFor(amendment: Amendment, imported: Register, inForce: Register): string | undefined {
  const file = registerIndex(imported);
  const now = registerIndex(inForce);
  switch (amendment.kind) {
    case 'officer': {
      const { ref, contact } = amendment;
      const action = file.actions.get(ref);
      const said = action?.leadOfficer ?? file.owners.get(action?.owners[0] ?? '')?.leadContact;
      const holds = now.actions.get(ref)?.leadOfficer === contact.id;
      return action && holds && said !== contact.id ? `${ref} is answered by ${contact.name}` : undefined;
    }
    case 'owner': {
      const { ref, ownerId } = amendment;
      const said = file.actions.get(ref)?.owners[0];
      const holds = now.actions.get(ref)?.owners[0] === ownerId;
      return holds && said !== ownerId
        ? `${ref} belongs to ${now.owners.get(ownerId)?.name ?? ownerId}`
        : undefined;
    }
    case 'contact': {
      const { ownerId, role, contact } = amendment;
      const owner = file.owners.get(ownerId);
      const holds = now.owners.get(ownerId)?.[role] === contact.id;
      if (!owner || !holds || owner[role] === contact.id) return undefined;
      const called = role === 'deputy' ? 'deputy' : 'lead contact';
      return `The ${called} of ${owner.name} is ${contact.name}`;
    }
    case 'replaced': {
      const leaver = imported.contacts.find(({ id }) => id === amendment.contactId);
      const isGone = !inForce.contacts.some(({ id }) => id === amendment.contactId);
      return leaver && isGone ? `${amendment.contact.name} has taken the place of ${leaver.name}` : undefined;
    }
    case 'address': {
      const said = imported.contacts.find(({ id }) => id === amendment.contactId);
      const holds = inForce.contacts.find(({ id }) => id === amendment.contactId)?.email === amendment.email;
      return said && holds && said.email !== amendment.email
        ? `${said.name} is written to at another address than the file’s`
        : undefined;
    }
    case 'colleague':
      return undefined;
  }
}
