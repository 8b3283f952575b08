import { nameKey } from './fold-text.ts';
import { placesOf, type Place } from './place.ts';
import { registerIndex, type RegisterIndex } from './register-index.ts';
import type { Contact, Register } from './register.ts';

/** Who has another address than before: by the id that they had, who they are now. */
export type NewAddresses = ReadonlyMap<string, Contact>;

/**
 * Whose address a register that is about to be imported changes. It shows so itself where nobody has the old address any
 * more, and one person of the same name and with a new address stands where they stood. Where it could be two, it is nobody.
 */
export function newAddresses(before: Register, imported: Register): NewAddresses {
  const was = registerIndex(before);
  const is = registerIndex(imported);
  const pairs = before.contacts.flatMap((former) => {
    if (is.contacts.has(former.id)) return [];
    const ids = new Set(placesOf(before, former.id).flatMap((place) => holdersAt(is, place)));
    const same = [...ids]
      .flatMap((id) => is.contacts.get(id) ?? [])
      .filter(({ id, name }) => !was.contacts.has(id) && nameKey(name) === nameKey(former.name));
    return same.length === 1 ? same.map((now) => ({ former: former.id, now })) : [];
  });
  const isOnlyOne = ({ now }: { now: Contact }) =>
    pairs.filter((pair) => pair.now.id === now.id).length === 1;
  return new Map(pairs.filter(isOnlyOne).map(({ former, now }) => [former, now]));
}

/** Whoever stands there, as an owner's contact in either place. */
function holdersAt({ actions, owners }: RegisterIndex, place: Place): string[] {
  if ('ref' in place) return [actions.get(place.ref)?.leadOfficer].filter((id) => id !== undefined);
  const { leadContact, deputy } = owners.get(place.ownerId) ?? {};
  return [leadContact, deputy].filter((id) => id !== undefined);
}
