import type { Temporal } from '../calendar/temporal.ts';
import type { StatusId } from '../programme/status-scheme.ts';
import type { Author } from './author.ts';

/** A new date, or the promise of one by a day ("not yet known; will say by …"). */
export type RevisedDate =
  { kind: 'date'; date: Temporal.PlainDate } | { kind: 'promised'; sayBy: Temporal.PlainDate };

/** What an owner answers: a status, a narrative, and what the status demands. */
export interface Answer {
  status?: StatusId;
  narrative: string;
  nextSteps?: string;
  reason?: string;
  recoveryAction?: string;
  revisedDate?: RevisedDate;
  outcome?: string;
  /** For the leads only; never published. */
  noteToLead?: string;
  /** Why none of this may be published; the digest then says only that the lead has it. */
  notForPublication?: string;
}

/** One immutable, numbered version of an answer. */
export interface Update extends Answer {
  ref: string;
  version: number;
  /** `edited`: a lead's words for style. `agreed`: the status that a lead suggested, with the owner's own words. */
  kind: 'answer' | 'no-change' | 'edited' | 'agreed';
  by: Author;
  at: Temporal.Instant;
  /** Given after the close: for the leads only, counted nowhere until a lead accepts it. */
  late: boolean;
  /** Recorded by a lead for the owner: how it reached them, such as `by phone`. */
  source?: string;
  /** Of one that a lead recorded: the contact who was asked then, whose answer it is whoever is asked later. */
  recordedFor?: string;
}
