import { isBefore } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { onOrAfterWorkingDay, onOrBeforeWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import { dayAndMonth } from '../calendar/words.ts';
import type { CycleDates } from './cycle.ts';
import { dateNames, named, sentence, type DateName } from './date-names.ts';

/** One sentence for each given date on which the programme does not work, with the nearest days on which it does. */
export function givenOnDaysOff(
  given: Partial<Record<DateName, Temporal.PlainDate>>,
  calendar: WorkingCalendar,
): string[] {
  return dateNames.flatMap((name) => {
    const date = given[name];
    if (!date || calendar.isWorkingDay(date)) return [];
    const before = dayAndMonth(onOrBeforeWorkingDay(calendar, date));
    const after = dayAndMonth(onOrAfterWorkingDay(calendar, date));
    return [
      sentence(`${named(name, date)} is not a working day: the nearest ones are ${before} and ${after}`),
    ];
  });
}

/**
 * One sentence for each pair of dates in an order that cannot be. People need time to answer, so the opening comes
 * before the deadline; the close may fall on the deadline. `overridden`: the close may come after publication.
 */
export function impossibleOrders(dates: CycleDates, overridden: boolean): string[] {
  const problems: string[] = [];

  function comesBefore(first: DateName, second: DateName): boolean {
    return isBefore(dates[first], dates[second]);
  }

  function refuse(first: DateName, rule: string, second: DateName, remedy = ''): void {
    problems.push(sentence(`${named(first, dates[first])} ${rule} ${named(second, dates[second])}${remedy}`));
  }

  if (!comesBefore('opens', 'deadline')) refuse('opens', 'must come before', 'deadline');
  if (comesBefore('closes', 'deadline')) refuse('closes', 'must not come before', 'deadline');
  if (!overridden && !comesBefore('closes', 'publish')) {
    refuse('closes', 'must come before', 'publish', ', unless this is overridden with a reason');
  }
  if (comesBefore('meeting', 'closes')) refuse('closes', 'must not come after', 'meeting');
  if (!comesBefore('publish', 'meeting')) refuse('publish', 'must come before', 'meeting');
  return problems;
}
