import type { Programme } from '../programme/programme.ts';
import type { Contact, Register } from '../programme/register.ts';
import { contactIdOf } from './contact-id.ts';

/** What a lead is called whose name nobody has given. */
export const unnamedLead = 'Programme lead';

/** The programme's leads as contacts, in the order of its settings; with their names where the register has them. */
export function leadsOf(programme: Programme, register: Register | undefined): Contact[] {
  return contactsFor(programme, register, programme.settings.leads, unnamedLead);
}

/** The board's chairs as contacts. */
export function chairsOf(programme: Programme, register: Register | undefined): Contact[] {
  return contactsFor(programme, register, programme.settings.chairs, 'Chair');
}

function contactsFor(
  programme: Programme,
  register: Register | undefined,
  emails: readonly string[],
  role: string,
): Contact[] {
  const known = new Map(register?.contacts.map((contact) => [contact.id, contact]));
  return [...new Set(emails)].map((email) => {
    const id = contactIdOf(programme.tenantId, email);
    // Leads and chairs work in the chat, so they are reached by Teams whatever an owner's row says of them.
    return { id, name: known.get(id)?.name ?? role, email, reachedBy: 'teams' };
  });
}
