import type { DatedRung } from './rungs.ts';
import type { Cycle } from './cycle.ts';
import { recipientId, type DueMessage, type Section, type SectionKind } from './message.ts';
import type { Route } from './routing.ts';
import type { Contact } from '../programme/register.ts';
import { isOutstanding, type UpdateRequest } from './request.ts';
import { instantAt, sendTimeOn } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import { nextWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';

/** All that planning a cycle depends on. No clock, and nothing of what was delivered. */
export interface PlanState {
  programmeId: string;
  cycle: Cycle;
  calendar: WorkingCalendar;
  rungs: readonly DatedRung[];
  requests: readonly UpdateRequest[];
  routes: ReadonlyMap<string, Route>;
  /** By id; leads and chairs among them. */
  contacts: ReadonlyMap<string, Contact>;
  leads: readonly Contact[];
  /** With review `none` the digest goes out by itself, to the board's channel and the chairs. */
  publishesItself: boolean;
  chairs: readonly Contact[];
}

/** What should be in the ledger by now, and when to look again. */
export interface Plan {
  /** At most one a person: the latest that is due. */
  due: DueMessage[];
  /** Earlier ones that the latest stands for, and owners' messages that the close has overtaken. */
  superseded: DueMessage[];
  /** When something more falls due: a message, or a change of the cycle's state. */
  next: Temporal.Instant | undefined;
}

/** No more automatic messages than this a person a cycle. */
const mostMessages = 4;

/** What to give up first when a person's rungs would make too many messages. */
const worth: Record<SectionKind, number> = {
  reminder: 1,
  due: 2,
  summary: 3,
  overdue: 4,
  close: 5,
  digest: 6,
  request: 7,
};

/** A message's nominal identity; see `DueMessage`. */
export function messageKey(
  programmeId: string,
  cycleId: string,
  recipientId: string,
  date: Temporal.PlainDate,
): string {
  return `${programmeId},${cycleId},${recipientId},${date.toString()}`;
}

/**
 * What is due at `now`. After downtime a person gets the latest message that is due, once; the earlier ones are
 * superseded. Planning twice, late, or on two machines gives the same keys.
 */
export function plan(state: PlanState, now: Temporal.Instant): Plan {
  if (state.cycle.state === 'scheduled') {
    return { due: [], superseded: [], next: soonestAfter(now, [opensAt(state)]) };
  }
  const asItStands = messages(state, isOutstanding);
  const closed = state.cycle.state !== 'open';
  const due: DueMessage[] = [];
  const superseded: DueMessage[] = [];
  for (const own of groupBy(asItStands, recipientId).values()) {
    const fallen = own.filter((message) => before(message.at, now));
    const latest = fallen.findLast((message) => !closed || message.sections.some(outlivesTheClose));
    for (const message of fallen) (message === latest ? due : superseded).push(message);
  }
  return {
    due,
    superseded,
    next: soonestAfter(now, [...asItStands.map(({ at }) => at), ...turningPoints(state)]),
  };
}

/** The whole ladder as it goes out if nobody answers: whatever the clock, the ledger and the answers. */
export function fullPlan(state: PlanState): DueMessage[] {
  const everything = messages(state, (request) => request.asked && request.state !== 'retired');
  return [...everything, ...publication(state)].sort(byTime);
}

/** When the cycle opens: the send time of its opening day. */
export function opensAt(state: Pick<PlanState, 'calendar' | 'cycle'>): Temporal.Instant {
  return sendTimeOn(state.calendar, state.cycle.dates.opens);
}

/** When the cycle closes. */
export function closesAt(state: Pick<PlanState, 'calendar' | 'cycle'>): Temporal.Instant {
  const { closes, closeAt } = state.cycle.dates;
  return instantAt(closes, closeAt, state.calendar.timeZone);
}

/** When the digest may go out: the send time of the publication day. */
export function publishesAt(state: Pick<PlanState, 'calendar' | 'cycle'>): Temporal.Instant {
  return sendTimeOn(state.calendar, state.cycle.dates.publish);
}

/** Everybody's messages, for the requests that `counts`; in order of time, then key. */
function messages(state: PlanState, counts: (request: UpdateRequest) => boolean): DueMessage[] {
  const theirs = refsByContact(state, counts);
  const anything = state.requests.some(counts);
  return [...nominalDays(state)]
    .flatMap(([contactId, days]) => days.map((day) => ({ contactId, ...day })))
    .flatMap(({ contactId, date, at, sections }) => {
      const contact = state.contacts.get(contactId);
      const asked = theirs.contacts.get(contactId) ?? [];
      const covered = theirs.deputies.get(contactId) ?? [];
      const refs = new Set<string>();
      const due = sections.filter(({ kind, to }) => {
        if (kind === 'close') return true;
        if (to === 'leads') return anything;
        const concerned = to === 'deputies' ? covered : asked;
        for (const ref of concerned) refs.add(ref);
        return concerned.length > 0;
      });
      if (!contact || due.length === 0) return [];
      const message: DueMessage = {
        key: messageKey(state.programmeId, state.cycle.id, contactId, date),
        recipient: { kind: 'contact', contactId, email: contact.email, by: contact.reachedBy },
        date,
        at,
        sections: due.map(({ rung, kind }) => ({ rung, kind })),
        refs: state.requests.map(({ ref }) => ref).filter((ref) => refs.has(ref)),
      };
      return [message];
    })
    .sort(byTime);
}

type Day = { date: Temporal.PlainDate; at: Temporal.Instant; sections: DatedRung[] };

/**
 * Each person's days with something on them, by their roles alone and not by what is outstanding: so a person's
 * days do not move when they answer, and the limit of four does not either.
 */
function nominalDays(state: PlanState): Map<string, Day[]> {
  const roles = rolesOf(state);
  const days = new Map<string, Day[]>();
  for (const [contactId, audiences] of roles) {
    const rungs = state.rungs.filter(({ to }) => audiences.has(to));
    days.set(contactId, withinLimit(daysOf(state.calendar, rungs)));
  }
  return days;
}

/** One day, one message: a rung that falls later on a day with an earlier one waits for the next working day. */
function daysOf(calendar: WorkingCalendar, rungs: readonly DatedRung[]): Day[] {
  const days = new Map<string, Day>();
  for (const rung of rungs) {
    let { date, at } = rung;
    let day = days.get(date.toString());
    while (day && Temporal.Instant.compare(day.at, at) < 0) {
      date = nextWorkingDay(calendar, date);
      at = sendTimeOn(calendar, date);
      day = days.get(date.toString());
    }
    if (day) day.sections.push(rung);
    else days.set(date.toString(), { date, at, sections: [rung] });
  }
  return [...days.values()].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** Keeps the four messages worth most; among equals the later, which are nearer to the deadline. */
function withinLimit(days: Day[]): Day[] {
  const kept = [...days]
    .sort((a, b) => worthOf(b) - worthOf(a) || Temporal.Instant.compare(b.at, a.at))
    .slice(0, mostMessages);
  return days.filter((day) => kept.includes(day));
}

/** What a day is worth: as much as its weightiest section. */
function worthOf(day: Day): number {
  return Math.max(...day.sections.map(({ kind }) => worth[kind]));
}

/** Which audiences each person belongs to, over all requests that were asked. */
function rolesOf(state: PlanState): Map<string, Set<DatedRung['to']>> {
  const roles = new Map<string, Set<DatedRung['to']>>();
  const add = (contactId: string, role: DatedRung['to']): void => {
    roles.set(contactId, (roles.get(contactId) ?? new Set()).add(role));
  };
  const asked = refsByContact(state, (request) => request.asked);
  for (const contactId of asked.contacts.keys()) add(contactId, 'contacts');
  for (const contactId of asked.deputies.keys()) add(contactId, 'deputies');
  for (const lead of state.leads) add(lead.id, 'leads');
  return roles;
}

interface Concern {
  contacts: Map<string, string[]>;
  deputies: Map<string, string[]>;
}

/** The refs that each contact, and each deputy, is written to about. */
function refsByContact(state: PlanState, counts: (request: UpdateRequest) => boolean): Concern {
  const contacts = new Map<string, string[]>();
  const deputies = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, contactId: string, ref: string): void => {
    const refs = map.get(contactId);
    if (refs) refs.push(ref);
    else map.set(contactId, [ref]);
  };
  for (const request of state.requests) {
    const route = state.routes.get(request.ref);
    if (!route || !counts(request)) continue;
    if (route.messaged !== undefined) push(contacts, route.messaged, request.ref);
    for (const deputy of route.deputies) push(deputies, deputy, request.ref);
  }
  return { contacts, deputies };
}

/** The digest's messages, where it goes out by itself. */
function publication(state: PlanState): DueMessage[] {
  if (!state.publishesItself) return [];
  const { programmeId, cycle } = state;
  const date = cycle.dates.publish;
  const shared = {
    date,
    at: publishesAt(state),
    sections: [{ rung: 'digest', kind: 'digest' as const }],
    refs: [],
  };
  return [
    { ...shared, key: messageKey(programmeId, cycle.id, 'board', date), recipient: { kind: 'board' } },
    ...state.chairs.map((chair): DueMessage => ({
      ...shared,
      key: messageKey(programmeId, cycle.id, chair.id, date),
      recipient: { kind: 'contact', contactId: chair.id, email: chair.email, by: chair.reachedBy },
    })),
  ];
}

/** Moments at which a tick changes the cycle's state. */
function turningPoints(state: PlanState): Temporal.Instant[] {
  const publishes = state.publishesItself ? [publishesAt(state)] : [];
  return [opensAt(state), closesAt(state), ...publishes];
}

function soonestAfter(now: Temporal.Instant, instants: Temporal.Instant[]): Temporal.Instant | undefined {
  return instants
    .filter((at) => Temporal.Instant.compare(at, now) > 0)
    .sort((a, b) => Temporal.Instant.compare(a, b))[0];
}

function outlivesTheClose(section: Section): boolean {
  return section.kind === 'close' || section.kind === 'digest';
}

/** At or before. */
function before(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) <= 0;
}

function byTime(a: DueMessage, b: DueMessage): number {
  return Temporal.Instant.compare(a.at, b.at) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
