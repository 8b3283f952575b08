import { workingCalendar, type WorkingCalendar } from '../../calendar/working-days.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { ownersByName } from '../../cycle/opening.ts';
import type { PlanState } from '../../cycle/plan.ts';
import type { OwnerName, UpdateRequest } from '../../cycle/request.ts';
import type { RequestLine } from '../../cycle/request-line.ts';
import { withoutIdleExtension } from '../../cycle/reschedule.ts';
import { ownersWith, routesOf, type Answering, type Route } from '../../cycle/routing.ts';
import { ladderOf, ownLadders, type DatedRung, type OwnLadder } from '../../cycle/rungs.ts';
import { withStandingDoubt } from '../../cycle/standing-doubt.ts';
import type { Programme } from '../../programme/programme.ts';
import { registerIndex } from '../../programme/register-index.ts';
import type { Contact, Register } from '../../programme/register.ts';
import type { CycleKey, CycleStore, ProgrammeStore, RegisterStore, Stored } from '../ports.ts';
import { chairsOf, leadsOf } from '../people/programme-people.ts';
import { answerableRefs, type AnswerableRefs } from '../register/answerable-refs.ts';
import { answeringOf, registerInForce } from '../register/register-in-force.ts';

/** A cycle's head, and the register in force: all that is known of it before any request is read. */
export interface CycleFrame {
  key: CycleKey;
  programme: Pick<Stored<Programme>, 'value'>;
  cycle: Cycle;
  register: Register;
}

/** A cycle as it stands: everything that planning, drawing and counting need, read once. */
export interface LoadedCycle extends CycleFrame {
  programme: Stored<Programme>;
  /** All of them, or those of a part. In register order; while the cycle is open, with the owners of now, and `retired` where the action has left. */
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
  if (programme?.value.registerVersion === undefined) return undefined;
  const { tenantId, id, cycles } = programme.value;
  // Before the opening there are none, or those of an opening that was cut short: it will finish them.
  const isScheduled = cycles.some((one) => one.id === key.cycleId && one.state === 'scheduled');
  const [register, rows] = await Promise.all([
    registerInForce(store.registers, programme.value),
    isScheduled ? [] : store.cycles.requests({ tenantId, programmeId: id, cycleId: key.cycleId }),
  ]);
  const frame = register && frameOf(programme, register, key.cycleId);
  return frame && assemble(frame, rows);
}

/** Up to so many requests are read one by one, whatever the size of their cycle. */
const fewRequests = 4;

/**
 * The part of a cycle that concerns some contacts: the requests that they may answer, and no others. Who may
 * answer follows from the register, so the rest of the cycle need not be read. `readAll` reads the whole cycle where
 * that is cheaper. Undefined when there is no such cycle, or it has not opened.
 */
export async function loadPart(
  store: Pick<CycleReader, 'registers' | 'cycles'>,
  programme: Stored<Programme>,
  cycleId: string,
  contactIds: readonly string[],
  readAll: (key: CycleKey) => Promise<Stored<UpdateRequest>[]> = (key) => store.cycles.requests(key),
): Promise<LoadedCycle | undefined> {
  const register = await registerInForce(store.registers, programme.value);
  const frame = register && frameOf(programme, register, cycleId);
  if (!frame || frame.cycle.state === 'scheduled') return undefined;
  const refs = new Set(contactIds.flatMap((contactId) => frame.refsOf.get(contactId) ?? []));
  if (refs.size > fewRequests) {
    const rows = await readAll(frame.key);
    return assemble(
      frame,
      rows.filter(({ value }) => refs.has(value.ref)),
    );
  }
  const rows = await Promise.all([...refs].map((ref) => store.cycles.request(frame.key, ref)));
  return assemble(
    frame,
    rows.filter((row) => row !== undefined),
  );
}

/** What programme and register say of a cycle, whatever has become of its requests. */
interface Frame {
  key: CycleKey;
  programme: Stored<Programme>;
  cycle: Cycle;
  register: Register;
  contacts: Map<string, Contact>;
  leads: Contact[];
  chairs: Contact[];
  calendar: WorkingCalendar;
  rungs: DatedRung[];
  answering: Answering;
  refsOf: AnswerableRefs;
}

/** Worked out once for a programme as it was read: while many messages go out, it is read rarely. */
const frames = new WeakMap<Stored<Programme>, Map<string, Frame>>();

function frameOf(programme: Stored<Programme>, register: Register, cycleId: string): Frame | undefined {
  const known = frames.get(programme)?.get(cycleId);
  if (known) return known;
  const cycle = programme.value.cycles.find(({ id }) => id === cycleId);
  if (!cycle) return undefined;
  const { settings, id, tenantId } = programme.value;
  const leads = leadsOf(programme.value, register);
  const chairs = chairsOf(programme.value, register);
  const calendar = workingCalendar(settings.calendar);
  const answering = answeringOf(programme.value, register, cycle);
  const frame: Frame = {
    key: { tenantId, programmeId: id, cycleId },
    programme,
    cycle,
    register,
    contacts: new Map([...register.contacts, ...leads, ...chairs].map((contact) => [contact.id, contact])),
    leads,
    chairs,
    calendar,
    rungs: ladderOf(settings, calendar, cycle),
    answering,
    refsOf: answerableRefs(answering),
  };
  const ofProgramme = frames.get(programme) ?? new Map<string, Frame>();
  frames.set(programme, ofProgramme.set(cycleId, frame));
  return frame;
}

