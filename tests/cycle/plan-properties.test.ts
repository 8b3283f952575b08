import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate, localDateTime } from '../../src/calendar/local-time.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import { recipientId } from '../../src/cycle/message.ts';
import { closesAt, opensAt } from '../../src/cycle/moments.ts';
import { fullPlan, plan, type PlanState } from '../../src/cycle/plan.ts';
import { isOutstanding } from '../../src/cycle/outstanding.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { planState, type PlanSpec } from '../builders/plan-state.ts';

const person = fc.constantFrom('ama', 'ben', 'cas', 'dee', 'priya');
const ownerId = fc.constantFrom('health', 'housing', 'schools');
const requestState = fc.constantFrom<UpdateRequest['state']>('requested', 'submitted', 'excused', 'retired');
/** Meetings whose cycles span either clock change, Christmas, Easter, and nothing in particular. */
const meeting = fc.constantFrom('2026-04-16', '2026-11-12', '2027-01-21', '2026-06-25', '2026-07-30');

const spec: fc.Arbitrary<PlanSpec> = fc.record({
  actions: fc.uniqueArray(
    fc.record(
      {
        ref: fc.integer({ min: 1, max: 99 }).map((n) => `1.${n}`),
        owners: fc.uniqueArray(ownerId, { maxLength: 2 }),
        asked: fc.boolean(),
        state: requestState,
        leadOfficer: person,
      },
      { requiredKeys: ['ref', 'owners', 'asked', 'state'] },
    ),
    { maxLength: 12, selector: ({ ref }) => ref },
  ),
  people: fc.dictionary(ownerId, fc.record({ lead: person, deputy: person }, { requiredKeys: [] })),
  leads: fc.uniqueArray(person, { minLength: 1, maxLength: 2 }),
  meeting,
});

const state = spec.map(planState);

/** Moments from before the opening to after the close. */
function moments(of: PlanState): fc.Arbitrary<Temporal.Instant[]> {
  const from = opensAt(of).epochMilliseconds - 86_400_000;
  const to = closesAt(of).epochMilliseconds + 86_400_000;
  return fc
    .uniqueArray(fc.integer({ min: from, max: to }), { maxLength: 12 })
    .map((times) => times.sort((a, b) => a - b).map((at) => Temporal.Instant.fromEpochMilliseconds(at)));
}

/** The state as the tick leaves it at a moment: only the clock moves it. */
function at(of: PlanState, now: Temporal.Instant): PlanState {
  const opened = Temporal.Instant.compare(opensAt(of), now) <= 0;
  const closed = Temporal.Instant.compare(closesAt(of), now) <= 0;
  return { ...of, cycle: { ...of.cycle, state: closed ? 'closed' : opened ? 'open' : 'scheduled' } };
}

/** What a tick leaves in the ledger: insert-if-absent, as the outbox does. Returns what was newly due. */
function settle(ledger: Map<string, 'sent' | 'superseded'>, of: PlanState, now: Temporal.Instant): string[] {
  const { due, superseded } = plan(at(of, now), now);
  const fresh = due.filter(({ key }) => !ledger.has(key)).map(({ key }) => key);
  for (const key of fresh) ledger.set(key, 'sent');
  for (const { key } of superseded) if (!ledger.has(key)) ledger.set(key, 'superseded');
  return fresh;
}

