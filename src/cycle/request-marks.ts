import type { Temporal } from '../calendar/temporal.ts';
import type { StatusId } from '../programme/status-scheme.ts';
import type { Update } from './answer.ts';
import type { Author } from './author.ts';

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
