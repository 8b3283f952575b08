import { easterSunday } from './easter.ts';
import { Temporal } from './temporal.ts';

/** A time of year at which people are away, or a council is careful about what it publishes. */
export const seasons = [
  'August',
  'the days from 20 December to 3 January',
  'the week after Easter',
  'the six weeks before the first Thursday in May',
] as const;
export type Season = (typeof seasons)[number];

/** Whether a date meets a season. The six weeks (the pre-election period) end with polling day itself. */
export function isInSeason(date: Temporal.PlainDate, season: Season): boolean {
  switch (season) {
    case 'August':
      return date.month === 8;
    case 'the days from 20 December to 3 January':
      return (date.month === 12 && date.day >= 20) || (date.month === 1 && date.day <= 3);
    case 'the week after Easter': {
      const easter = easterSunday(date.year);
      return isBetween(date, easter.add({ days: 1 }), easter.add({ days: 7 }));
    }
    case 'the six weeks before the first Thursday in May': {
      const polling = firstThursdayInMay(date.year);
      return isBetween(date, polling.subtract({ weeks: 6 }), polling);
    }
  }
}

function firstThursdayInMay(year: number): Temporal.PlainDate {
  const firstOfMay = Temporal.PlainDate.from({ year, month: 5, day: 1 });
  return firstOfMay.add({ days: (4 - firstOfMay.dayOfWeek + 7) % 7 });
}

function isBetween(date: Temporal.PlainDate, first: Temporal.PlainDate, last: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(first, date) <= 0 && Temporal.PlainDate.compare(date, last) <= 0;
}
