import type { Temporal } from '../calendar/temporal.ts';

/** Stored, and changed only by a tick or a lead; never worked out from a clock. */
export type CycleState = 'scheduled' | 'open' | 'closed' | 'published' | 'cancelled';

/** Whether a cycle has come to its end: nothing is planned, sent or moved on any more. */
export function isOver({ state }: Pick<Cycle, 'state'>): boolean {
  return state === 'published' || state === 'cancelled';
}

/** A cycle's dates, counted back from the meeting or given. The deadline and the close fall at `closeAt`. */
export interface CycleDates {
  meeting: Temporal.PlainDate;
  opens: Temporal.PlainDate;
  deadline: Temporal.PlainDate;
  closes: Temporal.PlainDate;
  clearance: Temporal.PlainDate;
  final: Temporal.PlainDate;
  publish: Temporal.PlainDate;
  closeAt: Temporal.PlainTime;
}

/** One round of reporting: its head, kept in the programme's row. */
export interface Cycle {
  id: string;
  state: CycleState;
  dates: CycleDates;
  /** Why a close on or after publication was accepted. */
  overrideReason?: string;
  /** Held back since then: nothing is sent, and it does not close, until a lead goes on with it. */
  paused?: Temporal.Instant;
  /** Each change of the dates after the opening; the ladder runs anew from the last. */
  moves?: CycleMove[];
  /** Who answers what in this cycle in place of those in the register; the last one for a ref holds. */
  handovers?: Handover[];
  /** Refs of the actions that imports took out of the plan while it was open. */
  retired?: string[];
  /** The version of the register that was imported while it was open, until the cycle has taken that in. */
  takesIn?: string;
  /** Published by itself on its date, because a lead chose so; until a lead takes it back. */
  publication?: ScheduledPublication;
  /** It was to go out by itself, and something was in the way. */
  heldUp?: HeldUp;
}

/** Why a digest has not gone out by itself. */
export interface HeldUp {
  why: 'no-channel' | 'sums-disagree';
  /** Since when. */
  at: Temporal.Instant;
}

/** A lead's Publish before the publication date, to be done on that date. */
export interface ScheduledPublication {
  by: { contactId: string; name: string };
  at: Temporal.Instant;
  foreword?: string;
  /** The owners who are awaited then are named in it. */
  nameAwaited?: true;
}

/** A change of an open cycle's dates. */
export interface CycleMove {
  at: Temporal.Instant;
  /** When the meeting was to be before. */
  meeting: Temporal.PlainDate;
  /** The round was paused, and went on with it. */
  resumed?: true;
  by?: { contactId: string; name: string };
}

/** A request that somebody else answers, for this cycle. */
export interface Handover {
  ref: string;
  /** Who answers now. Absent where the owner's own contact does. */
  contactId?: string;
  /** The owner that it was given to, where that is another. */
  ownerId?: string;
  /** Who was asked before. */
  from?: string;
  /** What they were called, where they may be in no register any more. */
  fromName?: string;
  why: 'passed-on' | 'handed-back' | 'reassigned' | 'replaced';
  by: { contactId: string; name: string };
  at: Temporal.Instant;
}