describe('the plan, whatever the register', () => {
  it('yields nothing new once what it gave has been settled', () => {
    fc.assert(
      fc.property(
        state.chain((of) => fc.tuple(fc.constant(of), moments(of))),
        ([of, times]) => {
          const ledger = new Map<string, 'sent' | 'superseded'>();
          for (const now of times) {
            settle(ledger, of, now);
            expect(settle(ledger, of, now)).toEqual([]);
          }
        },
      ),
    );
  });

  it('leaves the same rows whether time passes in many ticks or in one late one', () => {
    fc.assert(
      fc.property(
        state.chain((of) => fc.tuple(fc.constant(of), moments(of))),
        ([of, times]) => {
          const last = times.at(-1);
          if (!last) return;
          const often = new Map<string, 'sent' | 'superseded'>();
          for (const now of times) settle(often, of, now);
          const once = new Map<string, 'sent' | 'superseded'>();
          settle(once, of, last);
          expect([...often.keys()].sort()).toEqual([...once.keys()].sort());
        },
      ),
    );
  });

  it('writes to nobody without an outstanding request, but to the leads', () => {
    fc.assert(
      fc.property(
        state.chain((of) => fc.tuple(fc.constant(of), moments(of))),
        ([of, times]) => {
          const leads = new Set(of.leads.map(({ id }) => id));
          const concerned = new Set(
            of.requests.filter(isOutstanding).flatMap(({ ref }) => {
              const route = of.routes.get(ref);
              return route ? [route.messaged, ...route.deputies] : [];
            }),
          );
          for (const now of times) {
            for (const message of plan(at(of, now), now).due) {
              const to = recipientId(message);
              expect(concerned.has(to) || leads.has(to)).toBe(true);
              if (!leads.has(to)) expect(message.refs.length).toBeGreaterThan(0);
            }
          }
        },
      ),
    );
  });

  it('falls on working days, at the send time by the local clock; only the close at its own hour', () => {
    fc.assert(
      fc.property(state, (of) => {
        for (const message of fullPlan(of)) {
          const local = localDateTime(message.at, 'Europe/London');
          const isClose = message.sections.every(({ kind }) => kind === 'close');
          const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
          expect(of.calendar.isWorkingDay(local.toPlainDate())).toBe(true);
          expect(local.toPlainDate().equals(message.date)).toBe(true);
          expect(time === '09:30' || (isClose && time === '17:00')).toBe(true);
        }
      }),
    );
  });

  it('gives a person one message a day, and four a cycle', () => {
    fc.assert(
      fc.property(state, (of) => {
        const days = new Map<string, string[]>();
        for (const message of fullPlan(of)) {
          const to = recipientId(message);
          const day = localDate(message.at, 'Europe/London').toString();
          expect(days.get(to) ?? []).not.toContain(day);
          days.set(to, [...(days.get(to) ?? []), day]);
        }
        for (const own of days.values()) expect(own.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('asks everybody concerned at the opening', () => {
    fc.assert(
      fc.property(state, (of) => {
        const asked = new Set(
          of.requests
            .filter(({ asked: isAsked, state: stands }) => isAsked && stands !== 'retired')
            .map(({ ref }) => of.routes.get(ref)?.messaged),
        );
        const requested = fullPlan(of).filter(({ sections }) =>
          sections.some(({ kind }) => kind === 'request'),
        );
        expect(new Set(requested.map(recipientId))).toEqual(asked);
      }),
    );
  });

  it('has the same keys whatever the order of rows, contacts and rungs of one moment', () => {
    fc.assert(
      fc.property(state, (of) => {
        const turned: PlanState = {
          ...of,
          requests: [...of.requests].reverse(),
          contacts: new Map([...of.contacts].reverse()),
          routes: new Map([...of.routes].reverse()),
        };
        const keys = (from: PlanState) => fullPlan(from).map(({ key }) => key);
        expect(keys(turned)).toEqual(keys(of));
      }),
    );
  });

  it('keeps its distance in working days from the deadline across a clock change', () => {
    for (const day of ['2026-04-16', '2026-11-12']) {
      const of = planState({ actions: [{ ref: '1.1', owners: ['health'] }], meeting: day });
      const reminder = fullPlan(of).find(({ sections }) => sections.some(({ kind }) => kind === 'reminder'));
      const expected = addWorkingDays(of.calendar, of.cycle.dates.deadline, -3);
      expect(reminder?.date.toString()).toBe(expected.toString());
    }
  });
});
