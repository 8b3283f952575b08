import type { Temporal } from '../calendar/temporal.ts';
import type { RevisedDate } from '../cycle/answer.ts';
import type { Status, StatusId } from '../programme/status-scheme.ts';

/** Counts by status id; `none` for an action that has no status. Every status of the scheme has a key. */
export type Counts = Record<StatusId, number>;

export interface PriorityFigures {
  number: number;
  title: string;
  total: number;
  counts: Counts;
  unconfirmed: Counts;
}

/** An action that changed status since it was last known. */
export interface Movement {
  ref: string;
  title: string;
  from: StatusId | null;
  to: StatusId;
}

export interface Exception {
  ref: string;
  title: string;
  owners: string[];
  status: StatusId;
  reason: string | null;
  recoveryAction: string | null;
  revisedDate: RevisedDate | null;
  /** False when it is as last reported, and nobody confirmed it this time. */
  confirmed: boolean;
  /** Where nobody confirmed it and no reason is known: how the last narrative begins. */
  lastSaid?: string;
  /** Since when it has been off track without a break, for people: `March 2026`. Absent if it is new, or unknown. */
  since?: string;
  /** It was not off track when it was last known. */
  isNew?: true;
  /** Its owner gave the update to the leads only: none of its texts is here. */
  withheld?: true;
}

export interface Completion {
  ref: string;
  title: string;
  owners: string[];
  outcome: string | null;
  /** As for an exception. */
  withheld?: true;
}

/** What the board asked about an action at its last meeting, and what its owner says now. */
export interface BoardAnswer {
  ref: string;
  title: string;
  owners: string[];
  question: string;
  meeting: Temporal.PlainDate;
  /** Null where nobody has answered yet, or where the answer is withheld. */
  answer: string | null;
  withheld?: true;
}

export interface Participation {
  /** Owners asked (an ownerless action counts as one, answered for by the lead). */
  asked: number;
  /** Owners with nothing outstanding. */
  answered: number;
  /** Names of those with something outstanding; for the leads only. Never one whom the bot could not reach. */
  noUpdate: string[];
  /** Owners with something outstanding to whom nothing could be delivered. */
  notReached: string[];
  /** Requests asked, and answered. */
  requestsAsked: number;
  requestsAnswered: number;
  /** Those that a lead did without, for a reason: in none of the others. Absent where there are none. */
  requestsExcused?: number;
}

/** The figures of a digest. Computed in code from stored updates; never typed. */
export interface Digest {
  programme: string;
  cycle: string;
  asOf: Temporal.Instant;
  total: number;
  counts: Counts;
  /** Asked about, not answered: still counted under the last known status. */
  unconfirmed: Counts;
  /** When the unconfirmed were last reported, as it is printed (`March 2026`); absent where that differs. */
  lastReported?: string;
  byPriority: PriorityFigures[];
  movement: Movement[];
  exceptions: Exception[];
  /** Completed since they were last known. */
  completed: Completion[];
  /** Absent where the board asked nothing. */
  boardAsked?: BoardAnswer[];
  participation: Participation;
  /** Figures that updates carry; none are collected yet. */
  measures: never[];
}

/** The names and words in which a digest is told. Settings change; a published digest keeps those it was told in. */
export interface DigestWords {
  programmeTitle: string;
  boardName: string;
  statuses: Pick<Status, 'id' | 'label' | 'counted' | 'tone'>[];
  levels: { priority: string; action: string };
}
