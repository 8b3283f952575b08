import { Temporal } from '../calendar/temporal.ts';
import { newestUpdate, versionOf } from '../cycle/newest-update.ts';
import type { OwnerName, UpdateRequest } from '../cycle/request.ts';
import { answeringOwner, noOwner, participationOf, takesPart } from './participation.ts';

/** A cycle as participation is counted from it. */
export interface CycleRecord {
  id: string;
  meeting: Temporal.PlainDate;
  /** Closed or published: nobody can be called silent in a cycle that still runs. */
  isClosed: boolean;
  requests: readonly UpdateRequest[];
  /** Ids of the owners whom something reached that asked for updates. */
  reached: ReadonlySet<string>;
}

/** A cycle's figures: updates asked for and in, owners asked and with everything in, and what a lead did without. */
export interface CycleParticipation {
  id: string;
  meeting: Temporal.PlainDate;
  isClosed: boolean;
  requestsAsked: number;
  requestsAnswered: number;
  ownersAsked: number;
  ownersAnswered: number;
  excused: number;
  /** Given after the close, and not counted. */
  late: number;
}

export interface ParticipationHistory {
  /** Newest first. */
  cycles: CycleParticipation[];
  /** The last two that have closed, newest first, and who was silent in both; absent where there are not two. */
  twice?: { cycles: [string, string]; silent: OwnerName[] };
}

/**
 * Who takes part, over a programme's cycles. An owner is silent in a cycle where they were asked, were reached, and
 * nothing came for any of their requests: not on time, not late, and nothing that was withdrawn or sent back since.
 */
export function participationHistory(records: readonly CycleRecord[]): ParticipationHistory {
  const newestFirst = [...records].sort((a, b) => Temporal.PlainDate.compare(b.meeting, a.meeting));
  const [last, before] = newestFirst.filter(({ isClosed }) => isClosed);
  const cycles = newestFirst.map(figuresOf);
  if (!last || !before) return { cycles };
  const formerly = new Set(silentIn(before).map(({ id }) => id));
  const silent = silentIn(last).filter(({ id }) => formerly.has(id));
  return { cycles, twice: { cycles: [last.id, before.id], silent } };
}

function figuresOf({ id, meeting, isClosed, requests }: CycleRecord): CycleParticipation {
  const figures = participationOf(requests, new Set());
  return {
    id,
    meeting,
    isClosed,
    requestsAsked: figures.requestsAsked,
    requestsAnswered: figures.requestsAnswered,
    ownersAsked: figures.asked,
    ownersAnswered: figures.answered,
    excused: figures.requestsExcused ?? 0,
    late: requests.filter((request) => newestUpdate(request)?.late === true && !request.answer).length,
  };
}

/** In the register's order. What nobody owns is the leads' own to answer: they need not be told of themselves. */
function silentIn({ requests, reached }: CycleRecord): OwnerName[] {
  const asked = requests.filter(takesPart);
  const spoke = new Set(asked.filter(saidSomething).map((request) => answeringOwner(request).id));
  const owners = new Map(asked.map((request) => [answeringOwner(request).id, answeringOwner(request)]));
  return [...owners.values()].filter(({ id }) => id !== noOwner.id && reached.has(id) && !spoke.has(id));
}

function saidSomething(request: UpdateRequest): boolean {
  return versionOf(request) > 0 || request.returned !== undefined;
}
