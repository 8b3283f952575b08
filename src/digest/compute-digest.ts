import type { Temporal } from '../calendar/temporal.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import { statusById, type StatusId, type StatusScheme } from '../programme/status-scheme.ts';
import type { Counts, Digest, PriorityFigures } from './digest.ts';
import { boardAnswerOf, completionOf, exceptionOf, movementOf, type Standing } from './standing.ts';
import { participationOf } from './participation.ts';

export interface DigestInput {
  programme: string;
  cycle: string;
  asOf: Temporal.Instant;
  scheme: StatusScheme;
  requests: readonly UpdateRequest[];
  /** Ids of owners to whom nothing could be delivered; `''` stands for actions without an owner. */
  notReached: ReadonlySet<string>;
}

/**
 * The figures of one cycle, from its rows alone.
 *
 * Every action that is not retired is counted once: under the answer's status, or else under the last known one.
 * It is `unconfirmed` when it was asked about and nobody answered; an excused one is too, because its status is as
 * last reported. A status that the scheme does not have counts as `none`. What was given after the close counts
 * nowhere until a lead accepts it.
 */
export function computeDigest(input: DigestInput): Digest {
  const live = input.requests.filter((request) => request.state !== 'retired').sort(byOrder);
  const standings = live.map((request) => standingOf(input.scheme, request));
  const boardAsked = standings.flatMap(boardAnswerOf);
  return {
    programme: input.programme,
    cycle: input.cycle,
    asOf: input.asOf,
    total: standings.length,
    counts: tally(input.scheme, standings),
    unconfirmed: tally(input.scheme, standings.filter(isUnconfirmed)),
    ...lastReported(standings.filter(isUnconfirmed)),
    byPriority: prioritiesOf(input.scheme, standings),
    movement: standings.flatMap(movementOf),
    exceptions: standings
      .filter((standing) => severityOf(standing) > 0)
      .sort((a, b) => severityOf(b) - severityOf(a))
      .flatMap((standing) => exceptionOf(standing, input.scheme)),
    completed: standings.flatMap(completionOf),
    ...(boardAsked.length > 0 && { boardAsked }),
    participation: participationOf(live, input.notReached),
    measures: [],
  };
}

function byOrder(a: UpdateRequest, b: UpdateRequest): number {
  return a.order - b.order || (a.ref < b.ref ? -1 : 1);
}

function standingOf(scheme: StatusScheme, request: UpdateRequest): Standing {
  const before = statusById(scheme, request.baseline.status);
  const now = statusById(scheme, request.answer?.status) ?? before;
  return { request, ...(before && { before }), ...(now && { now }) };
}

function isUnconfirmed({ request }: Standing): boolean {
  return request.asked && request.answer === undefined;
}

/** The one time at which all of them were last reported, if there is one. */
function lastReported(unconfirmed: readonly Standing[]): Pick<Digest, 'lastReported'> {
  const [when, ...others] = new Set(unconfirmed.map(({ request }) => request.baseline.asOf));
  return when === undefined || others.length > 0 ? {} : { lastReported: when };
}

function severityOf(standing: Standing): number {
  return standing.now?.severity ?? 0;
}

function tally(scheme: StatusScheme, standings: readonly Standing[]): Counts {
  const counts = new Map<StatusId, number>(
    [...scheme.statuses.map(({ id }) => id), 'none'].map((id) => [id, 0]),
  );
  for (const { now } of standings) {
    const id = now?.id ?? 'none';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function prioritiesOf(scheme: StatusScheme, standings: readonly Standing[]): PriorityFigures[] {
  const groups = new Map<number, Standing[]>();
  for (const standing of standings) {
    const { number } = standing.request.priority;
    const group = groups.get(number);
    if (group) group.push(standing);
    else groups.set(number, [standing]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([number, group]) => ({
      number,
      title: group[0]?.request.priority.title ?? '',
      total: group.length,
      counts: tally(scheme, group),
      unconfirmed: tally(scheme, group.filter(isUnconfirmed)),
    }));
}
