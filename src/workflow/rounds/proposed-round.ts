import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { workingCalendar } from '../../calendar/working-days.ts';
import { datesFor, type DatesOutcome } from '../../cycle/dates.ts';
import type { NewDates } from '../../cycle/reschedule.ts';
import type { Programme } from '../../programme/programme.ts';

/** What the dates that are wanted for a new round come to. */
export function proposedRound(
  { settings, cycles }: Programme,
  { meeting, given, override }: NewDates,
  now: Temporal.Instant,
): DatesOutcome {
  const calendar = workingCalendar(settings.calendar);
  return datesFor({
    meeting,
    given,
    settings,
    calendar,
    others: cycles.filter(({ state }) => state !== 'cancelled'),
    today: localDate(now, calendar.timeZone),
    override,
  });
}
