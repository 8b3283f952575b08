import { Temporal } from './calendar/temporal.ts';

/** The only way to learn the time. Everything that needs it is given one. */
export interface Clock {
  now(): Temporal.Instant;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
};

/**
 * The machine's clock moved by a number of milliseconds that can change while the process runs:
 * local mode skips days with it, and `tick --now` sets it.
 */
export function offsetClock(offset: () => number, base: Clock = systemClock): Clock {
  return { now: () => base.now().add({ milliseconds: offset() }) };
}

/** A clock for tests: stands still until it is told to move. */
export interface ManualClock extends Clock {
  set(instant: Temporal.Instant | string): void;
  advance(duration: Temporal.DurationLike): void;
}

export function manualClock(start: string): ManualClock {
  let current = Temporal.Instant.from(start);
  return {
    now: () => current,
    set(instant) {
      current = typeof instant === 'string' ? Temporal.Instant.from(instant) : instant;
    },
    advance(duration) {
      current = current.add(duration);
    },
  };
}
