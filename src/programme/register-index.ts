import type { Action, Contact, Owner, Register } from './register.ts';

/** A register's actions by ref, and its owners and contacts by id. */
export interface RegisterIndex {
  actions: ReadonlyMap<string, Action>;
  owners: ReadonlyMap<string, Owner>;
  contacts: ReadonlyMap<string, Contact>;
}

/** A register never changes: each has one index. */
const indexes = new WeakMap<Register, RegisterIndex>();

export function registerIndex(register: Register): RegisterIndex {
  const known = indexes.get(register);
  if (known) return known;
  const index: RegisterIndex = {
    actions: new Map(register.actions.map((action) => [action.ref, action])),
    owners: new Map(register.owners.map((owner) => [owner.id, owner])),
    contacts: new Map(register.contacts.map((contact) => [contact.id, contact])),
  };
  indexes.set(register, index);
  return index;
}
