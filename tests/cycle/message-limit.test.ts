import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';
import { extend } from '../../src/cycle/acts/extend.ts';
import { isRefused } from '../../src/cycle/acts/refused.ts';
import type { Handover } from '../../src/cycle/cycle.ts';
import { localDate } from '../../src/calendar/local-time.ts';
import { recipientId } from '../../src/cycle/message.ts';
import { closesAt, opensAt } from '../../src/cycle/moments.ts';
import { plan, type PlanState } from '../../src/cycle/plan.ts';
import { newDates, rescheduled } from '../../src/cycle/reschedule.ts';
import { ladderOf, ownLadders } from '../../src/cycle/rungs.ts';
import { date, instant } from '../builders/dates.ts';
import { planState, type PlanSpec } from '../builders/plan-state.ts';
import { programmeSettings } from '../builders/settings.ts';

const settings = programmeSettings();
const by = { contactId: 'priya', name: 'Priya' };

/**
 * Opens 13 May, due 1 June, and closes on 15 June only, so that there is much time to give. Ama answers for three, Ben for
 * one, and covers Ama; Ama is a lead as well.
 */
const spec: PlanSpec = {
  actions: [
    { ref: '1.1', owners: ['parks'] },
    { ref: '1.2', owners: ['parks'] },
    { ref: '2.1', owners: ['pools'] },
    { ref: '3.1', owners: ['baths'] },
  ],
  people: {
    parks: { lead: 'ama', deputy: 'ben' },
    pools: { lead: 'ama', deputy: 'cas' },
    baths: { lead: 'ben' },
  },
  leads: ['priya', 'ama'],
};

function start(): PlanState {
  const state = planState(spec);
  const dates = { ...state.cycle.dates, closes: date('2026-06-15') };
  return laidAnew({ ...state, cycle: { ...state.cycle, dates } });
}

/** The ladders as they follow from the cycle's dates and the requests' own deadlines. */
function laidAnew(state: PlanState): PlanState {
  const { cycle, calendar, requests } = state;
  const own = requests.flatMap(({ ref, extended }) =>
    extended ? [[ref, ownLadders(settings, calendar, cycle, extended)] as const] : [],
  );
  return { ...state, rungs: ladderOf(settings, calendar, cycle), extended: new Map(own) };
}

function extendedTo(state: PlanState, ref: string, to: Temporal.PlainDate, at: Temporal.Instant): PlanState {
  const { cycle, calendar } = state;
  const limits = { dates: cycle.dates, calendar, today: localDate(at, calendar.timeZone) };
  const requests = state.requests.map((request) => {
    const next = request.ref === ref ? extend(request, { to, by, at }, limits) : request;
    return isRefused(next) ? request : next;
  });
  return laidAnew({ ...state, requests });
}

function movedTo(state: PlanState, meeting: Temporal.PlainDate, at: Temporal.Instant): PlanState {
  const { cycle, calendar } = state;
  const outcome = newDates(
    { cycle, settings, calendar, cycles: [cycle], now: at },
    { meeting, given: { deadline: meeting.subtract({ days: 24 }), closes: meeting.subtract({ days: 10 }) } },
  );
  return outcome.kind === 'refused'
    ? state
    : laidAnew({ ...state, cycle: rescheduled(cycle, outcome.dates, { at }) });
}

function handedTo(state: PlanState, ref: string, contactId: string, at: Temporal.Instant): PlanState {
  const route = state.routes.get(ref)!;
  const handover: Handover = { ref, contactId, from: route.messaged!, why: 'passed-on', by, at };
  const routes = new Map([...state.routes, [ref, { ...route, messaged: contactId, since: at }]]);
  const handovers = [...(state.cycle.handovers ?? []), handover];
  return { ...state, routes, cycle: { ...state.cycle, handovers } };
}

type Act = (state: PlanState, at: Temporal.Instant) => PlanState;

/** What goes out while nobody answers and a lead does this and that, as the ledger has it: a key once, and only what is due. */
function sent(acts: readonly { at: Temporal.Instant; act: Act }[]) {
  let state = start();
  const keys = new Set<string>();
  const messages: { to: string; day: string; era: number }[] = [];
  const goOn = (until: Temporal.Instant): void => {
    let now: Temporal.Instant | undefined = opensAt(state);
    while (now && Temporal.Instant.compare(now, until) <= 0) {
      const closed = Temporal.Instant.compare(closesAt(state), now) <= 0;
      const standing: PlanState = { ...state, cycle: { ...state.cycle, state: closed ? 'closed' : 'open' } };
      const { due, superseded, next } = plan(standing, now);
      for (const { key } of superseded) keys.add(key);
      for (const message of due.filter(({ key }) => !keys.has(key))) {
        keys.add(message.key);
        const era = state.cycle.moves?.length ?? 0;
        messages.push({ to: recipientId(message), day: message.date.toString(), era });
      }
      now = next;
    }
  };
  for (const { at, act } of acts) {
    goOn(at);
    if (Temporal.Instant.compare(at, closesAt(state)) < 0) state = act(state, at);
  }
  goOn(closesAt(state).add({ hours: 24 }));
  return messages;
}

function mostInOneEra(messages: ReturnType<typeof sent>): number {
  const counts = new Map<string, number>();
  for (const { to, era } of messages) counts.set(`${to} ${era}`, (counts.get(`${to} ${era}`) ?? 0) + 1);
  return Math.max(...counts.values());
}

const ref = fc.constantFrom(...spec.actions.map((action) => action.ref));
const day = fc.integer({ min: 0, max: 60 }).map((n) => date('2026-05-28').add({ days: n }));
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(ref, day).map(
      ([one, to]): Act =>
        (of, at) =>
          extendedTo(of, one, to, at),
    ),
  },
  {
    weight: 1,
    arbitrary: day.map(
      (to): Act =>
        (of, at) =>
          movedTo(of, to.add({ days: 30 }), at),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(ref, fc.constantFrom('ama', 'ben', 'cas')).map(
      ([one, to]): Act =>
        (of, at) =>
          handedTo(of, one, to, at),
    ),
  },
);
const acts = fc
  .array(fc.record({ hours: fc.integer({ min: 0, max: 24 * 60 }), act }), { maxLength: 8 })
  .map((list) =>
    list
      .sort((a, b) => a.hours - b.hours)
      .map(({ hours, act: does }) => ({ at: instant('2026-05-13T08:35:00Z').add({ hours }), act: does })),
  );

describe('however much time is given, and however often the meeting is moved', () => {
  it('nobody gets more than four messages of the ladder between two moves', () => {
    fc.assert(
      fc.property(acts, (list) => {
        expect(mostInOneEra(sent(list))).toBeLessThanOrEqual(4);
      }),
      { numRuns: 100 },
    );
  });

  it('what has gone counts when more time is given: later messages are given up for it', () => {
    const extension = (at: string) => ({
      at: instant(at),
      act: (of: PlanState, now: Temporal.Instant) => extendedTo(of, '3.1', date('2026-06-09'), now),
    });
    const toBen = (at: string) =>
      sent([extension(at)]).flatMap(({ to, day: on }) => (to === 'ben' ? on : []));
    expect(toBen('2026-05-20T10:00:00Z')).toEqual(['2026-05-13', '2026-06-02', '2026-06-09', '2026-06-10']);
    expect(toBen('2026-05-28T10:00:00Z')).toEqual(['2026-05-13', '2026-05-27', '2026-06-02', '2026-06-10']);
    expect(toBen('2026-06-02T10:00:00Z')).toEqual(['2026-05-13', '2026-05-27', '2026-06-01', '2026-06-02']);
  });
});
