import type { CycleMove } from '../../cycle/cycle.ts';
import { owed } from '../../cycle/owed.ts';
import type { Contact } from '../../programme/register.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

/** Somebody who hears of an open cycle's new dates, and what they have outstanding. */
export interface Told {
  contact: Contact;
  refs: string[];
}

/** Who hears of a cycle's new dates: whoever has something outstanding is written to once, the others not at all. */
export function toldOfMove({ planState, contacts }: Pick<LoadedCycle, 'planState' | 'contacts'>): Told[] {
  return owed(planState)
    .filter(({ section }) => section.kind === 'moved')
    .flatMap(({ contactId, refs }) => {
      const contact = contacts.get(contactId);
      return contact ? [{ contact, refs }] : [];
    });
}

/** Who would hear of new dates if a cycle were given some now; with that a paused one goes on. */
export function wouldBeToldOfMove({ planState, contacts }: LoadedCycle, move: CycleMove): Told[] {
  const { paused: _, ...cycle } = planState.cycle;
  const moved = { ...cycle, moves: [...(cycle.moves ?? []), move] };
  return toldOfMove({ planState: { ...planState, cycle: moved }, contacts });
}
