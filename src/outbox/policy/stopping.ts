import type { Temporal } from '../../calendar/temporal.ts';
import type { Section } from '../../cycle/message.ts';
import type { Delivery } from '../ledger.ts';

/** What stopping a message comes to. */
export type Stopping =
  | { kind: 'stopped'; value: Delivery }
  /** Claimed: it cannot be taken back, and ends as it ends. */
  | { kind: 'in-flight' }
  /** It has come to its end already. */
  | { kind: 'over' };

/**
 * Stops a message that has not gone. One that may have arrived stays `unknown`, which is the truth, and is not tried
 * again. That somebody stopped it, and when, is kept with its attempts.
 */
export function stopping(delivery: Delivery, why: string, now: Temporal.Instant): Stopping {
  const { notBefore, why: _, ...rest } = delivery;
  const attempts = [...delivery.attempts, { at: now, outcome: 'skipped' as const, detail: why }];
  switch (delivery.state) {
    case 'planned':
    case 'retry':
      return { kind: 'stopped', value: { ...rest, state: 'skipped', why, attempts } };
    case 'unknown':
      if (!notBefore) return { kind: 'over' };
      return {
        kind: 'stopped',
        value: { ...rest, state: 'unknown', why: `it may or may not have arrived; ${why}`, attempts },
      };
    case 'claimed':
      return { kind: 'in-flight' };
    case 'sent':
    case 'unreachable':
    case 'superseded':
    case 'skipped':
    case 'failed':
      return { kind: 'over' };
  }
}

/** A message without some of its sections; undefined where it would have nothing left to say, or loses none. */
export function shortened(
  delivery: Delivery,
  leavesOut: (section: Section) => boolean,
): Delivery | undefined {
  const sections = delivery.sections.filter((section) => !leavesOut(section));
  const isShorter = sections.length > 0 && sections.length < delivery.sections.length;
  return isShorter ? { ...delivery, sections } : undefined;
}

/** Whether somebody stopped it. A message that turned out to have nothing to say is skipped without an attempt. */
export function wasStopped({ attempts }: Pick<Delivery, 'attempts'>): boolean {
  return attempts.at(-1)?.outcome === 'skipped';
}
