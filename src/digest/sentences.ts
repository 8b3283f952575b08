import { longDate } from '../calendar/words.ts';
import type { RevisedDate } from '../cycle/answer.ts';
import type { Status, StatusId } from '../programme/status-scheme.ts';
import type { Counts, Digest, Movement } from './digest.ts';

/** A status's id and words; all that a sentence needs of it. */
export type StatusWords = Pick<Status, 'id' | 'label' | 'counted'>;

/** The figures in one sentence: `Of 53 actions, 28 are completed, 15 on track and 10 with minor slippage.` */
export function headline(digest: Digest, statuses: readonly StatusWords[]): string {
  const { total, participation } = digest;
  if (total === 0) return 'There are no actions to report on.';
  if (statuses.length === 0) {
    return `${actions(total)}: ${participation.requestsAnswered} of ${participation.requestsAsked} updates are in.`;
  }
  const parts = countsInWords(digest.counts, statuses);
  const [first, ...others] = parts;
  if (!first) return `${actions(total)}.`;
  const verb = first.count === 1 ? 'is' : 'are';
  return `Of ${actions(total)}, ${list([`${first.count} ${verb} ${first.words}`, ...others.map(figure)])}.`;
}

/**
 * What nobody confirmed this time: `As last reported, and not confirmed this time: 3 of 15 on track and 1 of 2
 * significantly delayed.` Undefined where everything was confirmed.
 */
export function unconfirmedSentence(digest: Digest, statuses: readonly StatusWords[]): string | undefined {
  const parts = countsInWords(digest.unconfirmed, statuses)
    .filter(({ id }) => id !== 'none')
    .map(({ id, count, words }) => `${count} of ${digest.counts[id] ?? 0} ${words}`);
  return parts.length > 0 ? `As last reported, and not confirmed this time: ${list(parts)}.` : undefined;
}

/** One status in a line of figures: `On track 15, of which 3 are as last reported in March 2026`. */
export function statusLine(
  figures: { counts: Counts; unconfirmed: Counts; lastReported?: string },
  status: StatusWords,
): string {
  const unconfirmed = figures.unconfirmed[status.id] ?? 0;
  const count = `${status.label} ${figures.counts[status.id] ?? 0}`;
  if (unconfirmed === 0) return count;
  const when = figures.lastReported === undefined ? '' : ` in ${figures.lastReported}`;
  return `${count}, of which ${unconfirmed} ${unconfirmed === 1 ? 'is' : 'are'} as last reported${when}`;
}

/** A priority's bar in words: `53 actions: 28 completed, 15 on track and 10 with minor slippage`. */
export function barInWords(
  figures: { total: number; counts: Counts },
  statuses: readonly StatusWords[],
): string {
  const parts = countsInWords(figures.counts, statuses).map(figure);
  return parts.length > 0 ? `${actions(figures.total)}: ${list(parts)}` : actions(figures.total);
}

/** `from on track to minor slippage`; a first status has nothing to come from: `now on track`. */
export function movementWords(movement: Movement, statuses: readonly StatusWords[]): string {
  const to = labelOf(statuses, movement.to);
  return movement.from === null ? `now ${to}` : `from ${labelOf(statuses, movement.from)} to ${to}`;
}

/**
 * Without names: `Awaited: 4 of 23 owners. 1 more could not be reached. 2 updates were excused by the programme lead.`
 * Silence is said neutrally.
 */
export function awaitedSentence(digest: Digest): string {
  const { asked, noUpdate, notReached, requestsExcused: excused = 0 } = digest.participation;
  return [
    `Awaited: ${noUpdate.length} of ${asked} ${asked === 1 ? 'owner' : 'owners'}.`,
    ...(notReached.length > 0 ? [`${notReached.length} more could not be reached.`] : []),
    ...(excused > 0
      ? [`${excused} ${excused === 1 ? 'update was' : 'updates were'} excused by the programme lead.`]
      : []),
  ].join(' ');
}

/** Stands for the texts that an owner gave to the leads only. */
export const withheldSentence = 'Update given to the lead.';

/** `New date: Friday 15 January 2027`, or by when it will be known. */
export function newDateSentence(revised: RevisedDate): string {
  return revised.kind === 'date'
    ? `New date: ${longDate(revised.date)}`
    : `New date: not yet known; will say by ${longDate(revised.sayBy)}`;
}

interface CountInWords {
  id: StatusId;
  count: number;
  words: string;
}

/** The statuses that occur, in the scheme's order, and last those actions that have none. */
function countsInWords(counts: Counts, statuses: readonly StatusWords[]): CountInWords[] {
  const known = statuses.map(({ id, label, counted }) => ({
    id,
    count: counts[id] ?? 0,
    words: counted ?? inText(label),
  }));
  const none = statuses.length > 0 ? (counts['none'] ?? 0) : 0;
  return [...known, { id: 'none', count: none, words: 'without a status yet' }].filter(
    ({ count }) => count > 0,
  );
}

function figure({ count, words }: CountInWords): string {
  return `${count} ${words}`;
}

function labelOf(statuses: readonly StatusWords[], id: StatusId): string {
  return inText(statuses.find((status) => status.id === id)?.label ?? id);
}

/** A status's words within a sentence: `on track`. */
export function inText(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

function actions(count: number): string {
  return count === 1 ? '1 action' : `${count} actions`;
}

function list(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
