import { localDate, sendTimeOn } from '../calendar/local-time.ts';
import { sendWindow } from '../calendar/send-window.ts';
import { isAfter } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { groupedBy } from '../programme/grouped.ts';
import { isWanted } from './outstanding.ts';
import { askedSince } from './asked-since.ts';
import type { Handover } from './cycle.ts';
import type { Section } from './message.ts';
import { nominalDays } from './nominal-days.ts';
import type { PlanState } from './plan.ts';
import type { UpdateRequest } from './request.ts';
import { returnSection } from './return-section.ts';
import { addresseeOf } from './routing.ts';

/** What people's acts call for to one person: a section of a message, and what it is about. */
export interface Owed {
  section: Section;
  contactId: string;
  refs: string[];
  /** When it falls due, within the hours of sending; for whoever is there by the time it goes, when that is. */
  at: Temporal.Instant;
}

/** When something goes to somebody, or went: what waits can find them away by then. */
export type Going = (one: Owed) => Temporal.Instant;

/** What an act calls for about one request. */
interface Call {
  section: Section;
  /** What is handed over after this is not made up to whoever has it then. */
  at: Temporal.Instant;
  /** Whose act it was: nobody is written to about what they did themselves. */
  by: string | undefined;
}

/**
 * All that acts call for beside the ladder, worked out from what is stored and nothing else: so a fault between an act and
 * its messages loses none of them, and each goes to whoever is asked when it goes, which without `going` is when it falls
 * due. What has gone already is among it: the ledger knows. Nothing while the cycle is paused.
 */
export function owed(state: PlanState, going: Going = ({ at }) => at): Owed[] {
  const all = callsIn(state).flatMap((call) => addressed(state, call, going));
  // What somebody gets in another's place can go later than the same about their own.
  const together = groupedBy(
    all,
    ({ contactId, section, at }) => `${contactId} ${section.rung} ${at.epochMilliseconds}`,
  );
  return [...together.values()].flatMap((same) =>
    same[0] ? [{ ...same[0], refs: same.flatMap(({ refs }) => refs) }] : [],
  );
}

/** Whether acts call for anything: said at once, since whom it would go to is not looked for. */
export function isAnythingCalledFor(state: PlanState): boolean {
  return callsIn(state).length > 0;
}

/** To whoever is asked when it goes, and to whoever was asked already in place of one who cannot be reached. */
function addressed(
  state: PlanState,
  { section, at: called, by, request: { ref, notMine }, calledOn, due }: DueCall,
  going: Going,
): Owed[] {
  const { calendar, routes, contacts } = state;
  const route = routes.get(ref);
  if (!route || (route.since && isAfter(route.since, called))) return [];
  const { standIn } = route;
  const isIn = standIn && !isAfter(standIn.from, calledOn);
  const asked = toWhomever(addresseeOf(route, state, due), due.at).flatMap((one) => {
    if (!route.away) return [one];
    const at = going(one);
    const there = addresseeOf(route, state, { date: localDate(at, calendar.timeZone), at });
    return there === one.contactId ? [one] : toWhomever(there, at);
  });
  const isAsked = asked.some(({ contactId }) => contactId === standIn?.contactId);
  return isIn && !isAsked ? [...asked, ...toWhomever(standIn.contactId, due.at)] : asked;

  function toWhomever(contactId: string | undefined, at: Temporal.Instant): Owed[] {
    if (contactId === undefined || !contacts.has(contactId)) return [];
    return contactId === by || contactId === notMine?.contactId
      ? []
      : [{ section, contactId, refs: [ref], at }];
  }
}

/** What word of all that changed hands at once is called in the ledger. */
export function handoverRung({ at }: Pick<Handover, 'at'>): string {
  return `passed-on,${at.epochMilliseconds}`;
}

/** A call of a request, and when it falls due. */
interface DueCall extends Call, CallTime {
  request: UpdateRequest;
}

interface CallTime {
  calledOn: Temporal.PlainDate;
  /** Within the hours of sending. */
  due: { date: Temporal.PlainDate; at: Temporal.Instant };
}

/** A state never changes: what is called for in it is worked out once, however often it is asked to whom that goes. */
const known = new WeakMap<PlanState, DueCall[]>();

function callsIn(state: PlanState): DueCall[] {
  const calls = known.get(state) ?? workOutCalls(state);
  known.set(state, calls);
  return calls;
}

