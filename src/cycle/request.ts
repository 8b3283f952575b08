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
  /** Why none of this may be published; the digest then says only that the lead has it. */
  notForPublication?: string;
}

export interface Author {
  contactId: string;
  name: string;
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
}

/** requested → submitted → (returned → submitted →) accepted; or excused, or retired with its action. */
export type RequestState = 'requested' | 'submitted' | 'returned' | 'accepted' | 'excused' | 'retired';

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

/** Somebody has said that a request is not theirs: they are not written to about it until a lead has decided. */
export interface NotMine {
  contactId: string;
  by: Author;
  at: Temporal.Instant;
  /** Who should answer, in their words. */
  suggestion?: string;
}

/** A deadline of its own, until which a request's reminders wait. */
export interface Extension {
  to: Temporal.PlainDate;
  by: Author;
  at: Temporal.Instant;
  /** The ones before it, oldest first: what they called for has been sent, and counts. */
  earlier?: Pick<Extension, 'to' | 'at'>[];
}

/** A lead's reason to do without an answer this time. */
export interface Excuse {
  reason: string;
  by: Author;
  at: Temporal.Instant;
}

/** A lead asks for it after all, once it was excused or somebody had said that it is not theirs. */
export interface AskedAgain {
  by: Author;
  at: Temporal.Instant;
}

/** An answer that a lead sent back. It counts nowhere; the owner answers again, or keeps to it. */
export interface Returned {
  answer: Update;
  comment: string;
  /** The status that the lead would choose. */
  suggested?: StatusId;
  by: Author;
  at: Temporal.Instant;
  /** By when an answer is wanted. */
  answerBy: Temporal.PlainDate;
}

/** A return that is over: the owner answered again, agreed with the lead, or kept to their answer. */
export interface PastReturn extends Omit<Returned, 'answer'> {
  /** The version that was sent back; its words are in the history. */
  version: number;
  ended: 'answered' | 'agreed' | 'kept';
}

/** How a request's answer was signed off. */
export interface SignOff {
  by: Author;
  at: Temporal.Instant;
  version: number;
}

/** What a lead decided about an answer that came after the close. */
export interface LateDecision {
  version: number;
  /** `counted` before publishing; `noted` beneath the published figures; `kept` for the next cycle. */
  kind: 'counted' | 'noted' | 'kept';
  by: Author;
  at: Temporal.Instant;
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
  state: RequestState;
  standIn?: StandIn;
  notMine?: NotMine;
  extended?: Extension;
  excused?: Excuse;
  returned?: Returned;
  /** Returns that are over, oldest first, so that the leads see what they asked for beside what they got. */
  sentBack?: PastReturn[];
  signedOff?: SignOff;
  lateDecision?: LateDecision;
  /** What the board asked at this cycle's meeting, for the next. */
  boardAsked?: BoardQuestion;
  /** Its action came into the plan while the cycle was open. */
  joined?: true;
  /** It came to be asked for anew then: what the ladder had called for by that moment is not made up. */
  askedAnew?: Temporal.Instant;
  askedAgain?: AskedAgain;
  /** The number of the newest version ever; absent where that is the newest of those below. */
  versions?: number;
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
  kind: EventKind;
  ref?: string;
  by?: Author;
  /** For whom it was done, or whom it is about. */
  contactId?: string;
  /** The message whose button did it. */
  card?: string;
  detail?: string;
}

export const eventKinds = [
  'cycle-added',
  'channel-chosen',
  'opened',
  'submitted',
  'drafted',
  'closed',
  'published',
  'publication-scheduled',
  'publication-taken-back',
  'cancelled',
  'retired',
  'withdrawn',
  'not-mine',
  'kept-theirs',
  'passed-on',
  'handed-back',
  'reassigned',
  'replaced',
  'away',
  'nudged',
  'extended',
  'excused',
  'asked-again',
  'recorded',
  'accepted',
  'returned',
  'suggested',
  'agreed',
  'kept',
  'edited',
  'moved',
  'paused',
  'resumed',
  'added',
  'late-counted',
  'late-noted',
  'late-kept',
  'corrected',
  'board-asked',
  'joined',
  'dismissed',
  'shown-again',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** Asked, not answered, still live: the only thing anybody is written to about. */
export function isOutstanding(request: Pick<UpdateRequest, 'asked' | 'state'>): boolean {
  return request.asked && (request.state === 'requested' || request.state === 'returned');
}

/** Whether the ladder's reminders are about it: an answer that was sent back has a date of its own. */
export function isOnLadder(request: Pick<UpdateRequest, 'asked' | 'state'>): boolean {
  return request.asked && request.state === 'requested';
}
