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

/** The first of two days, or moments, of a kind. */
export function earlierOf(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate;
export function earlierOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant;
export function earlierOf<T extends Temporal.PlainDate | Temporal.Instant>(one: T, other: T): T {
  return compare(other, one) < 0 ? other : one;
}

/** The last of two days, or moments, of a kind. */
export function laterOf(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate;
export function laterOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant;
export function laterOf<T extends Temporal.PlainDate | Temporal.Instant>(one: T, other: T): T {
  return compare(other, one) > 0 ? other : one;
}

function compare(
  one: Temporal.PlainDate | Temporal.Instant,
  other: Temporal.PlainDate | Temporal.Instant,
): number {
  return one instanceof Temporal.Instant
    ? Temporal.Instant.compare(one, other as Temporal.Instant)
    : Temporal.PlainDate.compare(one, other as Temporal.PlainDate);
}
