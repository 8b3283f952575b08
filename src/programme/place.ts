import { registerIndex } from './register-index.ts';
import type { Action, Register } from './register.ts';

/** Where somebody stands: as an owner's contact, or as the lead officer of an action. */
export type Place =
  | { ownerId: string; role: 'leadContact' | 'deputy' }
  | {
      ref: string;
      /** Of the action, when this was noted: its id, or null where it had none. With another the place is another. */
      firstOwner?: string | null;
    };

/** Whoever stands in a place; undefined where nobody does. */
export function holderOf(register: Register, place: Place): string | undefined {
  const { actions, owners } = registerIndex(register);
  return 'ref' in place ? actions.get(place.ref)?.leadOfficer : owners.get(place.ownerId)?.[place.role];
}

/** Whether the place is there, and nobody stands in it. */
export function isEmpty({ owners, actions }: Register, place: Place): boolean {
  if ('ref' in place) {
    const { ref, firstOwner } = place;
    const action = actions.find((one) => one.ref === ref);
    if (!action || action.leadOfficer) return false;
    return firstOwner === undefined || firstOwner === firstOwnerOf(action);
  }
  return owners.some((owner) => owner.id === place.ownerId && owner[place.role] === undefined);
}

/** Everywhere that somebody stands in a register. */
export function placesOf({ owners, actions }: Pick<Register, 'owners' | 'actions'>, who: string): Place[] {
  return [
    ...owners.flatMap((owner) =>
      (['leadContact', 'deputy'] as const).flatMap((role) =>
        owner[role] === who ? [{ ownerId: owner.id, role }] : [],
      ),
    ),
    ...actions.flatMap((action) =>
      action.leadOfficer === who ? [{ ref: action.ref, firstOwner: firstOwnerOf(action) }] : [],
    ),
  ];
}

function firstOwnerOf({ owners: [first] }: Action): string | null {
  return first ?? null;
}
