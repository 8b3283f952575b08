import type { Temporal } from '../calendar/temporal.ts';
import type { DueDate, Priority } from '../programme/register.ts';
import type { StatusId } from '../programme/status-scheme.ts';

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
}

export interface Author {
  contactId: string;
  name: string;
}

/** One immutable, numbered version of an answer. */
export interface Update extends Answer {
  ref: string;
  version: number;
  kind: 'answer' | 'no-change';
  by: Author;
  at: Temporal.Instant;
  /** Given after the close: for the leads only, counted nowhere until a lead accepts it. */
  late: boolean;
}

/** What is known of an action when a cycle opens: the last answer of an earlier cycle, or the imported one. */
export interface Baseline {
  status?: StatusId;
  narrative?: string;
  nextSteps?: string;
  reason?: string;
  recoveryAction?: string;
  revisedDate?: RevisedDate;
  outcome?: string;
  /** When it was said, for people: `March 2026`, or as printed in the register's heading. Absent if unknown. */
  asOf?: string;
  /** The cycle it was given in; absent for an imported one. */
  cycleId?: string;
  /** How many times running it has been confirmed as unchanged. */
  unchangedRuns: number;
}

export interface OwnerName {
  id: string;
  name: string;
}

/** Somebody who is asked in place of a contact who cannot be reached. Both may answer. */
export interface StandIn {
  contactId: string;
  insteadOf: string;
  /** The local day on which they are asked. */
  from: Temporal.PlainDate;
  /** The contact could be reached after all: from then on they are asked themselves. */
  over?: true;
}

/**
 * One action in one cycle. Opening writes one for every live action, asked or not, with what the digest and the
 * cards need, so that the cycle's partition stands alone.
 */
export interface UpdateRequest {
  ref: string;
  order: number;
  title: string;
  aim?: string;
  priority: Priority;
  owners: OwnerName[];
  due?: DueDate;
  /** False for an action that was completed or closed before: counted, not asked about. */
  asked: boolean;
  state: 'requested' | 'submitted' | 'excused' | 'retired';
  standIn?: StandIn;
  baseline: Baseline;
  /** The newest update that counts. */
  answer?: Update;
  /** The newest update given after the close. */
  late?: Update;
  /** Whose draft there is; what they typed lies beside. */
  draft?: DraftMark;
  /** The first owner at the opening, or nothing: where its line is kept, whoever owns it later. */
  listedUnder?: string;
}

/** Typed words, kept on the server as typed; shared by the request's contacts. Keys are input ids. */
export interface Draft {
  ref: string;
  inputs: Record<string, string>;
  by: Author;
  at: Temporal.Instant;
}

/** Who saved a draft, and when. */
export type DraftMark = Pick<Draft, 'by' | 'at'>;

/** What happened, for the trail. Only ever added. `detail` holds no narrative. */
export interface CycleEvent {
  id: string;
  at: Temporal.Instant;
  kind: 'opened' | 'submitted' | 'drafted' | 'closed' | 'published' | 'cancelled' | 'retired';
  ref?: string;
  by?: Author;
  detail?: string;
}

/** Asked, not answered, still live: the only thing anybody is written to about. */
export function isOutstanding(request: Pick<UpdateRequest, 'asked' | 'state'>): boolean {
  return request.asked && request.state === 'requested';
}
