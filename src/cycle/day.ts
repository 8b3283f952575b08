import type { Temporal } from '../calendar/temporal.ts';
import type { UpdateRequest } from './request.ts';
import type { DatedRung } from './rungs.ts';

/** One day on which a person's rungs fall, and the moment at which its message is due. */
export interface Day {
  date: Temporal.PlainDate;
  at: Temporal.Instant;
  sections: DaySection[];
}

/** A rung, and the requests that it is about for this person, whether or not they were answered meanwhile. */
export interface DaySection {
  rung: DueRung;
  requests: readonly UpdateRequest[];
}

/** A rung of the ladder; or `back`, on the day on which somebody who was away comes back. */
export type DueRung = Omit<DatedRung, 'kind'> & { kind: DatedRung['kind'] | 'back' };
