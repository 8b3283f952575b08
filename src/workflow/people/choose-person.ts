import type { FormInput } from '../../cards/views/act-form.ts';
import { cutAtWord } from '../../cards/cut.ts';
import { nameKey } from '../../programme/fold-text.ts';
import { isRealTenant } from '../../programme/local-tenant.ts';
import type { Contact, Register } from '../../programme/register.ts';
import { emailOnly, isEmailOnly } from './email-only.ts';

/** So many choices fit onto a card; the others are found by their name. */
const mostChoices = 50;
const mostTitle = 60;
const mostTyped = 200;

/** Who can be chosen, the likeliest first. */
export interface Choosable {
  register: Pick<Register, 'contacts' | 'owners'>;
  /** Whoever is proposed, by contact id, so that they are in the list. */
  proposed?: string;
  /** Owners whose people come first, in this order. */
  near: readonly string[];
  /** Contact ids of those who cannot be chosen. */
  without: readonly string[];
  /** Where anybody of a tenant can be picked, too: whose, and all whom the bot writes to, leads and chairs among them. */
  picker?: { tenantId: string; known: readonly Contact[] };
}

/** What was chosen so far: from the list, by a name or an address, or with the people picker. */
export interface PersonTyped {
  to?: string | undefined;
  colleague?: string | undefined;
  /** An object id of the directory. */
  picked?: string | undefined;
}

/** Whether anything was chosen at all. */
export function isAnybody({ to = '', colleague = '', picked = '' }: PersonTyped): boolean {
  return [to, colleague, picked].some((typed) => typed !== '');
}

export interface Chosen {
  kind: 'chosen';
  contact: Contact;
  /** No contact of the register until now. */
  isNew?: true;
}

/** An input in which somebody is chosen. */
type PersonInput = FormInput & { id: keyof PersonTyped };

export type PersonChosen = Chosen | { kind: 'problem'; input: keyof PersonTyped; problem: string };

/**
 * The inputs in which somebody of the register is chosen; by name where there are too many for a list. In a real tenant the
 * people picker stands beside them: the list serves in a client that has none.
 */
export function personInputs(
  who: Choosable,
  label: string,
  typed: PersonTyped,
  problem?: Extract<PersonChosen, { kind: 'problem' }>,
): PersonInput[] {
  const people = choosable(who);
  const stateOf = <Id extends keyof PersonTyped>(id: Id) => ({
    id,
    value: typed[id] ?? '',
    ...(problem?.input === id && { problem: problem.problem }),
  });
  const to: PersonInput = {
    ...stateOf('to'),
    label,
    kind: 'choice',
    choices: people.slice(0, mostChoices).map((contact) => ({
      title: cutAtWord(titleOf(contact, who.register, people), mostTitle),
      value: contact.id,
    })),
  };
  const colleague: PersonInput = {
    ...stateOf('colleague'),
    label: 'Or somebody else in the register: their name or e-mail address',
    kind: 'text',
    most: mostTyped,
  };
  const picked: PersonInput = {
    ...stateOf('picked'),
    label: 'Or anybody in your organisation',
    kind: 'person',
  };
  const hasPicker = who.picker !== undefined && isRealTenant(who.picker.tenantId);
  return [to, ...(people.length > mostChoices ? [colleague] : []), ...(hasPicker ? [picked] : [])];
}

/** Who of the register was meant, or what must be put right. A name that was typed goes before the list. */
export function personChosen(who: Choosable, { to = '', colleague = '' }: PersonTyped): PersonChosen {
  const people = choosable(who);
  const wanted = nameKey(colleague);
  if (wanted === '') {
    const contact = people.find(({ id }) => id === to);
    if (contact) return { kind: 'chosen', contact };
    const problem = to === '' ? 'Please choose somebody.' : 'Please choose somebody else from the list.';
    return { kind: 'problem', input: 'to', problem };
  }
  const exact = people.filter(({ name, email }) => [nameKey(name), nameKey(email)].includes(wanted));
  const found = exact.length > 0 ? exact : people.filter(({ name }) => nameKey(name).includes(wanted));
  const [contact, ...others] = found;
  const problem = (words: string): PersonChosen => ({ kind: 'problem', input: 'colleague', problem: words });
  if (!contact) return problem('I know nobody of that name here. The programme lead can add them.');
  return others.length === 0
    ? { kind: 'chosen', contact }
    : problem(`There are ${found.length} people of that name: please give the e-mail address.`);
}

/** The people of the owners at hand, then the others by name. */
function choosable({ register, proposed, near, without }: Choosable): Contact[] {
  const nearby = near.flatMap((nearId) =>
    register.owners
      .filter(({ id }) => id === nearId)
      .flatMap(({ leadContact, deputy }) => [leadContact, deputy].map((id) => ({ id, nearId }))),
  );
  const order = [...new Set(near)];
  const rank = ({ id }: Contact): number => {
    if (id === proposed) return -1;
    const found = nearby.find((one) => one.id === id);
    return found ? order.indexOf(found.nearId) : order.length;
  };
  return register.contacts
    .filter(({ id }) => !without.includes(id))
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** `Ben Ode (Housing Team)`; where two share a name, their address tells them apart. */
function titleOf(contact: Contact, { owners }: Choosable['register'], people: readonly Contact[]): string {
  const owner = owners.find(({ leadContact, deputy }) => [leadContact, deputy].includes(contact.id));
  const namesakes = people.filter(({ name }) => name === contact.name);
  const about = namesakes.length > 1 ? contact.email : owner?.name;
  const name = isEmailOnly(contact) ? `${contact.name}, ${emailOnly}` : contact.name;
  return about === undefined ? name : `${name} (${about})`;
}
