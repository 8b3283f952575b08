import { isBefore } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { dateMovesOf, putsOff } from '../cycle/date-moves.ts';
import { promisedDate } from '../cycle/no-change.ts';
import type { Update } from '../cycle/answer.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import { statusById, type Status, type StatusScheme } from '../programme/status-scheme.ts';

/** Why an answer should be read before it is accepted. */
export type Flag =
  /** The status is better than last time, though the date that was promised has passed. */
  | 'better-though-late'
  /** The narrative is last time's, word for word. */
  | 'same-words'
  /** Confirmed as unchanged for the second time running. */
  | 'unchanged-again'
  /** The date that it promises has passed. */
  | 'date-passed'
  /** It puts the promised date off for the second time running, or more. */
  | 'put-off-again'
  /** A lead had suggested another status, and the owner keeps to theirs. */
  | 'kept-theirs';

/** What speaks against accepting an answer unread, in the order above. `today` is the programme's local day. */
export function flagsOf(
  scheme: StatusScheme,
  request: UpdateRequest,
  answer: Update,
  today: Temporal.PlainDate,
): Flag[] {
  const flags: [Flag, boolean][] = [
    ['better-though-late', isBetter(scheme, request, answer) && hasPassed(promisedDate(request), today)],
    ['same-words', answer.kind !== 'no-change' && isSameNarrative(request, answer)],
    ['unchanged-again', answer.kind === 'no-change' && request.baseline.unchangedRuns > 0],
    ['date-passed', hasPassed(dateIn(answer), today)],
    ['put-off-again', putsOff(request, answer) && dateMovesOf(request, answer) > 1],
    ['kept-theirs', keptTheirs(request, answer)],
  ];
  return flags.flatMap(([flag, isRaised]) => (isRaised ? [flag] : []));
}

/** Less severe than before, and still under way: what is completed has met its promise, however late. */
function isBetter(scheme: StatusScheme, { baseline }: UpdateRequest, { status }: Update): boolean {
  const before = statusById(scheme, baseline.status);
  const now = statusById(scheme, status);
  return isUnderWay(before) && isUnderWay(now) && now.severity < before.severity;
}

function isUnderWay(status: Status | undefined): status is Status {
  return status?.finished === false;
}

/** Line breaks and spaces aside. */
function isSameNarrative({ baseline }: UpdateRequest, { narrative }: Update): boolean {
  const words = (text = ''): string => text.trim().replace(/\s+/g, ' ');
  return words(narrative) !== '' && words(narrative) === words(baseline.narrative);
}

function dateIn({ revisedDate }: Update): Temporal.PlainDate | undefined {
  if (!revisedDate) return undefined;
  return revisedDate.kind === 'date' ? revisedDate.date : revisedDate.sayBy;
}

function keptTheirs({ sentBack }: UpdateRequest, { version }: Update): boolean {
  const last = sentBack?.at(-1);
  return last?.ended === 'kept' && last.version === version;
}

function hasPassed(date: Temporal.PlainDate | undefined, today: Temporal.PlainDate): boolean {
  return date !== undefined && isBefore(date, today);
}
