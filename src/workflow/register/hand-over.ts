import type { Temporal } from '../../calendar/temporal.ts';
import type { Clock } from '../../clock.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import { changeHands } from '../../cycle/acts/change-hands.ts';
import { isOver, type Cycle, type Handover } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { EventKind } from '../../cycle/event.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { handoverRung, type Owed } from '../../cycle/owed.ts';
import type { Answering } from '../../cycle/routing.ts';
import type { Agenda, Outbox } from '../../outbox/ports.ts';
import type { Amendment } from '../../programme/amendment.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Register } from '../../programme/register.ts';
import type { Changed } from '../act-result.ts';
import { changeProgramme } from '../change-programme.ts';
import { changeRequests } from '../lead/change-requests.ts';
import { lookAgain, tellOwed } from '../messages/tell-owed.ts';
import type { CycleReader, LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';
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
  /** In the cycle; and where it is for good, in every other one that is open, unless `elsewhere` says otherwise. */
  handovers: Handing[];
  elsewhere?: (cycle: Cycle) => Handing[];
  /** Laid over every register from now on; their being there, if none of them, makes it for good. */
  amendments?: Amendment[];
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
 * Changes who answers for some requests: first the programme's row, which decides; then what was in doubt about each
 * request and its event; then one message to whoever has something to answer now. `decide` is asked anew where somebody
 * else was quicker; undefined from it, or from here, means that nothing changed. Stopped once the row is written, the
 * messages come by a tick.
 */
export async function handOver(
  deps: HandOverDeps,
  act: HandOverAct,
  decide: (frame: HandOverFrame) => HandOverDecision | undefined,
): Promise<HandedOver | undefined> {
  const at = deps.clock.now();
  const { programmeId, cycleId } = act.cycle;
  const decided: { last?: Decided | undefined } = {};
  const programme = await changeProgramme(deps.store.programmes, programmeId, async (current) => {
    const cycle = current.cycles.find(({ id }) => id === cycleId);
    const register = await registerInForce(deps.store.registers, current);
    if (!cycle || !register) return undefined;
    const answering = answeringOf(current, register, cycle);
    const decision = decide({ programme: current, register, cycle, answering, at });
    decided.last = decision && { decision, inCycles: handoversByCycle(current, decision, cycleId) };
    const cycles = [...(decided.last?.inCycles.keys() ?? [])].map((id) => ({ ...act.cycle, cycleId: id }));
    await lookAgain(deps, ...cycles);
    return decided.last && withDecision(current, decided.last, act.by, at);
  });
  const register = programme && (await registerInForce(deps.store.registers, programme));
  const cycle = programme?.cycles.find(({ id }) => id === cycleId);
  if (!decided.last || !register || !cycle) return undefined;
  const { decision, inCycles } = decided.last;
  const forGood = decision.amendments !== undefined;
  const told: Owed[] = [];
  for (const [id, handovers] of inCycles) {
    const there = { ...act, cycle: { ...act.cycle, cycleId: id } };
    told.push(...(await carryOut(deps, there, { handovers, forGood, at })));
  }
  const refs = decision.handovers.map(({ ref }) => ref);
  const formerly = decision.handovers.flatMap(({ from }) => from ?? []);
  const part = { programme, register, contactIds: [act.by.contactId] };
  return { changed: { part, cycle, refs, formerly }, told };
}

interface Decided {
  decision: HandOverDecision;
  /** By cycle, the one in which it was done among them. */
  inCycles: Map<string, Handing[]>;
}

function handoversByCycle(
  { cycles }: Programme,
  { handovers, elsewhere = () => handovers, amendments }: HandOverDecision,
  cycleId: string,
): Map<string, Handing[]> {
  const others = amendments ? cycles.filter(({ id, state }) => id !== cycleId && state === 'open') : [];
  return new Map([
    [cycleId, handovers],
    ...others.map((cycle): [string, Handing[]] => [cycle.id, elsewhere(cycle)]),
  ]);
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
      // What is over stays as it was answered.
      if (made.length === 0 || isOver(cycle)) return cycle;
      return { ...cycle, handovers: [...(cycle.handovers ?? []), ...made] };
    }),
  };
  return also?.(next) ?? next;
}

/** The requests' own share of it, and whoever must know. */
async function carryOut(
  deps: HandOverDeps,
  act: HandOverAct,
  done: { handovers: readonly Handing[]; forGood: boolean; at: Temporal.Instant },
): Promise<Owed[]> {
  const { handovers, forGood, at } = done;
  const byRef = new Map(handovers.map((one) => [one.ref, one]));
  const acted = await changeRequests(deps, { ...act, refs: [...byRef.keys()] }, (request, loaded) => {
    const changed = requestAfter(request, loaded, byRef.get(request.ref), forGood);
    if (isRefused(changed)) return { kind: 'refused', why: changed.refused };
    const contactId = loaded.routes.get(request.ref)?.messaged;
    const event = {
      kind: (byRef.get(request.ref)?.why ?? 'reassigned') satisfies EventKind,
      ...(contactId !== undefined && { contactId }),
      ...(forGood && { detail: 'for good' }),
    };
    return { kind: 'changed', request: changed, event };
  });
  if (!acted) return [];
  const called = await tellOwed(deps, acted.loaded);
  return called.filter(({ section }) => section.rung === handoverRung({ at }));
}

/** Whoever takes a leaver's place takes their doubts, too: a lead has still to decide about those. */
function requestAfter(
  request: UpdateRequest,
  { cycle }: LoadedCycle,
  handing: Handing | undefined,
  forGood: boolean,
): ReturnType<typeof changeHands> {
  const changed = changeHands(request, cycle, forGood || handing?.why === 'replaced');
  const { notMine } = request;
  if (isRefused(changed) || handing?.why !== 'replaced' || handing.contactId === undefined || !notMine) {
    return changed;
  }
  return { ...changed, notMine: { ...notMine, contactId: handing.contactId } };
}
