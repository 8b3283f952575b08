import type { Temporal } from '../../calendar/temporal.ts';
import type { Attempt, Delivery, DeliveryState } from '../ledger.ts';
import type { SendOutcome } from '../ports.ts';
import { triesOf } from './tries.ts';

/** A request whose arrival is not known is sent again, up to so many tries. */
const mostTriesOfAnUnknownRequest = 6;
/** A message that the server does not take is tried so often before the operator is told. */
const mostTries = 12;
const firstDelaySeconds = 2;
const longestDelaySeconds = 900;
/** A server that says to wait for longer than a day is asked after a day. */
const longestRetryAfterSeconds = 86_400;

/** What an attempt's outcome makes of a delivery's row. */
export type Settled = Pick<Delivery, 'state' | 'attempts'> &
  Partial<Pick<Delivery, 'why' | 'notBefore' | 'activity'>>;

/**
 * The failure policy: what becomes of a claimed delivery after one attempt.
 * `random` is in [0, 1); `isSameDay` tells whether an instant is on the programme's local day of the first attempt.
 */
export function settle(
  delivery: Delivery,
  outcome: SendOutcome,
  now: Temporal.Instant,
  random: number,
  isSameDay: (at: Temporal.Instant) => boolean,
): Settled {
  const tries = triesOf(delivery) + 1;
  const attempt = (state: DeliveryState, detail?: string): Attempt[] => [
    ...delivery.attempts,
    { at: now, outcome: state, ...(detail === undefined ? {} : { detail }) },
  ];
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', attempts: attempt('sent'), activity: outcome.activity };
    case 'unreachable':
      return { state: 'unreachable', why: outcome.why, attempts: attempt('unreachable', outcome.detail) };
    case 'failed':
      return { state: 'failed', why: 'a fault on our side', attempts: attempt('failed', outcome.detail) };
    case 'retry': {
      if (tries >= mostTries) {
        const why = `not taken after ${tries} tries`;
        return { state: 'failed', why, attempts: attempt('failed', outcome.detail) };
      }
      // No sooner than the server says; and not every second, or a busy minute would use up all tries.
      const asked = Math.min(outcome.afterSeconds ?? 0, longestRetryAfterSeconds);
      const seconds = Math.max(asked, backoffSeconds(tries, random));
      return {
        state: 'retry',
        notBefore: later(now, seconds),
        attempts: attempt('retry', outcome.detail),
      };
    }
    case 'unknown': {
      const attempts = attempt('unknown', outcome.detail);
      const why = 'it may or may not have arrived';
      const again = later(now, backoffSeconds(tries, random));
      const mayRepeat = isRequest(delivery) && tries < mostTriesOfAnUnknownRequest && isSameDay(again);
      return mayRepeat
        ? { state: 'unknown', why, notBefore: again, attempts }
        : { state: 'unknown', why, attempts };
    }
  }
}

/**
 * What becomes of a delivery that has nothing to say any more: it is skipped. Where an earlier try may have arrived,
 * that stays what is known of it.
 */
export function settleUnsaid({ attempts }: Pick<Delivery, 'attempts'>, why: string): Settled {
  const mayHaveCome = attempts.some(({ outcome }) => outcome === 'unknown');
  return mayHaveCome
    ? { state: 'unknown', why: `it may or may not have arrived; ${why}`, attempts }
    : { state: 'skipped', why, attempts };
}

/** A request is worth a second copy; a reminder or a digest is not. */
export function isRequest(delivery: Pick<Delivery, 'sections'>): boolean {
  return delivery.sections.some(({ kind }) => kind === 'request');
}

/** Exponential, with full jitter, capped. */
export function backoffSeconds(tries: number, random: number): number {
  const ceiling = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** (tries - 1));
  return Math.max(1, ceiling * random);
}

function later(now: Temporal.Instant, seconds: number): Temporal.Instant {
  return now.add({ milliseconds: Math.ceil(seconds * 1000) });
}
