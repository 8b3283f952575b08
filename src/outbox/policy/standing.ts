import { isAfter } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import type { Section } from '../../cycle/message.ts';
import type { Delivery } from '../ledger.ts';
import { wasStopped } from './stopping.ts';

/** Planned or to be tried again, and in nobody's hands. */
export function isUnsent({ state, notBefore }: Pick<Delivery, 'state' | 'notBefore'>): boolean {
  return (state === 'planned' || state === 'retry' || state === 'unknown') && notBefore !== undefined;
}

/** It was skipped when it came up, and not because somebody stopped it: its day is free for another. */
export function hadNothingToSay(delivery: Pick<Delivery, 'state' | 'attempts'>): boolean {
  return delivery.state === 'skipped' && !wasStopped(delivery);
}

/** Given up, and nothing of it has come: it goes once they can be reached, and says then whatever else the day brings. */
export function cameToNobody({ state, attempts }: Pick<Delivery, 'state' | 'attempts'>): boolean {
  const isGivenUp = state === 'unreachable' || state === 'failed';
  return isGivenUp && attempts.every(({ outcome }) => outcome !== 'unknown');
}

/** Whether more can be said on its day with it, or in its place: the person has not had it, and nobody has stopped it. */
export function leavesRoom(delivery: Delivery): boolean {
  return isUnsent(delivery) || hadNothingToSay(delivery) || cameToNobody(delivery);
}

/** The newest of one person's messages of a cycle that was due by now: the one that goes once they can be reached. */
export function newestDue<T extends Pick<Delivery, 'state' | 'at'>>(
  rows: readonly T[],
  now: Temporal.Instant,
): T | undefined {
  return rows
    .filter((row) => !isToCome(row, now))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at))
    .at(-1);
}

/** What of a message no row stands for: none that was sent, is on its way, or was stopped by somebody. */
export function leftToSay<T extends { sections: Section[] }>(message: T, rows: readonly Delivery[]): T {
  const said = rungsStoodFor(rows);
  return { ...message, sections: message.sections.filter(({ rung }) => !said.has(rung)) };
}

/** The rungs of what one person need not be told again. What was overtaken, or had nothing to say, has told nothing. */
export function rungsStoodFor(rows: readonly Delivery[]): Set<string> {
  const standing = rows.filter((row) => row.state !== 'superseded' && !hadNothingToSay(row));
  return new Set(standing.flatMap(({ sections }) => sections.map(({ rung }) => rung)));
}

/** Planned for a moment that is still to come. */
export function isToCome({ state, at }: Pick<Delivery, 'state' | 'at'>, now: Temporal.Instant): boolean {
  return state === 'planned' && isAfter(at, now);
}
