import { expect, it } from '@jest/globals';
import { easterSunday } from '../../src/calendar/easter.ts';

// The earliest, the latest, the two exceptions of Gauss's rule, and years at hand.
it.each([
  [1818, '1818-03-22'],
  [1943, '1943-04-25'],
  [1954, '1954-04-18'],
  [1981, '1981-04-19'],
  [2000, '2000-04-23'],
  [2024, '2024-03-31'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
  [2049, '2049-04-18'],
])('Easter Sunday of %i is %s', (year, expected) => {
  expect(easterSunday(year).toString()).toBe(expected);
});
