import { sendWindow } from '../../calendar/send-window.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { clockTime, dateAndTime } from '../../calendar/words.ts';
import type { WorkingCalendar } from '../../calendar/working-days.ts';

/** What goes within this does not wait: an act takes a moment itself. */
const atOnce = Temporal.Duration.from({ minutes: 1 });

/**
 * `it goes on Monday 2 March at 9:30 am`, of a message that waits, and why, where it is for the hours of sending; undefined
 * of one that does not.
 */
export function waitingWords(
  at: Temporal.Instant | undefined,
  now: Temporal.Instant,
  calendar: WorkingCalendar,
): string | undefined {
  if (!at || Temporal.Instant.compare(at, now.add(atOnce)) <= 0) return undefined;
  const goes = `it goes on ${dateAndTime(at, calendar.timeZone)}`;
  if (!at.equals(sendWindow(calendar, now))) return goes;
  return `${goes}, as nothing is sent between 8 pm and ${clockTime(calendar.sendAt)}, or on days off`;
}

/** The same as a sentence of its own, to follow others: ` The message goes on …`; empty where there is none that waits. */
export function goesWords(
  told: readonly { at: Temporal.Instant }[],
  now: Temporal.Instant,
  calendar: WorkingCalendar,
): string {
  const words = waitingWords(told[0]?.at, now, calendar);
  return words === undefined ? '' : ` ${words.replace(/^it/, 'The message')}.`;
}
