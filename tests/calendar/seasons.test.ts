import { expect, it } from '@jest/globals';
import { isInSeason, seasons } from '../../src/calendar/seasons.ts';
import { date } from '../builders/dates.ts';

const [august, christmas, easter, election] = seasons;

it.each([
  ['2026-07-31', []],
  ['2026-08-01', [august]],
  ['2026-08-31', [august]],
  ['2026-09-01', []],
  ['2026-12-19', []],
  ['2026-12-20', [christmas]],
  ['2027-01-03', [christmas]],
  ['2027-01-04', []],
  ['2026-03-25', []],
  ['2026-03-26', [election]],
  ['2026-04-05', [election]],
  ['2026-04-06', [easter, election]],
  ['2026-04-12', [easter, election]],
  ['2026-04-13', [election]],
  ['2026-05-07', [election]],
  ['2026-05-08', []],
  ['2027-05-06', [election]],
  ['2027-05-07', []],
])('%s meets %j', (day, expected) => {
  expect(seasons.filter((season) => isInSeason(date(day), season))).toEqual(expected);
});
