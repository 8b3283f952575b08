import type { Programme } from '../../programme/programme.ts';
import { registerIndex } from '../../programme/register-index.ts';
import type { Contact, Register } from '../../programme/register.ts';
import { contactIdOf } from './contact-id.ts';

/** What a lead is called whose name nobody has given. */
export const unnamedLead = 'Programme lead';

/** What a chair is called whose name nobody has given. */
export const unnamedChair = 'Chair';

/** The programme's leads as contacts, in the order of its settings; with their names where the register has them. */
export function leadsOf(programme: Programme, register: Register | undefined): Contact[] {
  return contactsFor(programme, register, programme.settings.leads, unnamedLead);
}

/** The board's chairs as contacts. */
export function chairsOf(programme: Programme, register: Register | undefined): Contact[] {
  return contactsFor(programme, register, programme.settings.chairs, unnamedChair);
}

function contactsFor(
  programme: Programme,
  register: Register | undefined,
  emails: readonly string[],
  role: string,
): Contact[] {
  const known = register && registerIndex(register).contacts;
  return [...new Set(emails)].map((email) => {
    const id = contactIdOf(programme.tenantId, email);
    // Leads and chairs work in the chat, so they are reached by Teams whatever an owner's row says of them.
    // With a further address they are written to where the bot has met them, which their contact says.
    const { name = role, aliases, email: met = email } = known?.get(id) ?? {};
    return { id, name, email: aliases ? met : email, reachedBy: 'teams', ...(aliases && { aliases }) };
  });
}
