import type { RevisedDate } from '../cycle/answer.ts';
import type { Digest } from './digest.ts';

/** The stable shape that `digest --json` prints; other people's programs read it. */
export interface DigestJson {
  programme: string;
  cycle: string;
  /** ISO instant, with `Z`. */
  asOf: string;
  total: number;
  counts: Record<string, number>;
  unconfirmed: Record<string, number>;
  byPriority: {
    number: number;
    title: string;
    total: number;
    counts: Record<string, number>;
    unconfirmed: Record<string, number>;
  }[];
  movement: { ref: string; from: string | null; to: string }[];
  exceptions: {
    ref: string;
    title: string;
    owners: string[];
    status: string;
    reason: string | null;
    recoveryAction: string | null;
    /** `2027-01-15`, or `not yet known; will say by 2027-01-15`. */
    revisedDate: string | null;
  }[];
  participation: { asked: number; answered: number; noUpdate: string[] };
  measures: never[];
  card: object;
}

/** The digest as the command line prints it, with its card. */
export function digestJson(digest: Digest, card: object): DigestJson {
  const { asked, answered, noUpdate } = digest.participation;
  return {
    programme: digest.programme,
    cycle: digest.cycle,
    asOf: digest.asOf.toString(),
    total: digest.total,
    counts: digest.counts,
    unconfirmed: digest.unconfirmed,
    byPriority: digest.byPriority,
    movement: digest.movement.map(({ ref, from, to }) => ({ ref, from, to })),
    exceptions: digest.exceptions.map(
      ({ ref, title, owners, status, reason, recoveryAction, revisedDate }) => ({
        ...{ ref, title, owners, status, reason, recoveryAction },
        revisedDate: revisedDate && revisedDateWords(revisedDate),
      }),
    ),
    participation: { asked, answered, noUpdate },
    measures: digest.measures,
    card,
  };
}

/** `2027-01-15`, or `not yet known; will say by 2027-01-15`: for files and programs, not for people. */
export function revisedDateWords(revised: RevisedDate): string {
  return revised.kind === 'date'
    ? revised.date.toString()
    : `not yet known; will say by ${revised.sayBy.toString()}`;
}
