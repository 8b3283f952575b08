import { describe, expect, it } from '@jest/globals';
import { dateFromPrint } from '../../src/programme/printed-date.ts';

describe('a due date as printed', () => {
  it.each([
    ['2026-03-31', '2026-03-31'],
    ['31/03/2026', '2026-03-31'],
    ['3/4/2026', '2026-04-03'],
    ['31.03.26', '2026-03-31'],
    ['31 March 2026', '2026-03-31'],
    ['31st Mar 2026', '2026-03-31'],
    ['1 Sept 2026', '2026-09-01'],
    ['Tuesday 31 March 2026', '2026-03-31'],
    ['March 31, 2026', '2026-03-31'],
    ['31-Mar-2026', '2026-03-31'],
    ['29 February 2028', '2028-02-29'],
  ])('%s is a date', (printed, date) => {
    expect(dateFromPrint(printed)?.toString()).toBe(date);
  });

  it.each([
    'Spring 2025',
    'March 2026',
    'Q2 2026/27',
    'ongoing',
    'by end FY26/27',
    '31/02/2026',
    '03/31/2026',
    '31 Mai 2026',
    '17 Jul',
    '',
    '2026',
  ])('%j stays as printed', (printed) => {
    expect(dateFromPrint(printed)).toBeUndefined();
  });
});
