import type { StatusId } from './status-scheme.ts';
import type { Temporal } from '../calendar/temporal.ts';

/** How a contact is reached. */
export type Channel = 'teams' | 'email';

/** A person who is written to. `id` is a hash of tenant and e-mail address, fit for keys and logs. */
export interface Contact {
  id: string;
  name: string;
  email: string;
  reachedBy: Channel;
  /** Contact ids of further addresses that the same person uses. */
  aliases?: string[];
}

/** Who answers for actions, as printed: a team, board or organisation. */
export interface Owner {
  id: string;
  name: string;
  organisation?: string;
  aliases: string[];
  leadContact?: string;
  deputy?: string;
}

/** An action's due date: always as printed, and as a date where it is one (requirement R35). */
export interface DueDate {
  printed: string;
  date?: Temporal.PlainDate;
}

/** The last answer that the imported register gives: the cycle before the first. */
export interface ImportedAnswer {
  status?: StatusId;
  narrative?: string;
  /** From the heading, as printed: `Nov 2024`. */
  asOf?: string;
}

export interface Priority {
  number: number;
  title: string;
}

export interface Action {
  /** Printed (`1.4`) or assigned (`P1-A1-01`); never renumbered. */
  ref: string;
  refAssigned: boolean;
  /** Position in the register. */
  order: number;
  title: string;
  priority: Priority;
  aim?: string;
  /** Owners' ids in printed order: the first answers, the others contribute. Empty: the lead answers. */
  owners: string[];
  /** The contact who really writes it; written to in place of the owner's contact. */
  leadOfficer?: string;
  due?: DueDate;
  imported?: ImportedAnswer;
}

/** One version of a programme's plan and its people, whole and immutable. */
export interface Register {
  version: string;
  actions: Action[];
  owners: Owner[];
  contacts: Contact[];
  /** Actions that earlier versions held and this one does not: their refs are never given to another. */
  retired?: Action[];
}