/** The ladders of each request that has a deadline of its own, by ref. */
function ownRungs(
  { programme, calendar, cycle }: Frame,
  requests: readonly UpdateRequest[],
): Map<string, readonly OwnLadder[]> {
  const { settings } = programme.value;
  return new Map(
    requests.flatMap(({ ref, extended }) =>
      extended ? [[ref, ownLadders(settings, calendar, cycle, extended)] as const] : [],
    ),
  );
}

/** A cycle in which some requests are otherwise now; who answers for them, and by when, is as it was. */
export function withRequests(loaded: LoadedCycle, changed: readonly UpdateRequest[]): LoadedCycle {
  const now = new Map(changed.map((request) => [request.ref, request]));
  const requests = loaded.requests.map((request) => now.get(request.ref) ?? request);
  return { ...loaded, requests, planState: { ...loaded.planState, requests } };
}

function assemble(frame: Frame, rows: Stored<UpdateRequest>[]): LoadedCycle {
  const { key, programme, cycle, register, contacts, leads, chairs, calendar, rungs, answering } = frame;
  const requests = rows.map(({ value }) => value).sort(byOrder);
  const live = requestsAsOfNow(requests, frame);
  const routes = routesOf(answering, live);
  return {
    key,
    programme,
    cycle,
    register,
    requests: live,
    stored: new Map(rows.map((row) => [row.value.ref, row])),
    routes,
    contacts,
    leads,
    planState: {
      programmeId: key.programmeId,
      cycle,
      calendar,
      rungs,
      requests: live,
      routes,
      contacts,
      leads,
      chairs,
      absences: answering.absences ?? [],
      extended: ownRungs(frame, live),
      publishesItself: programme.value.settings.review === 'none',
    },
  };
}

/**
 * While the cycle is open, the register in force says what an action is called and who answers for it, and that one which
 * an import took away is not asked about any more. A request that this leaves as it is stays the very same.
 */
export function byRegister<T extends Pick<UpdateRequest, 'ref' | 'title' | 'order' | 'owners' | 'state'>>(
  requests: readonly T[],
  register: Register,
  { handovers }: Pick<Cycle, 'handovers'>,
): T[] {
  const { actions } = registerIndex(register);
  const ownersOf = ownersByName(register);
  return requests
    .map((request): T => {
      const action = actions.get(request.ref);
      if (!action) return { ...request, state: 'retired' };
      const { title, order } = action;
      const handover = handovers?.findLast(({ ref }) => ref === request.ref);
      const owners = ownersOf({ ...action, owners: [...ownersWith(handover, action.owners)] });
      const isSame = sameOwners(owners, request.owners) && title === request.title && order === request.order;
      return isSame ? request : { ...request, title, order, owners };
    })
    .sort(byOrder);
}

/** What has become of requests by all that was decided since they were written: by the register, and in the programme's row. */
export function requestsAsOfNow(
  requests: readonly UpdateRequest[],
  { cycle, register, programme }: Pick<CycleFrame, 'cycle' | 'register' | 'programme'>,
): UpdateRequest[] {
  const live = cycle.state === 'open' ? liveRequests(requests, register, cycle) : requests;
  return live.map((request) => asDecidedSince(request, cycle, programme.value));
}

/** A request with what the programme's row has decided since about whose it is, and by when it is due. */
export function asDecidedSince<T extends Pick<RequestLine, 'ref' | 'notMine' | 'extended'>>(
  request: T,
  cycle: Cycle,
  programme: Programme,
): T {
  return withoutIdleExtension(withStandingDoubt(request, cycle, programme), cycle.dates);
}

/** The same of whole requests, whose place in the plan and due date are as in the register in force, too. */
export function liveRequests(
  requests: readonly UpdateRequest[],
  register: Register,
  cycle: Pick<Cycle, 'handovers'>,
): UpdateRequest[] {
  const { actions } = registerIndex(register);
  return byRegister(requests, register, cycle).map((request) => {
    const action = actions.get(request.ref);
    if (!action) return request;
    const { aim: _aim, due: _due, ...rest } = request;
    const { priority, aim, due } = action;
    const planned = { priority, ...(aim !== undefined && { aim }), ...(due && { due }) };
    return standsTheSame(request, action) ? request : { ...rest, ...planned };
  });
}

type Placed = Pick<UpdateRequest, 'priority' | 'aim' | 'due'>;

function standsTheSame(one: Placed, other: Placed): boolean {
  return (
    one.priority.number === other.priority.number &&
    one.priority.title === other.priority.title &&
    one.aim === other.aim &&
    one.due?.printed === other.due?.printed &&
    one.due?.date?.toString() === other.due?.date?.toString()
  );
}

function byOrder(a: Pick<UpdateRequest, 'order'>, b: Pick<UpdateRequest, 'order'>): number {
  return a.order - b.order;
}

function sameOwners(some: readonly OwnerName[], others: readonly OwnerName[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ id, name }, n) => id === others[n]?.id && name === others[n].name)
  );
}
