import type { Cycle } from '../cycle/cycle.ts';
import type { Absence } from './absence.ts';
import type { Amendment } from './amendment.ts';
import type { ProgrammeSettings } from './settings.ts';

/** One strategy and its action plan. Ids are unique in a store. */
export interface Programme {
  id: string;
  tenantId: string;
  settings: ProgrammeSettings;
  /** The register that was imported last; `amendments` are laid over it. */
  registerVersion?: string;
  /** Every cycle's head, in order of meeting date. The cycle's state lives here and nowhere else. */
  cycles: Cycle[];
  /** What people have changed for good about who answers, in the order in which they did. */
  amendments?: Amendment[];
  /** Who is away, and when. */
  absences?: Absence[];
}
