import { instantAt, sendTimeOn } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { Cycle } from './cycle.ts';

/** A cycle with the calendar that its days are read by. */
export interface Timetable {
  calendar: WorkingCalendar;
  cycle: Pick<Cycle, 'dates'>;
}

/** When the cycle opens: the send time of its opening day. */
export function opensAt({ calendar, cycle }: Timetable): Temporal.Instant {
  return sendTimeOn(calendar, cycle.dates.opens);
}

/** When the cycle closes. */
export function closesAt({ calendar, cycle }: Timetable): Temporal.Instant {
  return instantAt(cycle.dates.closes, cycle.dates.closeAt, calendar.timeZone);
}

/** When the digest may go out: the send time of the publication day. */
export function publishesAt({ calendar, cycle }: Timetable): Temporal.Instant {
  return sendTimeOn(calendar, cycle.dates.publish);
}

/** Whether a moment has come. */
export function reached(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) <= 0;
}
