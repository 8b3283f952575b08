import { Temporal } from './temporal.ts';

/** Whether one day, or one moment, comes before another of its kind; false where they are the same. */
export function isBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean;
export function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean;
export function isBefore<T extends Temporal.PlainDate | Temporal.Instant>(one: T, other: T): boolean {
  return compare(one, other) < 0;
}

/** Whether one day, or one moment, comes after another of its kind; false where they are the same. */
export function isAfter(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean;
export function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean;
export function isAfter<T extends Temporal.PlainDate | Temporal.Instant>(one: T, other: T): boolean {
  return compare(one, other) > 0;
}

function compare(
  one: Temporal.PlainDate | Temporal.Instant,
  other: Temporal.PlainDate | Temporal.Instant,
): number {
  return one instanceof Temporal.Instant
    ? Temporal.Instant.compare(one, other as Temporal.Instant)
    : Temporal.PlainDate.compare(one, other as Temporal.PlainDate);
}
