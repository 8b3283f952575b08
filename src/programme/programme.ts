import type { Cycle } from '../cycle/cycle.ts';
import type { ProgrammeSettings } from './settings.ts';

/** One strategy and its action plan. Ids are unique in a store. */
export interface Programme {
  id: string;
  tenantId: string;
  settings: ProgrammeSettings;
  /** The register in force. */
  registerVersion?: string;
  /** Every cycle's head, in order of meeting date. The cycle's state lives here and nowhere else. */
  cycles: Cycle[];
}
