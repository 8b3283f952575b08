import { groupedBy } from '../programme/grouped.ts';
import pLimit from 'p-limit';
import { Temporal } from '../calendar/temporal.ts';
import { isOver } from '../cycle/cycle.ts';
import { closesAt, opensAt } from '../cycle/moments.ts';
import { plan } from '../cycle/plan.ts';
import { recipientId } from '../cycle/message.ts';
import type { Logger } from '../log.ts';
import { closeCycle } from '../workflow/close-cycle.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from '../workflow/load-cycle.ts';
import { openCycle } from '../workflow/open-cycle.ts';
import type { CycleKey, PeopleStore } from '../workflow/ports.ts';
import { fallBack } from './fall-back.ts';
import type { Delivery } from './ledger.ts';
import { lease, readyAt } from './policy/ready.ts';
import type { Agenda, AgendaEntry, Ledger, Shard, WakeQueue } from './ports.ts';
import { recordPlan } from './record.ts';
import { sendWindow } from './policy/send-window.ts';
import { joinPass, newPass, type Pass } from './pass.ts';

export interface TickDeps {
  store: CycleReader & {
    agenda: Agenda;
    ledger: Ledger;
    wakeQueue: WakeQueue;
    people: Pick<PeopleStore, 'byEmails'>;
  };
  shardOf: (recipientId: string) => string;
  /** What a tick does about a closed cycle's digest: finish a publication, or publish where there is no review. */
  publish: (cycle: CycleKey, now: Temporal.Instant) => Promise<void>;
  log: Logger;
}

/** Cycles worked on at a time. */
const cyclesAtOnce = 4;

/**
 * One pass of planning: reads what the agenda has due and nothing else, moves each cycle on, records what it owes,
 * wakes the workers. A cycle that fails keeps its agenda entry, and the next tick tries again.
 */
export async function tick(deps: TickDeps, now: Temporal.Instant): Promise<Pass> {
  const pass = newPass();
  const entries = await deps.store.agenda.due(now);
  await pLimit(cyclesAtOnce).map(groupedBy(entries, cycleName).values(), async (own) => {
    const [first] = own;
    if (!first) return;
    try {
      if (own.some(({ shard }) => shard === undefined)) joinPass(pass, await moveOn(deps, first, now));
      await wakeShards(deps, first, shardsOf(own), now);
      // Last: a crash before this line leaves the entry, and the pass is done again to the same effect.
      for (const entry of own) await deps.store.agenda.remove(entry);
    } catch (error) {
      deps.log.error({ err: error, programme: first.programmeId, cycle: first.cycleId }, 'cycle not planned');
    }
  });
  return pass;
}

/**
 * Puts every cycle that is not over on the agenda: what a start does, in case an entry was ever lost; and, for one
 * programme, whatever changes its register.
 */
export async function rebuildAgenda(
  deps: { store: Pick<TickDeps['store'], 'programmes' | 'agenda'> },
  now: Temporal.Instant,
  programmeId?: string,
): Promise<void> {
  const one = programmeId === undefined ? undefined : await deps.store.programmes.find(programmeId);
  const programmes = programmeId === undefined ? await deps.store.programmes.list() : one ? [one] : [];
  for (const { value: programme } of programmes) {
    for (const cycle of programme.cycles.filter((one) => !isOver(one))) {
      const key = { tenantId: programme.tenantId, programmeId: programme.id, cycleId: cycle.id };
      await deps.store.agenda.add({ ...key, due: now });
    }
  }
}

/** Opens, closes or publishes the cycle if it is time, then records what is due. */
async function moveOn(deps: TickDeps, key: CycleKey, now: Temporal.Instant): Promise<Pass> {
  const pass = newPass();
  const loaded = await advance(deps, key, now);
  if (!loaded) return pass;
  const { due, superseded, next } = plan(loaded.planState, now);
  const recorded = await recordPlan(
    deps.store.ledger,
    loaded.key,
    { due, superseded },
    sendWindow(loaded.planState.calendar, now),
    ({ key: message, problem }) => deps.log.error({ message, problem }, 'a message cannot be read'),
  );
  joinPass(pass, { ...newPass(), planned: recorded.planned, superseded: recorded.superseded });
  if (await fallBack(deps.store, loaded, recorded.rows, now)) {
    joinPass(pass, await moveOn(deps, key, now));
    return pass;
  }
  // The next moment goes onto the agenda before the one in hand leaves it.
  if (next) await deps.store.agenda.add({ ...loaded.key, due: next });
  await wakeFor(deps, loaded.key, recorded.waiting, now);
  deps.log.info(
    { programme: key.programmeId, cycle: key.cycleId, state: loaded.cycle.state, planned: recorded.planned },
    'cycle planned',
  );
  return pass;
}

/** Moves the stored state on as far as the clock says; states change here and by a lead, nowhere else. */
async function advance(
  deps: TickDeps,
  key: CycleKey,
  now: Temporal.Instant,
): Promise<LoadedCycle | undefined> {
  const { store } = deps;
  for (;;) {
    const loaded = await loadCycle(store, key);
    if (!loaded) return undefined;
    const { planState, cycle, programme } = loaded;
    if (cycle.state === 'scheduled' && reached(opensAt(planState), now)) {
      await openCycle(store, programme.value, cycle.id, now);
    } else if (cycle.state === 'open' && reached(closesAt(planState), now)) {
      await closeCycle(store, loaded, now);
    } else {
      if (cycle.state === 'closed') await deps.publish(key, now);
      return loaded;
    }
  }
}

/** Wakes the shards of what may go now; what must wait, or is in somebody's hands, gets its own place on the agenda. */
async function wakeFor(
  deps: TickDeps,
  key: CycleKey,
  waiting: readonly Delivery[],
  now: Temporal.Instant,
): Promise<void> {
  const ready = new Set<string>();
  const later = new Map<string, AgendaEntry>();
  for (const delivery of waiting) {
    const due = readyAt(delivery);
    if (!due) continue;
    const shard = deps.shardOf(recipientId(delivery));
    if (reached(due, now)) ready.add(shard);
    else later.set(`${shard} ${due.toString()}`, { ...key, shard, due });
  }
  for (const entry of later.values()) await deps.store.agenda.add(entry);
  await wakeShards(deps, key, ready, now);
}

/**
 * Wakes shards, and has the cycle looked at again when the leases that are taken now have ended: a worker that dies
 * leaves rows claimed, and others that it had not come to.
 */
async function wakeShards(
  { store }: TickDeps,
  { tenantId, programmeId, cycleId }: CycleKey,
  shards: ReadonlySet<string>,
  now: Temporal.Instant,
): Promise<void> {
  if (shards.size === 0) return;
  await store.agenda.add({ tenantId, programmeId, cycleId, due: now.add(lease) });
  for (const shard of shards) await store.wakeQueue.wake({ tenantId, shard });
}

/** One text for one cycle. */
function cycleName({ tenantId, programmeId, cycleId }: CycleKey): string {
  return JSON.stringify([tenantId, programmeId, cycleId]);
}

function shardsOf(entries: readonly AgendaEntry[]): Set<Shard['shard']> {
  return new Set(entries.flatMap(({ shard }) => shard ?? []));
}

function reached(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) <= 0;
}
