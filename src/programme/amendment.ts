import type { Temporal } from '../calendar/temporal.ts';
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
  | /** Somebody has left: another takes their place wherever they stood. */ {
      kind: 'replaced';
      contactId: string;
      contact: Contact;
    }
  | /** Somebody writes from a further address; they are written to where the bot has met them. */ {
      kind: 'address';
      contactId: string;
      email: string;
      /** The contact id of that address. */
      alias: string;
    }
  | /** Somebody whom no register has was chosen, and is a contact by that. */ {
      kind: 'colleague';
      contact: Contact;
    }
);

/** A register as it holds once the amendments are laid over it, in their order. What names nothing changes nothing. */
export function amend(register: Register, amendments: readonly Amendment[]): Register {
  // Where somebody is reached holds however they came into the register, so it is laid over all else.
  const isAddress = ({ kind }: Amendment): boolean => kind === 'address';
  const inOrder = [...amendments.filter((one) => !isAddress(one)), ...amendments.filter(isAddress)];
  return inOrder.reduce(withOne, register);
}

function withOne(register: Register, amendment: Amendment): Register {
  switch (amendment.kind) {
    case 'officer':
      if (!register.actions.some(({ ref }) => ref === amendment.ref)) return register;
      return withContact(
        {
          ...register,
          actions: register.actions.map((action) =>
            action.ref === amendment.ref ? { ...action, leadOfficer: amendment.contact.id } : action,
          ),
        },
        amendment.contact,
      );
    case 'owner':
      return withOwner(register, amendment.ref, amendment.ownerId);
    case 'contact':
      if (!register.owners.some(({ id }) => id === amendment.ownerId)) return register;
      return withContact(
        withOwners(register, (owner) =>
          owner.id === amendment.ownerId ? { ...owner, [amendment.role]: amendment.contact.id } : owner,
        ),
        amendment.contact,
      );
    case 'replaced':
      if (!register.contacts.some(({ id }) => id === amendment.contactId)) return register;
      return replaced(register, amendment.contactId, amendment.contact);
    case 'address':
      if (!register.contacts.some(({ id }) => id === amendment.contactId)) return register;
      return {
        ...register,
        contacts: register.contacts.map((contact) =>
          contact.id === amendment.contactId
            ? {
                ...contact,
                email: amendment.email,
                // Where they have been met is where they can be reached.
                reachedBy: 'teams',
                aliases: [...new Set([...(contact.aliases ?? []), amendment.alias])],
              }
            : contact,
        ),
      };
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

function replaced(register: Register, leaver: string, successor: Contact): Register {
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
