import type { Temporal } from '../../calendar/temporal.ts';
import type { Clock } from '../../clock.ts';
import type { Cycle, Handover } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import { handoverRung, type Owed } from '../../cycle/owed.ts';
import { routesOf, type Answering } from '../../cycle/routing.ts';
import type { Agenda, Outbox } from '../../outbox/ports.ts';
import type { Amendment } from '../../programme/amendment.ts';
import type { OwedEvent, Programme } from '../../programme/programme.ts';
import type { Register } from '../../programme/register.ts';
import type { Changed, ChangedIn } from '../act-result.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import { tellOwed } from '../messages/tell-owed.ts';
import { loadCycle, type CycleReader } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';
import { handingTo } from './handing-to.ts';
import { answeringOf, registerInForce } from './register-in-force.ts';

export interface HandOverDeps {
  store: CycleReader & { agenda: Pick<Agenda, 'add'> };
  outbox: Pick<Outbox, 'put'>;
  clock: Clock;
}

/** Who hands over, in which cycle, and by which card. */
export interface HandOverAct {
  cycle: CycleKey;
  by: Author;
  card?: string;
}

/** A cycle as the programme's row has it just now, with all that says who answers. */
export interface HandOverFrame {
  programme: Programme;
  register: Register;
  cycle: Cycle;
  answering: Answering;
  at: Temporal.Instant;
}

/** A handover as it is decided; who decided it and when is known. */
export type Handing = Omit<Handover, 'by' | 'at'>;

/** What becomes of who answers. */
export interface HandOverDecision {
  handovers: Handing[];
  /** Where it is for good, in every other cycle that is open. The default: the same, of what the same person has there. */
  elsewhere?: (cycle: Cycle) => Handing[];
  /** Laid over every register from now on; their being there, if none of them, makes it for good. */
  amendments?: Amendment[];
  /** Whom it is about where nothing changes hands in the cycle: the trail says so all the same. */
  about?: string;
  /** An amendment that does not hold any more. */
  revokes?: (amendment: Amendment) => boolean;
  /** Anything else of the programme that follows. */
  also?: (programme: Programme) => Programme;
}

export interface HandedOver {
  /** For the cards that show something else now. */
  changed: Changed;
  /** What those who answer now are told of it, and when. */
  told: Owed[];
}

/**
 * Changes who answers for some requests: the programme's row says so, and nothing else need be written. Then whoever has
 * something to answer now gets one message, and the trail is written; stopped before, a tick does both. `decide` is asked
 * anew where somebody else was quicker; undefined from it, or from here, means that nothing changed.
 */
export async function handOver(
  deps: HandOverDeps,
  act: HandOverAct,
  decide: (frame: HandOverFrame) => HandOverDecision | undefined,
): Promise<HandedOver | undefined> {
  const { store } = deps;
  const at = deps.clock.now();
  const { programmeId, cycleId } = act.cycle;
  const decided: { last?: Decided | undefined } = {};
  const programme = await actOnProgramme(store, programmeId, at, async (current) => {
    const cycle = current.cycles.find(({ id }) => id === cycleId);
    const register = await registerInForce(store.registers, current);
    if (!cycle || !register) return undefined;
    const answering = answeringOf(current, register, cycle);
    const decision = decide({ programme: current, register, cycle, answering, at });
    decided.last = decision && {
      decision,
      inCycles: handoversByCycle({ programme: current, register }, decision, cycleId),
    };
    if (!decided.last) return undefined;
    const next = withDecision(current, decided.last, act.by, at);
    return { programme: next, events: await eventsOf(store, next, decided.last, { ...act, at }) };
  });
  const register = programme && (await registerInForce(store.registers, programme));
  const cycle = programme?.cycles.find(({ id }) => id === cycleId);
  if (!decided.last || !register || !cycle) return undefined;
  const { decision, inCycles } = decided.last;
  const told: Owed[] = [];
  for (const id of inCycles.keys()) told.push(...(await tell(deps, { ...act.cycle, cycleId: id }, at)));
  await writeTrails(store, programmeId);
  const part = { programme, register, contactIds: [act.by.contactId] };
  const elsewhere = programme.cycles
    .filter(({ id }) => id !== cycleId && inCycles.has(id))
    .map((one) => changedIn(one, inCycles.get(one.id)));
  return { changed: { part, ...changedIn(cycle, decision.handovers), elsewhere }, told };
}

