import { Temporal } from './temporal.ts';

/** Easter Sunday of the Gregorian calendar, by the "anonymous" algorithm (Nature, 20 April 1876). */
export function easterSunday(year: number): Temporal.PlainDate {
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const golden = year % 19;
  const leapCenturies = Math.floor(century / 4);
  const lunarShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const fullMoon = (19 * golden + century - leapCenturies - lunarShift + 15) % 30;
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - fullMoon - (yearOfCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * fullMoon + 22 * toSunday) / 451);
  // Days after 22 March, the earliest Easter there can be.
  const days = fullMoon + toSunday - 7 * correction;
  return Temporal.PlainDate.from({ year, month: 3, day: 22 }).add({ days });
}
