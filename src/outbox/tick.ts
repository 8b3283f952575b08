import { groupedBy } from '../programme/grouped.ts';
import pLimit from 'p-limit';
import { sendWindow } from '../calendar/send-window.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { isOver } from '../cycle/cycle.ts';
import { reached } from '../cycle/moments.ts';
import { plan } from '../cycle/plan.ts';
import { recipientId } from '../cycle/message.ts';
import type { Logger } from '../log.ts';
import { newsMessages, nextNews } from '../workflow/messages/leads-news.ts';
import { owedMessages } from '../workflow/messages/owed-messages.ts';
import type { CycleKey, PeopleStore } from '../workflow/ports.ts';
import { advance, type AdvanceDeps } from './advance.ts';
import { fallBack } from './fall-back.ts';
import type { Delivery } from './ledger.ts';
import { lease, readyAt } from './policy/ready.ts';
import type { Agenda, AgendaEntry, Ledger, Shard, WakeQueue } from './ports.ts';
import { recordPlan } from './record.ts';
import { joinPass, newPass, type Pass } from './pass.ts';

export interface TickDeps extends AdvanceDeps {
  store: AdvanceDeps['store'] & {
    agenda: Agenda;
    ledger: Ledger;
    wakeQueue: WakeQueue;
    people: Pick<PeopleStore, 'byEmails'>;
  };
  shardOf: (recipientId: string) => string;
  log: Logger;
}

/** Cycles planned at a time. */
const cyclesAtOnce = 4;
/** Cycles whose workers are woken together: in a storm they share shards, and round trips. */
const cyclesTogether = 16;
const wakesAtOnce = 8;

/** What is left to do about a cycle when its plan is in the ledger. */
interface FollowUp {
  /** What was due, and has been seen to. */
  done: AgendaEntry[];
  toCome: AgendaEntry[];
  /** With something that may go now. */
  shards: Shard[];
}

/**
 * One pass of planning: reads what the agenda has due and nothing else, moves each cycle on, records what it owes,
 * wakes the workers. A cycle that fails keeps its agenda entry, and the next tick tries again.
 */
export async function tick(deps: TickDeps, now: Temporal.Instant): Promise<Pass> {
  const pass = newPass();
  const cycles = [...groupedBy(await deps.store.agenda.due(now), cycleName).values()];
  for (let start = 0; start < cycles.length; start += cyclesTogether) {
    const together = cycles.slice(start, start + cyclesTogether);
    const planned = await pLimit(cyclesAtOnce).map(together, (due) => planOne(deps, pass, due, now));
    await followUp(deps, planned.flat());
  }
  return pass;
}

/** One cycle with all that the agenda has due for it. Nothing is left to do about one that failed: it stays due. */
async function planOne(
  deps: TickDeps,
  pass: Pass,
  due: AgendaEntry[],
  now: Temporal.Instant,
): Promise<FollowUp[]> {
  const [first] = due;
  if (!first) return [];
  const { tenantId, programmeId, cycleId } = first;
  const key = { tenantId, programmeId, cycleId };
  try {
    const shards = new Set(due.flatMap(({ shard }) => shard ?? []));
    const toCome: AgendaEntry[] = [];
    if (due.some(({ shard }) => shard === undefined)) await moveOn(deps, key, now, { pass, shards, toCome });
    // A worker that dies leaves rows claimed, and others that it had not come to: the cycle is looked at again when
    // the leases that are taken now have ended.
    if (shards.size > 0) toCome.push({ ...key, due: now.add(lease) });
    return [{ done: due, toCome, shards: [...shards].map((shard) => ({ tenantId, shard })) }];
  } catch (error) {
    deps.log.error({ err: error, programme: programmeId, cycle: cycleId }, 'cycle not planned');
    return [];
  }
}

/**
 * In this order: the next moments go onto the agenda before those in hand leave it, and a crash before that leaves
 * these, and all is done again to the same effect.
 */
async function followUp({ store, log }: TickDeps, planned: readonly FollowUp[]): Promise<void> {
  try {
    await store.agenda.add(...planned.flatMap(({ toCome }) => toCome));
    const shards = new Map(
      planned.flatMap(({ shards: own }) => own.map((one) => [JSON.stringify(one), one])),
    );
    await pLimit(wakesAtOnce).map(shards.values(), (shard) => store.wakeQueue.wake(shard));
    await store.agenda.remove(...planned.flatMap(({ done }) => done));
  } catch (error) {
    log.error({ err: error, cycles: planned.length }, 'workers not woken');
  }
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
  const entries = programmes.flatMap(({ value: { tenantId, id, cycles } }) =>
    cycles
      .filter((cycle) => !isOver(cycle))
      .map((cycle) => ({ tenantId, programmeId: id, cycleId: cycle.id, due: now })),
  );
  await deps.store.agenda.add(...entries);
}

/** What moving a cycle on adds to. */
interface Gathered {
  pass: Pass;
  shards: Set<Shard['shard']>;
  toCome: AgendaEntry[];
}

/** Opens, closes or publishes the cycle if it is time, then records what is due. */
async function moveOn(
  deps: TickDeps,
  key: CycleKey,
  now: Temporal.Instant,
  gathered: Gathered,
): Promise<void> {
  const advanced = await advance(deps, key, now);
  if (!advanced) return;
  const { loaded, isNew } = advanced;
  const { due, superseded, next } = plan(loaded.planState, now);
  const recorded = await recordPlan(
    deps.store.ledger,
    loaded.key,
    { due, superseded },
    sendWindow(loaded.planState.calendar, now),
    {
      isNew,
      beside: (rows) => [...newsMessages(loaded, rows, now), ...owedMessages(loaded, rows, now).due],
      onUnreadable: ({ key: message, problem }) =>
        deps.log.error({ message, problem }, 'a message cannot be read'),
    },
  );
  joinPass(gathered.pass, { ...newPass(), planned: recorded.planned, superseded: recorded.superseded });
  if (await fallBack(deps.store, loaded, recorded.rows, now)) return moveOn(deps, key, now, gathered);
  const [owedNext] = owedMessages(loaded, recorded.rows, now).toCome;
  for (const looked of [next, nextNews(loaded, now), owedNext?.at]) {
    if (looked) gathered.toCome.push({ ...loaded.key, due: looked });
  }
  gather(deps, loaded.key, recorded.waiting, now, gathered);
  deps.log.info(
    { programme: key.programmeId, cycle: key.cycleId, state: loaded.cycle.state, planned: recorded.planned },
    'cycle planned',
  );
}

/** The shards of what may go now; what must wait, or is in somebody's hands, gets its own place on the agenda. */
function gather(
  deps: TickDeps,
  key: CycleKey,
  waiting: readonly Delivery[],
  now: Temporal.Instant,
  { shards, toCome }: Gathered,
): void {
  const later = new Map<string, AgendaEntry>();
  for (const delivery of waiting) {
    const due = readyAt(delivery);
    if (!due) continue;
    const shard = deps.shardOf(recipientId(delivery));
    if (reached(due, now)) shards.add(shard);
    else later.set(`${shard} ${due.toString()}`, { ...key, shard, due });
  }
  toCome.push(...later.values());
}

/** One text for one cycle. */
function cycleName({ tenantId, programmeId, cycleId }: CycleKey): string {
  return JSON.stringify([tenantId, programmeId, cycleId]);
}
