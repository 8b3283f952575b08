import type { ProgrammeSettings } from '../programme/settings.ts';
import { bankHolidays } from './bank-holidays.ts';
import { Temporal } from './temporal.ts';

/** A time in which the programme sends no reminders, publishes nothing, or both. Both ends are part of it. */
export interface QuietPeriod {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  name: string;
  hold: 'reminders' | 'publication' | 'both';
}

/** A programme's days and hours. */
export interface WorkingCalendar {
  timeZone: string;
  sendAt: Temporal.PlainTime;
  /** Monday to Friday, less the division's bank holidays, less the programme's closure days. */
  isWorkingDay(date: Temporal.PlainDate): boolean;
  quietPeriods: readonly QuietPeriod[];
}

/** Worked out once for settings as they were read: a thousand messages of a programme ask for the same. */
const known = new WeakMap<ProgrammeSettings['calendar'], WorkingCalendar>();

export function workingCalendar(settings: ProgrammeSettings['calendar']): WorkingCalendar {
  const calendar = known.get(settings) ?? calendarOf(settings);
  known.set(settings, calendar);
  return calendar;
}

function calendarOf(settings: ProgrammeSettings['calendar']): WorkingCalendar {
  const daysOff = new Set([...bankHolidays(settings.bankHolidays), ...settings.closureDays]);
  return {
    timeZone: settings.timeZone,
    sendAt: Temporal.PlainTime.from(settings.sendAt),
    isWorkingDay: (date) => date.dayOfWeek <= 5 && !daysOff.has(date.toString()),
    quietPeriods: settings.quietPeriods.map((period) => ({
      ...period,
      from: Temporal.PlainDate.from(period.from),
      to: Temporal.PlainDate.from(period.to),
    })),
  };
}

/**
 * The date so many working days later, or earlier when `count` is negative. The date itself is not counted, working
 * day or not; 0 leaves it where it is.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  date: Temporal.PlainDate,
  count: number,
): Temporal.PlainDate {
  const step = count < 0 ? previousWorkingDay : nextWorkingDay;
  let day = date;
  for (let left = Math.abs(count); left > 0; left -= 1) day = step(calendar, day);
  return day;
}

/** The first working day after the date. */
export function nextWorkingDay(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.PlainDate {
  return onOrAfterWorkingDay(calendar, date.add({ days: 1 }));
}

/** The last working day before the date. */
export function previousWorkingDay(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.PlainDate {
  return onOrBeforeWorkingDay(calendar, date.subtract({ days: 1 }));
}

/** The date itself if it is a working day, else the first one after it. */
export function onOrAfterWorkingDay(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.PlainDate {
  let day = date;
  while (!calendar.isWorkingDay(day)) day = day.add({ days: 1 });
  return day;
}

/** The date itself if it is a working day, else the last one before it. */
export function onOrBeforeWorkingDay(
  calendar: WorkingCalendar,
  date: Temporal.PlainDate,
): Temporal.PlainDate {
  let day = date;
  while (!calendar.isWorkingDay(day)) day = day.subtract({ days: 1 });
  return day;
}
