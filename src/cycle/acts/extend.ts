import { isAfter } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import type { CycleDates } from '../cycle.ts';
import type { Extension } from '../request-marks.ts';
import type { UpdateRequest } from '../request.ts';
import type { Refused } from './refused.ts';

/** What a deadline of its own depends on, beside the request. */
export interface ExtensionLimits {
  dates: Pick<CycleDates, 'deadline' | 'closes'>;
  calendar: { isWorkingDay(date: Temporal.PlainDate): boolean };
  /** The programme's local day. */
  today: Temporal.PlainDate;
}

/** The days from which a lead can choose; none where `first` comes after `last`. */
export function extensionDays({ dates, today }: ExtensionLimits): {
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
} {
  const later = isAfter(today, dates.deadline) ? today : dates.deadline;
  return { first: later.add({ days: 1 }), last: dates.closes.subtract({ days: 1 }) };
}

/** What is wrong with a day as a deadline of its own, in a sentence; undefined where nothing is. */
export function extensionProblem(to: Temporal.PlainDate, limits: ExtensionLimits): string | undefined {
  const { dates, calendar, today } = limits;
  if (!isAfter(to, today)) return 'Please choose a day after today.';
  if (!isAfter(to, dates.deadline)) {
    return `The deadline is ${dayAndMonth(dates.deadline)} for everybody: please choose a later day.`;
  }
  if (!isAfter(dates.closes, to)) {
    return `The round closes on ${dayAndMonth(dates.closes)}: please choose an earlier day.`;
  }
  return calendar.isWorkingDay(to)
    ? undefined
    : `${dayAndMonth(to)} is not a working day: please choose one that is.`;
}

/** Gives a request a deadline of its own; given again, the last holds. Its reminders are counted from that. */
export function extend(
  request: UpdateRequest,
  extension: Extension,
  limits: ExtensionLimits,
): UpdateRequest | Refused {
  if (request.state === 'returned') return { refused: 'it was sent back, with a date of its own' };
  if (!request.asked || request.state !== 'requested') return { refused: 'nothing is outstanding on it' };
  const problem = extensionProblem(extension.to, limits);
  if (problem !== undefined) return { refused: problem };
  const { extended: before } = request;
  if (before?.to.equals(extension.to) && before.by.contactId !== extension.by.contactId) {
    return { refused: `${before.by.name} gave it until then already` };
  }
  if (!before) return { ...request, extended: extension };
  const earlier = [...(before.earlier ?? []), { to: before.to, at: before.at }];
  return { ...request, extended: { ...extension, earlier } };
}
