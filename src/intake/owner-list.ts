import { createHash } from 'node:crypto';
import { nameKey } from '../programme/fold-text.ts';
import type { Contact, Owner, Register } from '../programme/register.ts';
import { contactIdOf } from '../workflow/people/contact-id.ts';
import type { ReadContact, ReadOwner } from './read-owners.ts';

/** The owners and contacts of a register that is being put together. */
export interface OwnerList {
  /** Names and aliases that are one owner beyond doubt, as keys (see nameKey). */
  known: ReadonlySet<string>;
  /** Whether an owners file has said who the owners are, now or before. */
  listed: boolean;
  /** The id of the owner of this name, who is taken up when new; `isNew` the first time. */
  idOf: (name: string) => { id: string; isNew: boolean };
  /** The id of a person, who is taken up when new. The first name and channel given for an address stay. */
  contactId: (contact: ReadContact) => string;
  /** Everybody who is needed by these actions, in a fixed order. */
  finish: (
    used: ReadonlySet<string>,
    leadOfficers: ReadonlySet<string>,
  ) => Pick<Register, 'owners' | 'contacts'>;
}

/**
 * Starts from the owners file; without one, from the owners as they were. An owner keeps its id as long as it shares
 * a name or an alias with its earlier self, so that a renamed owner stays the same owner.
 */
export function ownerList(
  file: readonly ReadOwner[] | undefined,
  earlier: Pick<Register, 'owners' | 'contacts'>,
  tenantId: string,
): OwnerList {
  const contacts = new Map<string, Contact>();
  const owners: Owner[] = [];
  const byName = new Map<string, Owner>();

  if (file) {
    for (const owner of file) add(fromFile(owner));
  } else {
    for (const contact of earlier.contacts) contacts.set(contact.id, contact);
    for (const owner of earlier.owners) add(owner);
  }
  const known = new Set(byName.keys());
  const listed = file !== undefined || earlier.owners.some(saysMoreThanAName);

  return {
    known,
    listed,
    idOf(name) {
      const owner = byName.get(nameKey(name));
      if (owner) return { id: owner.id, isNew: false };
      const added: Owner = { id: idFor([name]), name, aliases: [] };
      add(added);
      return { id: added.id, isNew: true };
    },
    contactId,
    finish(used, leadOfficers) {
      const kept = owners.filter(
        (owner) => file !== undefined || used.has(owner.id) || saysMoreThanAName(owner),
      );
      const people = new Set([
        ...leadOfficers,
        ...kept.flatMap(({ leadContact, deputy }) => [leadContact, deputy]),
      ]);
      return {
        owners: kept.sort(byId),
        contacts: [...contacts.values()].filter(({ id }) => people.has(id)).sort(byId),
      };
    },
  };

  function add(owner: Owner): void {
    owners.push(owner);
    for (const name of [owner.name, ...owner.aliases]) byName.set(nameKey(name), owner);
  }

  function fromFile({ name, aliases, organisation, lead, deputy }: ReadOwner): Owner {
    return {
      id: idFor([name, ...aliases]),
      name,
      aliases,
      ...(organisation === undefined ? {} : { organisation }),
      ...(lead ? { leadContact: contactId(lead) } : {}),
      ...(deputy ? { deputy: contactId(deputy) } : {}),
    };
  }

  function idFor(names: string[]): string {
    const keys = new Set(names.map(nameKey));
    const free = (id: string) => owners.every((owner) => owner.id !== id);
    const self = earlier.owners.find(
      (owner) => free(owner.id) && [owner.name, ...owner.aliases].some((name) => keys.has(nameKey(name))),
    );
    if (self) return self.id;
    let text = nameKey(names[0] ?? '');
    while (!free(hashOf(text))) text += '+';
    return hashOf(text);
  }

  function contactId(contact: ReadContact): string {
    const id = contactIdOf(tenantId, contact.email);
    if (!contacts.has(id)) contacts.set(id, { id, ...contact });
    return id;
  }
}

/** A bare name that no action uses any more was only ever read from a register, and is let go. */
function saysMoreThanAName({ organisation, leadContact, deputy, aliases }: Owner): boolean {
  return (
    organisation !== undefined || leadContact !== undefined || deputy !== undefined || aliases.length > 0
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}
