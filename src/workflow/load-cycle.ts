import { workingCalendar } from '../calendar/working-days.ts';
import type { Cycle } from '../cycle/cycle.ts';
import { ownersByName } from '../cycle/opening.ts';
import type { PlanState } from '../cycle/plan.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import { routesOf, type Route } from '../cycle/routing.ts';
import { datedRungs } from '../cycle/rungs.ts';
import { canonicalJson } from '../programme/canonical-json.ts';
import type { Programme } from '../programme/programme.ts';
import type { Contact, Register } from '../programme/register.ts';
import type { CycleKey, CycleStore, ProgrammeStore, RegisterStore, Stored } from './ports.ts';
import { chairsOf, leadsOf } from './programme-people.ts';

/** A cycle as it stands: everything that planning, drawing and counting need, read once. */
export interface LoadedCycle {
  key: CycleKey;
  programme: Stored<Programme>;
  cycle: Cycle;
  register: Register;
  /** In register order; while the cycle is open, with the owners of now, and `retired` where the action has left. */
  requests: UpdateRequest[];
  stored: Map<string, Stored<UpdateRequest>>;
  routes: Map<string, Route>;
  contacts: Map<string, Contact>;
  leads: Contact[];
  planState: PlanState;
}

export interface CycleReader {
  programmes: ProgrammeStore;
  registers: RegisterStore;
  cycles: CycleStore;
}

/** Undefined when there is no such programme or cycle, or no register to open it with. */
export async function loadCycle(store: CycleReader, key: CycleKey): Promise<LoadedCycle | undefined> {
  const programme = await store.programmes.find(key.programmeId);
  const cycle = programme?.value.cycles.find(({ id }) => id === key.cycleId);
  if (!programme || !cycle || programme.value.registerVersion === undefined) return undefined;
  const { tenantId, id, registerVersion } = programme.value;
  const [register, rows] = await Promise.all([
    store.registers.read(tenantId, id, registerVersion),
    store.cycles.requests({ tenantId, programmeId: id, cycleId: cycle.id }),
  ]);
  return assemble(programme, cycle, register, rows);
}

function assemble(
  programme: Stored<Programme>,
  cycle: Cycle,
  register: Register,
  rows: Stored<UpdateRequest>[],
): LoadedCycle {
  const { settings, id, tenantId } = programme.value;
  const leads = leadsOf(programme.value, register);
  const chairs = chairsOf(programme.value, register);
  const requests = rows.map(({ value }) => value).sort((a, b) => a.order - b.order);
  const live = cycle.state === 'open' ? byRegister(requests, register) : requests;
  const routes = routesOf(register, leads, live);
  const contacts = new Map(
    [...register.contacts, ...leads, ...chairs].map((contact) => [contact.id, contact]),
  );
  const calendar = workingCalendar(settings.calendar);
  return {
    key: { tenantId, programmeId: id, cycleId: cycle.id },
    programme,
    cycle,
    register,
    requests: live,
    stored: new Map(rows.map((row) => [row.value.ref, row])),
    routes,
    contacts,
    leads,
    planState: {
      programmeId: id,
      cycle,
      calendar,
      rungs: datedRungs(settings, calendar, cycle.dates),
      requests: live,
      routes,
      contacts,
      leads,
      chairs,
      publishesItself: settings.review === 'none',
    },
  };
}

/**
 * While the cycle is open, the register in force says who answers for an action, and that one which an import took away
 * is not asked about any more. A request that this leaves as it is stays the very same.
 */
function byRegister(requests: UpdateRequest[], register: Register): UpdateRequest[] {
  const actions = new Map(register.actions.map((action) => [action.ref, action]));
  const ownersOf = ownersByName(register);
  return requests.map((request) => {
    const action = actions.get(request.ref);
    if (!action) return { ...request, state: 'retired' };
    const owners = ownersOf(action);
    return canonicalJson(owners) === canonicalJson(request.owners) ? request : { ...request, owners };
  });
}
