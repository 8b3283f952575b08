import { isBefore } from '../calendar/order.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { statusById, type StatusScheme } from '../programme/status-scheme.ts';
import type { Answer } from './answer.ts';
import type { UpdateRequest } from './request.ts';
import { saidIn } from './said.ts';

/** Whether the last answer may be confirmed as it stands, and if not, why not. */
export type NoChangeRule = { kind: 'offered' } | { kind: 'needs-why' } | { kind: 'refused'; why: string };

/** How many times running an answer may be confirmed. */
const timesRunning = 2;

/**
 * "No change" needs a last answer, may be used twice running (the second time with a line that says why it is still
 * true), and never where the status wants a fresh account or a promised date has passed (design §6).
 */
export function noChangeRule(
  scheme: StatusScheme,
  request: Pick<UpdateRequest, 'baseline' | 'due'>,
  today: Temporal.PlainDate,
): NoChangeRule {
  const { baseline } = request;
  const status = statusById(scheme, baseline.status);
  if (scheme.statuses.length > 0 && !status) return refused('There is no earlier status to confirm.');
  if (!baseline.narrative?.trim()) return refused('There is no earlier text to confirm.');
  if (baseline.boardAsked) {
    return refused('The board asked about it at its last meeting, so please answer that in your own words.');
  }
  if (status?.mayStayUnchanged === false) {
    return refused(
      `“${status.label}” needs a fresh update each time: the board will ask what is being done.`,
    );
  }
  if (status?.finished !== true && hasPassed(promisedDate(request), today)) {
    return refused('The date that was given last time has passed, so please say where it stands now.');
  }
  if (baseline.unchangedRuns >= timesRunning) {
    return refused('It has been confirmed as unchanged twice running, so please say where it stands now.');
  }
  return { kind: baseline.unchangedRuns === timesRunning - 1 ? 'needs-why' : 'offered' };
}

/** The last answer, given again; `why` is what "still true because …" was completed with. */
export function unchangedAnswer({ baseline }: Pick<UpdateRequest, 'baseline'>, why: string): Answer {
  const said = saidIn(baseline);
  const { narrative = '' } = said;
  return { ...said, narrative: why === '' ? narrative : `${narrative}\n\nStill true because ${why}` };
}

/** A revised date, or the day by which one was promised, takes the place of the printed due date. */
export function promisedDate({
  baseline,
  due,
}: Pick<UpdateRequest, 'baseline' | 'due'>): Temporal.PlainDate | undefined {
  switch (baseline.revisedDate?.kind) {
    case 'date':
      return baseline.revisedDate.date;
    case 'promised':
      return baseline.revisedDate.sayBy;
    case undefined:
      return due?.date;
  }
}

function hasPassed(date: Temporal.PlainDate | undefined, today: Temporal.PlainDate): boolean {
  return date !== undefined && isBefore(date, today);
}

function refused(why: string): NoChangeRule {
  return { kind: 'refused', why };
}