function changedIn(cycle: Cycle, handovers: readonly Handing[] = []): ChangedIn {
  return {
    cycle,
    refs: handovers.map(({ ref }) => ref),
    formerly: handovers.flatMap(({ from }) => from ?? []),
  };
}

interface Decided {
  decision: HandOverDecision;
  /** By cycle, the one in which it was done among them. */
  inCycles: Map<string, Handing[]>;
}

type RegisteredProgramme = Pick<HandOverFrame, 'programme' | 'register'>;

function handoversByCycle(
  of: RegisteredProgramme,
  decision: HandOverDecision,
  cycleId: string,
): Decided['inCycles'] {
  const { handovers, amendments, elsewhere = (cycle: Cycle) => alike(of, decision, cycle) } = decision;
  const { cycles } = of.programme;
  const others = amendments ? cycles.filter(({ id, state }) => id !== cycleId && state === 'open') : [];
  return new Map([
    [cycleId, handovers],
    ...others.map((cycle): [string, Handing[]] => [cycle.id, elsewhere(cycle)]),
  ]);
}

/** The same in another cycle; what was given to somebody else there stays with them. */
function alike(
  { programme, register }: RegisteredProgramme,
  { handovers, amendments = [] }: HandOverDecision,
  cycle: Cycle,
): Handing[] {
  const routes = routesOf(answeringOf(programme, register, cycle), handovers);
  return handovers.flatMap(({ ref, why, from, contactId }) => {
    const route = routes.get(ref);
    if (!route || route.messaged !== from) return [];
    const given = amendments.find((one) => one.kind === 'owner' && one.ref === ref);
    const handing = handingTo(contactId, route, why, cycle.handovers);
    return [given?.kind === 'owner' ? { ...handing, ownerId: given.ownerId } : handing];
  });
}

function withDecision(
  programme: Programme,
  { decision, inCycles }: Decided,
  by: Author,
  at: Temporal.Instant,
): Programme {
  const { amendments = [], revokes, also } = decision;
  const kept = (programme.amendments ?? []).filter((one) => !revokes?.(one));
  const next: Programme = {
    ...programme,
    ...((programme.amendments ?? amendments).length > 0 && { amendments: [...kept, ...amendments] }),
    cycles: programme.cycles.map((cycle) => {
      const made = inCycles.get(cycle.id)?.map((one): Handover => ({ ...one, by, at })) ?? [];
      if (made.length === 0) return cycle;
      return { ...cycle, handovers: [...(cycle.handovers ?? []), ...made] };
    }),
  };
  return also?.(next) ?? next;
}

/** What the trails say of it: each request by itself, and for whom it is now. */
async function eventsOf(
  { registers }: Pick<CycleReader, 'registers'>,
  programme: Programme,
  { decision, inCycles }: Decided,
  { cycle: { cycleId }, by, card, at }: HandOverAct & { at: Temporal.Instant },
): Promise<OwedEvent[]> {
  const register = await registerInForce(registers, programme);
  const said = {
    by,
    at,
    ...(card !== undefined && { card }),
    ...(decision.amendments && { detail: 'for good' }),
  };
  const ofRequests = [...inCycles].flatMap(([id, handovers]) => {
    const cycle = programme.cycles.find((one) => one.id === id);
    const routes = register && routesOf(answeringOf(programme, register, cycle), handovers);
    return handovers.map(({ ref, why }) => eventIn(id, why, { ref, contactId: routes?.get(ref)?.messaged }));
  });
  const isSaid = decision.about === undefined || inCycles.get(cycleId)?.length !== 0;
  return isSaid ? ofRequests : [...ofRequests, eventIn(cycleId, 'replaced', { contactId: decision.about })];

  function eventIn(id: string, kind: Handover['why'], about: EventSubject): OwedEvent {
    const { ref, contactId } = about;
    const event: CycleEvent = {
      ...said,
      id: [kind, ref, by.contactId.slice(0, 8), contactId?.slice(0, 8)].filter(Boolean).join('-'),
      kind,
      ...(ref !== undefined && { ref }),
      ...(contactId !== undefined && { contactId }),
    };
    return { cycleId: id, event };
  }
}

interface EventSubject {
  ref?: string;
  contactId: string | undefined;
}

/** What is said of it in one cycle, to whom, and when. */
async function tell(deps: HandOverDeps, key: CycleKey, at: Temporal.Instant): Promise<Owed[]> {
  const loaded = await loadCycle(deps.store, key);
  const called = loaded ? await tellOwed(deps, loaded) : [];
  return called.filter(({ section }) => section.rung === handoverRung({ at }));
}
