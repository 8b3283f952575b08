import { askedSince } from './asked-since.ts';
import type { DatedRung, OwnLadder } from './rungs.ts';
import type { Cycle } from './cycle.ts';
import { recipientId, type DueMessage, type Section } from './message.ts';
import { closesAt, opensAt, publishesAt, reached } from './moments.ts';
import type { DueRung } from './day.ts';
import { nominalDays } from './nominal-days.ts';
import type { Route } from './routing.ts';
import { groupedBy } from '../programme/grouped.ts';
import type { Absence } from '../programme/absence.ts';
import type { Contact } from '../programme/register.ts';
import { isOnLadder, isOutstanding } from './outstanding.ts';
import type { UpdateRequest } from './request.ts';
import { isAfter } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';

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
  absences: readonly Absence[];
  /** The ladders of requests with a deadline of their own, by ref; oldest first. */
  extended: ReadonlyMap<string, readonly OwnLadder[]>;
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
  if (state.cycle.state === 'cancelled') return { due: [], superseded: [], next: undefined };
  if (state.cycle.state === 'scheduled') {
    return { due: [], superseded: [], next: soonestAfter(now, [opensAt(state)]) };
  }
  // What is held back goes nowhere, and nothing is to come until somebody goes on with it.
  if (state.cycle.paused) return { due: [], superseded: [], next: undefined };
  const asItStands = messages(state, isWrittenAbout);
  const closed = state.cycle.state !== 'open';
  const due: DueMessage[] = [];
  const superseded: DueMessage[] = [];
  for (const own of groupedBy(asItStands, recipientId).values()) {
    const fallen = own.filter((message) => reached(message.at, now));
    const latest = fallen.findLast((message) => !closed || message.sections.some(outlivesTheClose));
    for (const message of fallen) (message === latest ? due : superseded).push(message);
  }
  return {
    due,
    superseded,
    next: soonestAfter(now, [...asItStands.map(({ at }) => at), ...turningPoints(state)]),
  };
}

/**
 * The whole ladder as it goes out if nobody answers: whatever the clock, the ledger and the answers. Nothing of a
 * cycle that was cancelled.
 */
export function fullPlan(state: PlanState): DueMessage[] {
  if (state.cycle.state === 'cancelled') return [];
  const everything = messages(state, (request) => request.asked && request.state !== 'retired');
  return [...everything, ...publication(state)].sort(byTime);
}

/**
 * Asked for when the rung fell due, and not in doubt: whoever said that it is not theirs is left alone. What was sent back is
 * off the ladder, but is among what is left for whoever comes back.
 */
function isWrittenAbout(request: UpdateRequest, contactId: string, rung?: DueRung): boolean {
  const since = askedSince(request);
  if (rung && since && !isAfter(rung.at, since)) return false;
  const counts = rung?.kind === 'back' ? isOutstanding(request) : isOnLadder(request);
  return counts && request.notMine?.contactId !== contactId;
}

/** Everybody's messages, for the requests that `counts`; in order of time, then key. */
function messages(
  state: PlanState,
  counts: (request: UpdateRequest, contactId: string, rung?: DueRung) => boolean,
): DueMessage[] {
  const anything = state.requests.some((request) => counts(request, ''));
  return [...nominalDays(state)]
    .flatMap(([contactId, days]) => days.map((day) => ({ contactId, ...day })))
    .flatMap(({ contactId, date, at, sections }) => {
      const contact = state.contacts.get(contactId);
      const about = new Set<UpdateRequest>();
      const due = sections.filter(({ rung, requests }) => {
        if (rung.kind === 'close') return true;
        if (rung.to === 'leads') return anything;
        const counting = requests.filter((request) => counts(request, contactId, { ...rung, at }));
        for (const request of counting) about.add(request);
        return counting.length > 0;
      });
      if (!contact || due.length === 0) return [];
      const message: DueMessage = {
        key: messageKey(state.programmeId, state.cycle.id, contactId, date),
        recipient: { kind: 'contact', contactId, email: contact.email, by: contact.reachedBy },
        date,
        at,
        sections: due.map(({ rung: { rung, kind } }) => ({ rung, kind })),
        refs: [...about].sort((a, b) => a.order - b.order).map(({ ref }) => ref),
      };
      return [message];
    })
    .sort(byTime);
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

/** Whether the digest goes out by itself on its date: always without review, else where a lead chose so. */
export function goesOutByItself({ publishesItself, cycle }: PlanState): boolean {
  return publishesItself || cycle.publication !== undefined;
}

/** Moments at which a tick changes the cycle's state. */
function turningPoints(state: PlanState): Temporal.Instant[] {
  const publishes = goesOutByItself(state) ? [publishesAt(state)] : [];
  return [opensAt(state), closesAt(state), ...publishes];
}

function soonestAfter(now: Temporal.Instant, instants: Temporal.Instant[]): Temporal.Instant | undefined {
  return instants.filter((at) => isAfter(at, now)).sort((a, b) => Temporal.Instant.compare(a, b))[0];
}

function outlivesTheClose(section: Section): boolean {
  return section.kind === 'close' || section.kind === 'digest';
}

function byTime(a: DueMessage, b: DueMessage): number {
  return Temporal.Instant.compare(a.at, b.at) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
