import { sendTimeOn } from '../calendar/local-time.ts';
import { isAfter } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import { closesAt, publishesAt } from '../cycle/moments.ts';
import type { PlanState } from '../cycle/plan.ts';

const wording =
  /^skip (?:(\d{1,3}) (working days?|days?|weeks?)|to (?:the )?(reminder|deadline|overdue|close|publication|next))$/;

/** What one can write, for those who write something else. */
export const skipExamples = [
  'skip 3 days',
  'skip 2 weeks',
  'skip to reminder',
  'skip to deadline',
  'skip to overdue',
  'skip to close',
];

/**
 * Where on the clock `skip 3 days` or `skip to close` leads; the text in small letters. Undefined when it is no such
 * text, or the cycle has no such moment.
 */
export function skipTarget(
  text: string,
  state: Pick<PlanState, 'calendar' | 'cycle' | 'rungs'>,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const [, count, unit = '', place] = wording.exec(text) ?? [];
  return count === undefined ? momentOf(place, state, now) : later(Number(count), unit, state, now);
}

/** Working days end at the send time; days and weeks at the same time of day, whatever the clocks do. */
function later(
  count: number,
  unit: string,
  { calendar }: Pick<PlanState, 'calendar'>,
  now: Temporal.Instant,
): Temporal.Instant {
  const local = now.toZonedDateTimeISO(calendar.timeZone);
  if (unit.startsWith('working')) {
    return sendTimeOn(calendar, addWorkingDays(calendar, local.toPlainDate(), count));
  }
  return local.add(unit.startsWith('week') ? { weeks: count } : { days: count }).toInstant();
}

function momentOf(
  place: string | undefined,
  state: Pick<PlanState, 'calendar' | 'cycle' | 'rungs'>,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const rungAt = (kind: string) => state.rungs.find((rung) => rung.kind === kind)?.at;
  switch (place) {
    case 'reminder':
    case 'overdue':
      return rungAt(place);
    case 'deadline':
      return rungAt('due') ?? sendTimeOn(state.calendar, state.cycle.dates.deadline);
    case 'close':
      return closesAt(state);
    case 'publication':
      return publishesAt(state);
    case 'next':
      return state.rungs.find(({ at }) => isAfter(at, now))?.at;
    case undefined:
    default:
      return undefined;
  }
}
