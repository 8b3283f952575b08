import { isBefore } from './order.ts';
import { Temporal } from './temporal.ts';
import { nextWorkingDay, type WorkingCalendar } from './working-days.ts';

/** Nothing that was missed earlier in the day goes out from this hour on. */
const endOfCatchUp = Temporal.PlainTime.from('20:00');

/** The day that an instant falls on in a time zone. */
export function localDate(instant: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** What a time zone's calendar and clock show at an instant. */
export function localDateTime(instant: Temporal.Instant, timeZone: string): Temporal.PlainDateTime {
  return instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/**
 * The instant at which a time zone's clock shows this time on this day. A time that the spring change skips moves
 * forward by the gap; of a time that the autumn change repeats, the first.
 */
export function instantAt(
  date: Temporal.PlainDate,
  time: Temporal.PlainTime,
  timeZone: string,
): Temporal.Instant {
  return date.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant();
}

/** The programme's send time on a day. */
export function sendTimeOn(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.Instant {
  return instantAt(date, calendar.sendAt, calendar.timeZone);
}

/** The first send time after `now`: today's, if today is a working day and it is still to come. */
export function nextSendTime(calendar: WorkingCalendar, now: Temporal.Instant): Temporal.Instant {
  const today = localDate(now, calendar.timeZone);
  const sendToday = sendTimeOn(calendar, today);
  const isToCome = isBefore(now, sendToday);
  return calendar.isWorkingDay(today) && isToCome
    ? sendToday
    : sendTimeOn(calendar, nextWorkingDay(calendar, today));
}

/** Whether what was missed may go out at once: on a working day, from the send time until 20:00. */
export function mayCatchUp(calendar: WorkingCalendar, now: Temporal.Instant): boolean {
  const today = localDate(now, calendar.timeZone);
  return (
    calendar.isWorkingDay(today) &&
    Temporal.Instant.compare(now, sendTimeOn(calendar, today)) >= 0 &&
    isBefore(now, instantAt(today, endOfCatchUp, calendar.timeZone))
  );
}
