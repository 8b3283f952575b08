import type { Programme } from '../../programme/programme.ts';
import type { Register } from '../../programme/register.ts';
import type { Person } from './person.ts';

/** What somebody is to one programme. */
export interface ActorProgramme {
  programme: Programme;
  /** The register in force; empty where nothing was imported yet. */
  register: Register;
  isLead: boolean;
  isChair: boolean;
  /** Their ids among the register's contacts and the leads; empty for somebody who is a chair only. */
  contactIds: string[];
}

/**
 * Who is acting, found from the authenticated identity alone. Somebody who is in no register, and neither a lead
 * nor a chair, has no programmes.
 */
export interface Actor {
  person: Person;
  /** Their contact ids over all the tenant's programmes. */
  contactIds: string[];
  programmes: ActorProgramme[];
  /** Whether they could not be written to before this turn, and can now. */
  arrived: boolean;
}
