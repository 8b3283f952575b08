import { isOutstanding } from '../cycle/outstanding.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import { statusById, type StatusScheme } from '../programme/status-scheme.ts';
import type { Completion, Counts, Digest, Exception } from './digest.ts';
import { isWithheld } from './standing.ts';

/**
 * Counts the rows again, one figure at a time and not as `computeDigest` does, and says in words where a digest
 * disagrees with them. Nothing is published while the answer is not empty.
 */
export function checkSums(
  digest: Digest,
  requests: readonly UpdateRequest[],
  scheme: StatusScheme,
): string[] {
  const problems: string[] = [];
  const live = requests.filter(({ state }) => state !== 'retired');
  const agree = (what: string, said: number | undefined, counted: number): void => {
    if (said !== counted)
      problems.push(`${what}: the digest says ${said ?? 'nothing'}, the rows say ${counted}.`);
  };

  agree('Actions in all', digest.total, live.length);
  agree('Sum of the statuses', sum(digest.counts), live.length);
  agree('Sum of the priorities', total(digest.byPriority.map((priority) => priority.total)), live.length);
  for (const status of [...scheme.statuses.map(({ id }) => id), 'none']) {
    const rows = live.filter((request) => statusOf(scheme, request) === status);
    const unconfirmed = rows.filter(({ asked, answer }) => asked && !answer).length;
    agree(status, digest.counts[status], rows.length);
    agree(`${status}, unconfirmed`, digest.unconfirmed[status], unconfirmed);
    const byPriority = (figures: 'counts' | 'unconfirmed') =>
      total(digest.byPriority.map((priority) => priority[figures][status] ?? 0));
    agree(`${status}, over the priorities`, byPriority('counts'), rows.length);
    agree(`${status}, unconfirmed, over the priorities`, byPriority('unconfirmed'), unconfirmed);
  }
  for (const priority of digest.byPriority) {
    const rows = live.filter((request) => request.priority.number === priority.number).length;
    agree(`Priority ${priority.number}`, priority.total, rows);
    agree(`Statuses of priority ${priority.number}`, sum(priority.counts), rows);
  }
  const refs = (rows: readonly UpdateRequest[]) =>
    rows
      .map(({ ref }) => ref)
      .sort()
      .join(', ');
  const alike = (what: string, listed: readonly { ref: string }[], rows: readonly UpdateRequest[]): void => {
    const said = listed
      .map(({ ref }) => ref)
      .sort()
      .join(', ');
    if (said !== refs(rows))
      problems.push(`${what}: the digest lists [${said}], the rows say [${refs(rows)}].`);
  };
  alike(
    'Needs attention',
    digest.exceptions,
    live.filter((request) => (statusById(scheme, statusOf(scheme, request))?.severity ?? 0) > 0),
  );
  alike(
    'Completed',
    digest.completed,
    live.filter(
      (request) =>
        isCompleted(scheme, statusOf(scheme, request)) && !isCompleted(scheme, request.baseline.status ?? ''),
    ),
  );
  alike(
    'What moved',
    digest.movement,
    live.filter((request) => statusOf(scheme, request) !== knownOr(scheme, request.baseline.status, 'none')),
  );
  for (const request of live.filter(isWithheld)) {
    const shown = [...digest.exceptions, ...digest.completed].filter(({ ref }) => ref === request.ref);
    if (shown.some(saysMore)) {
      problems.push(`${request.ref}: it is not for publication, and the digest holds its words.`);
    }
  }
  const { participation } = digest;
  agree(
    'Owners answered and awaited',
    participation.asked,
    participation.answered + participation.noUpdate.length + participation.notReached.length,
  );
  agree(
    'Updates awaited',
    participation.requestsAsked - participation.requestsAnswered,
    live.filter(isOutstanding).length,
  );
  return problems;
}

/** Whether more of an action is told than its status. */
function saysMore(told: Exception | Completion): boolean {
  return 'outcome' in told
    ? told.outcome !== null
    : [told.reason, told.recoveryAction, told.revisedDate, told.lastSaid ?? null].some(
        (text) => text !== null,
      );
}

function statusOf(scheme: StatusScheme, request: UpdateRequest): string {
  return knownOr(scheme, request.answer?.status, knownOr(scheme, request.baseline.status, 'none'));
}

function isCompleted(scheme: StatusScheme, id: string): boolean {
  const status = statusById(scheme, id);
  return status?.finished === true && status.tone === 'done';
}

function knownOr(scheme: StatusScheme, status: string | undefined, otherwise: string): string {
  return status !== undefined && scheme.statuses.some(({ id }) => id === status) ? status : otherwise;
}

function sum(counts: Counts): number {
  return total(Object.values(counts));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
