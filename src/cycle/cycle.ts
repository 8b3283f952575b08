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
}
