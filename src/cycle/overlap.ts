import { isBefore } from '../calendar/order.ts';
import type { Cycle, CycleDates } from './cycle.ts';

/** Whether two cycles run at one time: a cycle lives from its opening to its publication. */
export function overlap(one: CycleDates, other: CycleDates): boolean {
  return !isBefore(other.publish, one.opens) && !isBefore(one.publish, other.opens);
}

/** The cycles that whoever adds one with these dates should know of: for the same meeting, or at the same time. */
export function cyclesBeside(dates: CycleDates, cycles: readonly Cycle[]): Cycle[] {
  return cycles.filter(
    (cycle) =>
      cycle.state !== 'cancelled' &&
      (cycle.dates.meeting.equals(dates.meeting) || overlap(cycle.dates, dates)),
  );
}
