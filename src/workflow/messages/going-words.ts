import { Temporal } from '../../calendar/temporal.ts';
import { clockTime, dateAndTime } from '../../calendar/words.ts';
import type { WorkingCalendar } from '../../calendar/working-days.ts';

/** `it goes on Monday 2 March at 9:30 am, as nothing is sent …`, of a message that waits; undefined of one that does not. */
export function waitingWords(
  at: Temporal.Instant | undefined,
  now: Temporal.Instant,
  { timeZone, sendAt }: Pick<WorkingCalendar, 'timeZone' | 'sendAt'>,
): string | undefined {
  if (!at || Temporal.Instant.compare(at, now) <= 0) return undefined;
  return `it goes on ${dateAndTime(at, timeZone)}, as nothing is sent between 8 pm and ${clockTime(sendAt)}, or on days off`;
}

/** The same as a sentence of its own, to follow others: ` The message goes on …`; empty where there is none that waits. */
export function goesWords(
  told: readonly { at: Temporal.Instant }[],
  now: Temporal.Instant,
  calendar: Pick<WorkingCalendar, 'timeZone' | 'sendAt'>,
): string {
  const words = waitingWords(told[0]?.at, now, calendar);
  return words === undefined ? '' : ` ${words.replace(/^it/, 'The message')}.`;
}
