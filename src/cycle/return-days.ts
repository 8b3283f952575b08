import { sendTimeOn } from '../calendar/local-time.ts';
import { afterQuietPeriod } from '../calendar/quiet-periods.ts';
import { isAfter, isBefore } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay, onOrAfterWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import { absenceOn, type Absence } from '../programme/absence.ts';
import type { Cycle } from './cycle.ts';
import { closesAt } from './moments.ts';

interface Timetable {
  cycle: Pick<Cycle, 'dates' | 'moves'>;
  calendar: WorkingCalendar;
  absences?: readonly Absence[];
}

/**
 * Somebody's first working days back during a cycle, in order, with the send times of these days. None after days that
 * were no working days anyhow, nor for whoever has said themselves that they are back: they have seen where things stand.
 * Each depends only on what had been said by its own moment, so what somebody says later does not move it.
 */
export function returnDays(
  timetable: Timetable,
  contactId: string,
): { date: Temporal.PlainDate; at: Temporal.Instant }[] {
  const { calendar, absences = [] } = timetable;
  const days = new Map<string, { date: Temporal.PlainDate; at: Temporal.Instant }>();
  for (const absence of absences) {
    const { from, to } = absence;
    if (absence.contactId !== contactId || isAfter(onOrAfterWorkingDay(calendar, from), to)) continue;
    const date = afterQuietPeriod(calendar, nextWorkingDay(calendar, to), 'reminders');
    const at = sendTimeOn(calendar, date);
    const isTheirLast = absenceOn(absences, contactId, to, at) === absence;
    const isAwayStill = absenceOn(absences, contactId, date, at) !== undefined;
    if (isTheirLast && !isAwayStill && isDuring(timetable, to, at)) days.set(date.toString(), { date, at });
  }
  return [...days.values()].sort((a, b) => Temporal.PlainDate.compare(a.date, b.date));
}

/** Away when the cycle was open already, and back before it closes; and not before it was moved last. */
function isDuring(timetable: Timetable, to: Temporal.PlainDate, at: Temporal.Instant): boolean {
  const { dates, moves } = timetable.cycle;
  const moved = moves?.at(-1)?.at;
  if (isAfter(dates.opens, to) || (moved && Temporal.Instant.compare(at, moved) <= 0)) return false;
  return isBefore(at, closesAt(timetable));
}
