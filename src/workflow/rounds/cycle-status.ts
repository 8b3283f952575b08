import { groupedBy } from '../../programme/grouped.ts';
import { instantAt } from '../../calendar/local-time.ts';
import { isBefore } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import type { CycleState } from '../../cycle/cycle.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { answeringOwner } from '../../digest/participation.ts';
import type { Ledger } from '../../outbox/ports.ts';
import type { CycleReader } from './load-cycle.ts';
import { awaitedOwners } from '../overdue/awaited-owners.ts';
import { overdueState } from '../overdue/overdue-state.ts';
import type { CycleKey } from '../ports.ts';
import { ownersNotReached } from '../messages/reach.ts';

export interface OwnerStatus {
  owner: string;
  requests: number;
  submitted: number;
  outstanding: string[];
  /** Not asked for after all, by a lead: in none of the other counts. */
  excused: number;
  /** Outstanding, as an answer was sent back. */
  returned: number;
  /** Outstanding, with a deadline of their own. */
  extended: number;
  drafts: number;
  /** What was sent, or why not, in words; absent where nothing is outstanding. */
  delivery: string | null;
  reached: boolean;
}

/** How a cycle stands. All counts are of requests that were asked, but where it is said; `unreachable` counts owners. */
export interface CycleStatus {
  state: CycleState;
  requests: number;
  submitted: number;
  drafts: number;
  outstanding: number;
  /** Not asked for after all, by a lead: in none of the other counts. */
  excused: number;
  /** Outstanding, as an answer was sent back. */
  returned: number;
  /** Outstanding, with a deadline of their own. */
  extended: number;
  /** Outstanding once the deadline has passed. */
  overdue: number;
  unreachable: number;
  /** Messages that ended by a fault on our side: the operator can send them again. */
  failed: number;
  /** Messages whose records cannot be read. */
  unreadable: number;
  /** 0 to 1; null where nothing was asked. */
  responseRate: number | null;
  owners: OwnerStatus[];
}

/** Undefined when there is no such cycle. */
export async function cycleStatus(
  store: CycleReader & { ledger: Pick<Ledger, 'ofCycle'> },
  key: CycleKey,
  now: Temporal.Instant,
): Promise<CycleStatus | undefined> {
  const state = await overdueState(store, key, now);
  if (!state) return undefined;
  const { loaded, deliveries, unreadable = 0 } = state;
  const wanted = loaded.requests.filter((request) => request.asked && request.state !== 'retired');
  const asked = wanted.filter((request) => request.state !== 'excused');
  const outstanding = asked.filter(isOutstanding);
  const submitted = asked.filter(({ answer }) => answer !== undefined);
  const { deadline, closeAt } = loaded.cycle.dates;
  const due = instantAt(deadline, closeAt, loaded.planState.calendar.timeZone);
  const isPast = isBefore(due, now);
  const notReached = ownersNotReached(asked, deliveries);
  const words = new Map(awaitedOwners(state).map(({ owner, delivery }) => [owner, delivery]));
  return {
    state: loaded.cycle.state,
    requests: asked.length,
    submitted: submitted.length,
    drafts: countOf(outstanding, 'draft'),
    outstanding: outstanding.length,
    excused: wanted.length - asked.length,
    returned: countOf(outstanding, 'returned'),
    extended: countOf(outstanding, 'extended'),
    overdue: isPast ? outstanding.length : 0,
    unreachable: notReached.size,
    failed: deliveries.filter(({ state }) => state === 'failed').length,
    unreadable,
    responseRate: asked.length === 0 ? null : submitted.length / asked.length,
    owners: [...groupedBy(wanted, (request) => answeringOwner(request).id)].map(([id, all]) => {
      const own = all.filter((request) => request.state !== 'excused');
      const waiting = own.filter(isOutstanding);
      const owner = all[0] ? answeringOwner(all[0]).name : id;
      return {
        owner,
        requests: own.length,
        submitted: own.filter(({ answer }) => answer !== undefined).length,
        outstanding: waiting.map(({ ref }) => ref),
        excused: all.length - own.length,
        returned: countOf(waiting, 'returned'),
        extended: countOf(waiting, 'extended'),
        drafts: countOf(waiting, 'draft'),
        delivery: words.get(owner) ?? null,
        reached: !notReached.has(id),
      };
    }),
  };
}

function countOf(requests: readonly UpdateRequest[], what: 'draft' | 'returned' | 'extended'): number {
  return requests.filter((request) => request[what] !== undefined).length;
}
