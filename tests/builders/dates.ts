import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';

export function date(iso: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(iso);
}

export function instant(iso: string): Temporal.Instant {
  return Temporal.Instant.from(iso);
}

/** Any day for which bank holidays are known, less a year at either end for counting. */
export const anyDate: fc.Arbitrary<Temporal.PlainDate> = fc
  .integer({ min: 0, max: 3 * 365 })
  .map((days) => date('2025-01-01').add({ days }));
