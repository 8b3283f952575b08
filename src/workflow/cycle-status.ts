import { groupedBy } from '../programme/grouped.ts';
import { instantAt } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import type { CycleState } from '../cycle/cycle.ts';
import { isOutstanding, type UpdateRequest } from '../cycle/request.ts';
import { answeringOwner } from '../digest/participation.ts';
import type { Ledger } from '../outbox/ports.ts';
import { loadCycle, type CycleReader } from './load-cycle.ts';
import { deliveriesOf, overdueView } from './overdue.ts';
import type { CycleKey } from './ports.ts';
import { ownersNotReached } from './reach.ts';

export interface OwnerStatus {
  owner: string;
  requests: number;
  submitted: number;
  outstanding: string[];
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
  const loaded = await loadCycle(store, key);
  if (!loaded) return undefined;
  const drafts = (await store.cycles.drafts(key)).map(({ value }) => value);
  const { deliveries, unreadable } = await deliveriesOf(store.ledger, key);
  const asked = loaded.requests.filter((request) => request.asked && isLive(request));
  const outstanding = asked.filter(isOutstanding);
  const submitted = asked.filter(({ answer }) => answer !== undefined);
  const { deadline, closeAt } = loaded.cycle.dates;
  const due = instantAt(deadline, closeAt, loaded.planState.calendar.timeZone);
  const isPast = Temporal.Instant.compare(due, now) < 0;
  const notReached = ownersNotReached(asked, deliveries);
  const words = new Map(
    overdueView({ loaded, drafts, deliveries }, now).owners.map((row) => [row.owner, row.delivery]),
  );
  const refs = new Set(outstanding.map(({ ref }) => ref));
  return {
    state: loaded.cycle.state,
    requests: asked.length,
    submitted: submitted.length,
    drafts: drafts.filter(({ ref }) => refs.has(ref)).length,
    outstanding: outstanding.length,
    overdue: isPast ? outstanding.length : 0,
    unreachable: notReached.size,
    failed: deliveries.filter(({ state }) => state === 'failed').length,
    unreadable,
    responseRate: asked.length === 0 ? null : submitted.length / asked.length,
    owners: [...groupedBy(asked, (request) => answeringOwner(request).id)].map(([id, own]) => {
      const waiting = own.filter(isOutstanding).map(({ ref }) => ref);
      const owner = own[0] ? answeringOwner(own[0]).name : id;
      return {
        owner,
        requests: own.length,
        submitted: own.filter(({ answer }) => answer !== undefined).length,
        outstanding: waiting,
        drafts: drafts.filter(({ ref }) => waiting.includes(ref)).length,
        delivery: words.get(owner) ?? null,
        reached: !notReached.has(id),
      };
    }),
  };
}

function isLive({ state }: UpdateRequest): boolean {
  return state !== 'retired' && state !== 'excused';
}
