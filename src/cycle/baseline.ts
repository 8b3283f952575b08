import type { Temporal } from '../calendar/temporal.ts';
import type { StatusId } from '../programme/status-scheme.ts';
import type { RevisedDate } from './answer.ts';
import type { Author } from './author.ts';

/** What is known of an action when a cycle opens: the last answer of an earlier cycle, or the imported one. */
export interface Baseline {
  status?: StatusId;
  narrative?: string;
  nextSteps?: string;
  reason?: string;
  recoveryAction?: string;
  revisedDate?: RevisedDate;
  outcome?: string;
  /** Why its texts may not be published, as it was said with them. */
  notForPublication?: string;
  /** Since when it has been off track without a break, for people: `March 2026`. Absent if unknown, or if it is not. */
  offTrackSince?: string;
  /** When it was said, for people: `March 2026`, or as printed in the register's heading. Absent if unknown. */
  asOf?: string;
  /** The cycle it was given in; absent for an imported one. */
  cycleId?: string;
  /** How many times running it has been confirmed as unchanged. */
  unchangedRuns: number;
  /**
   * How many times running the promised date has been put off, up to the answer that this is of. An answer that leaves
   * the date as it is leaves the count as well; one that brings it forward, or promises none, begins anew at 0. See
   * `dateMovesOf`.
   */
  dateMoves?: number;
  /** What the board asked about it at its last meeting. */
  boardAsked?: BoardQuestion;
}

/** What the board asked about an action, in one line, as a lead wrote it down. */
export interface BoardQuestion {
  text: string;
  by: Author;
  at: Temporal.Instant;
  /** The meeting at which it was asked. */
  meeting: Temporal.PlainDate;
}