function workOutCalls(state: PlanState): DueCall[] {
  const { calendar, cycle, requests } = state;
  if (cycle.paused) return [];
  const lastRungs = lazily(() => lastRungsOf(state));
  const timeOf = callTimes(calendar);
  return requests
    .filter((request) => isWanted(request, cycle))
    .flatMap((request) =>
      callsFor(state, request, lastRungs).map((call) => ({ ...call, ...timeOf(call.at), request })),
    );
}

/** One act calls for much at the same moment, and what day that is takes long to find out. */
function callTimes(calendar: WorkingCalendar): (called: Temporal.Instant) => CallTime {
  const times = new Map<number, CallTime>();
  return (called) => {
    const time = times.get(called.epochMilliseconds) ?? callTime(calendar, called);
    times.set(called.epochMilliseconds, time);
    return time;
  };
}

function callTime(calendar: WorkingCalendar, called: Temporal.Instant): CallTime {
  const dayOf = (moment: Temporal.Instant) => localDate(moment, calendar.timeZone);
  const at = sendWindow(calendar, called);
  return { calledOn: dayOf(called), due: { date: dayOf(at), at } };
}

function callsFor(state: PlanState, request: UpdateRequest, lastRungs: () => LastRungs): Call[] {
  return [
    ...ofMove(state, request),
    ...ofHandover(state, request),
    ...ofReturn(state, request),
    ...ofAskingAgain(state, request, lastRungs),
  ];
}

/** Word of new dates, to whoever was asked when they were given. */
function ofMove({ cycle: { state, moves = [] } }: PlanState, request: UpdateRequest): Call[] {
  const move = moves.at(-1);
  if (!move || state !== 'open' || isAskedAfter(request, move.at)) return [];
  const section = { rung: `moved,${moves.length}`, kind: 'moved' as const };
  return [{ section, at: move.at, by: move.by?.contactId }];
}

/** What was in doubt when it was handed over is told once it is asked for again. */
function ofHandover({ cycle }: PlanState, request: UpdateRequest): Call[] {
  const { askedAgain: _told, ...before } = request;
  const last = cycle.handovers?.findLast(({ ref }) => ref === request.ref);
  if (!last || isAskedAfter(before, last.at)) return [];
  return [{ section: { rung: handoverRung(last), kind: 'passed-on' }, at: last.at, by: last.by.contactId }];
}

/** Word of a return; and its one reminder, on the day of the answer, where that comes later. */
function ofReturn({ calendar }: PlanState, request: UpdateRequest): Call[] {
  const { returned } = request;
  if (!returned) return [];
  const by = returned.by.contactId;
  const told = { section: returnSection('returned', request), at: returned.at, by };
  const toldOn = localDate(sendWindow(calendar, returned.at), calendar.timeZone);
  if (Temporal.PlainDate.compare(returned.answerBy, toldOn) <= 0) return [told];
  const due = sendTimeOn(calendar, returned.answerBy);
  return [told, { section: returnSection('returned-due', request), at: due, by }];
}

/** Whoever would hear of it by nothing else that is to come. */
function ofAskingAgain(state: PlanState, request: UpdateRequest, lastRungs: () => LastRungs): Call[] {
  const { askedAgain, ...before } = request;
  if (!askedAgain || isAskedAfter(before, askedAgain.at)) return [];
  const last =
    request.state === 'returned' ? ofReturn(state, request).at(-1)?.at : lastRungs().get(request.ref);
  if (last && isAfter(last, askedAgain.at)) return [];
  const section = { rung: `asked-again,${askedAgain.at.epochMilliseconds}`, kind: 'asked-again' as const };
  return [{ section, at: askedAgain.at, by: askedAgain.by.contactId }];
}

/** By ref: the last rung of the ladder for whoever answers. */
type LastRungs = ReadonlyMap<string, Temporal.Instant>;

function lastRungsOf(state: PlanState): LastRungs {
  const last = new Map<string, Temporal.Instant>();
  for (const { at, sections } of [...nominalDays(state).values()].flat()) {
    const asking = sections.filter(({ rung }) => rung.to === 'contacts');
    for (const { ref } of asking.flatMap(({ requests }) => requests)) {
      const known = last.get(ref);
      if (!known || isAfter(at, known)) last.set(ref, at);
    }
  }
  return last;
}

/** Worked out once, and only where it is asked for. */
function lazily<T>(work: () => T): () => T {
  let done: { value: T } | undefined;
  return () => (done ??= { value: work() }).value;
}

function isAskedAfter(request: Parameters<typeof askedSince>[0], at: Temporal.Instant): boolean {
  const since = askedSince(request);
  return since !== undefined && isAfter(since, at);
}
