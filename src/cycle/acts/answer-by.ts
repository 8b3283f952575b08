import { dayAndMonth } from '../../calendar/words.ts';
import { earlierOf, isAfter, isBefore, laterOf } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { addWorkingDays, onOrBeforeWorkingDay, type WorkingCalendar } from '../../calendar/working-days.ts';
import type { CycleDates } from '../cycle.ts';

/** How long an owner has to answer what was sent back, where the lead chooses nothing else. */
const workingDays = 2;

/** What the date of a return depends on. */
export interface ReturnLimits {
  dates: Pick<CycleDates, 'clearance' | 'publish'>;
  calendar: WorkingCalendar;
  /** The programme's local day. */
  today: Temporal.PlainDate;
}

/** By when an answer to a return is wanted: proposed, and the days from which a lead can choose. */
export interface ReturnDays {
  proposed: Temporal.PlainDate;
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

/**
 * Two working days from today; before the clearance date not after that, and later never after the publication date.
 * Where even that has passed, two working days are all there is to choose.
 */
export function returnDays({ dates, calendar, today }: ReturnLimits): ReturnDays {
  const soon = addWorkingDays(calendar, today, workingDays);
  const isToCome = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(today, day) <= 0;
  const last = isToCome(dates.publish) ? dates.publish : soon;
  const limit = isToCome(dates.clearance) ? earlierOf(dates.clearance, last) : last;
  const proposed = earlierOf(soon, laterOf(today, onOrBeforeWorkingDay(calendar, limit)));
  return { proposed, first: today, last };
}

/** What is wrong with a day by which a lead wants an answer, in a sentence; undefined where nothing is. */
export function answerByProblem(day: Temporal.PlainDate, limits: ReturnLimits): string | undefined {
  const { first, last, proposed } = returnDays(limits);
  if (isBefore(day, first)) return 'This day has passed. Please choose a later one.';
  if (isAfter(day, last)) {
    return `That is too late for the papers: please choose ${dayAndMonth(last)} or an earlier day.`;
  }
  if (!limits.calendar.isWorkingDay(day) && !day.equals(proposed)) {
    return `${dayAndMonth(day)} is not a working day. Please choose another.`;
  }
  return undefined;
}
