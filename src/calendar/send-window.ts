import { localDate, mayCatchUp, nextSendTime } from './local-time.ts';
import { Temporal } from './temporal.ts';
import type { WorkingCalendar } from './working-days.ts';

/**
 * When a message that is due may go: at once between the send time and 20:00 on a working day outside quiet
 * periods, else at the next send time of such a day.
 */
export function sendWindow(calendar: WorkingCalendar, now: Temporal.Instant): Temporal.Instant {
  if (mayCatchUp(calendar, now) && !isQuiet(calendar, now)) return now;
  let at = nextSendTime(calendar, now);
  while (isQuiet(calendar, at)) at = nextSendTime(calendar, at.add({ seconds: 1 }));
  return at;
}

/** The send time of the next working day outside quiet periods, strictly after the day of `now`. */
export function nextDaysWindow(calendar: WorkingCalendar, now: Temporal.Instant): Temporal.Instant {
  const today = localDate(now, calendar.timeZone);
  let at = nextSendTime(calendar, now);
  while (isQuiet(calendar, at) || localDate(at, calendar.timeZone).equals(today)) {
    at = nextSendTime(calendar, at.add({ seconds: 1 }));
  }
  return at;
}

function isQuiet(calendar: WorkingCalendar, at: Temporal.Instant): boolean {
  const date = localDate(at, calendar.timeZone);
  return calendar.quietPeriods.some(
    ({ from, to, hold }) =>
      hold !== 'publication' &&
      Temporal.PlainDate.compare(from, date) <= 0 &&
      Temporal.PlainDate.compare(date, to) <= 0,
  );
}
