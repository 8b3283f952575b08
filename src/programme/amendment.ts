import type { Temporal } from '../calendar/temporal.ts';
import { isEmpty, type Place } from './place.ts';
import type { Contact, Owner, Register } from './register.ts';

/** A change to who answers for what, made in Teams: it holds over every register that is imported later. */
export type Amendment = { by: { contactId: string; name: string }; at: Temporal.Instant } & (
  | /** One action is answered by this person, whoever its owner's contact is. */ {
      kind: 'officer';
      ref: string;
      contact: Contact;
    }
  | /** One action has another first owner. */ { kind: 'owner'; ref: string; ownerId: string }
  | /** An owner has another contact. */ {
      kind: 'contact';
      ownerId: string;
      role: 'leadContact' | 'deputy';
      contact: Contact;
    }
  | /** Somebody has left: another takes their place wherever they stand, and wherever they stood if nobody does now. */ {
      kind: 'replaced';
      contactId: string;
      contact: Contact;
      places?: Place[];
    }
  | /** Somebody writes from a further address; they are written to where the bot has met them. */ {
      kind: 'address';
      contactId: string;
      email: string;
      /** The contact id of that address. */
      alias: string;
      /** The message whose button did it. */
      card?: string;
    }
  | /** Somebody whom no register has was chosen, and is a contact by that. */ {
      kind: 'colleague';
      contact: Contact;
    }
);

/** A further address of a contact, as a lead has said. */
export type JoinedAddress = Extract<Amendment, { kind: 'address' }>;

/** A register as it holds once the amendments are laid over it, in their order. What names nothing changes nothing. */
export function amend(register: Register, amendments: readonly Amendment[]): Register {
  // Where somebody is reached holds however they came into the register, so it is laid over all else.
  const isAddress = ({ kind }: Amendment): boolean => kind === 'address';
  const inOrder = [...amendments.filter((one) => !isAddress(one)), ...amendments.filter(isAddress)];
  return inOrder.reduce(withOne, register);
}

function withOne(register: Register, amendment: Amendment): Register {
  switch (amendment.kind) {
    case 'officer': {
      const { ref, contact } = amendment;
      const isThere = register.actions.some((action) => action.ref === ref);
      return isThere ? withHolder(register, { ref }, contact) : register;
    }
    case 'owner':
      return withOwner(register, amendment.ref, amendment.ownerId);
    case 'contact': {
      const { ownerId, role, contact } = amendment;
      const isThere = register.owners.some(({ id }) => id === ownerId);
      return isThere ? withHolder(register, { ownerId, role }, contact) : register;
    }
    case 'replaced': {
      const { contactId, contact, places = [] } = amendment;
      return withEmptyFilled(replaced(register, contactId, contact), places, contact);
    }
    case 'address':
      return withAddress(register, amendment);
    case 'colleague':
      return withContact(register, amendment.contact);
  }
}

/** The action's first owner is another; whoever wrote it for the former does so no longer. */
function withOwner(register: Register, ref: string, ownerId: string): Register {
  const isKnown = register.owners.some(({ id }) => id === ownerId);
  if (!isKnown || !register.actions.some((action) => action.ref === ref)) return register;
  return {
    ...register,
    actions: register.actions.map((action) => {
      if (action.ref !== ref) return action;
      const { leadOfficer: _, ...rest } = action;
      return { ...rest, owners: [ownerId, ...action.owners.slice(1).filter((id) => id !== ownerId)] };
    }),
  };
}

/** They are reached where they have been met. A register that has the address as somebody's own means the same person. */
function withAddress(register: Register, { contactId, email, alias }: JoinedAddress): Register {
  const own = register.contacts.find(({ id }) => id === contactId);
  if (!own) return register;
  const other = register.contacts.find(({ id }) => id === alias);
  const aliases = [...new Set([...(own.aliases ?? []), alias, ...(other?.aliases ?? [])])];
  const joined: Contact = { ...own, email, reachedBy: 'teams', aliases };
  const { contacts, ...rest } = replaced(register, alias, own);
  return { ...rest, contacts: contacts.map((contact) => (contact.id === contactId ? joined : contact)) };
}

function withEmptyFilled(register: Register, places: readonly Place[], contact: Contact): Register {
  return places
    .filter((place) => isEmpty(register, place))
    .reduce((filled, place) => withHolder(filled, place, contact), register);
}

function withHolder(register: Register, place: Place, contact: Contact): Register {
  const { id } = contact;
  const held =
    'ref' in place
      ? {
          ...register,
          actions: register.actions.map((action) =>
            action.ref === place.ref ? { ...action, leadOfficer: id } : action,
          ),
        }
      : withOwners(register, (owner) =>
          owner.id === place.ownerId ? { ...owner, [place.role]: id } : owner,
        );
  return withContact(held, contact);
}

function replaced(register: Register, leaver: string, successor: Contact): Register {
  if (!register.contacts.some(({ id }) => id === leaver)) return register;
  const instead = (id: string): string => (id === leaver ? successor.id : id);
  return withContact(
    {
      ...withOwners(register, ({ leadContact, deputy, ...owner }) => ({
        ...owner,
        ...(leadContact !== undefined && { leadContact: instead(leadContact) }),
        ...(deputy !== undefined && { deputy: instead(deputy) }),
      })),
      actions: register.actions.map((action) =>
        action.leadOfficer === leaver ? { ...action, leadOfficer: successor.id } : action,
      ),
      contacts: register.contacts.filter(({ id }) => id !== leaver || id === successor.id),
    },
    successor,
  );
}

function withOwners(register: Register, change: (owner: Owner) => Owner): Register {
  return { ...register, owners: register.owners.map(change) };
}

function withContact(register: Register, contact: Contact): Register {
  if (register.contacts.some(({ id }) => id === contact.id)) return register;
  return { ...register, contacts: [...register.contacts, contact] };
}
