import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate } from '../../src/calendar/local-time.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { recipientId } from '../../src/cycle/message.ts';
import { fullPlan, plan, type PlanState } from '../../src/cycle/plan.ts';
import { addresseeOf, answersOn, isTheirs } from '../../src/cycle/routing.ts';
import { absenceOn, daysAwayFrom, type Absence } from '../../src/programme/absence.ts';
import { date, instant } from '../builders/dates.ts';
import { planState, type AbsenceSpec } from '../builders/plan-state.ts';

// The meeting on Thursday 25 June 2026 gives: opens 13 May, reminder 27 May, due 1 June, overdue 2 June, closes 4 June.

/** Ama answers for 1.1, and Ben is her deputy; Cas answers for 2.1 and has none. Priya and Tom lead. */
function stateWith(...absences: AbsenceSpec[]): PlanState {
  return planState({
    actions: [
      { ref: '1.1', owners: ['parks'] },
      { ref: '2.1', owners: ['pools'] },
    ],
    people: { parks: { lead: 'ama', deputy: 'ben' }, pools: { lead: 'cas' } },
    leads: ['priya', 'tom'],
    absences,
  });
}

/** The days of everything that goes to somebody if nobody answers. */
function daysOf(state: PlanState, contactId: string): string[] {
  return fullPlan(state)
    .filter((message) => recipientId(message) === contactId)
    .map(({ date: day, sections, refs }) =>
      [day.toString(), sections.map(({ rung }) => rung.split(',')[0]).join('+'), ...refs].join(' '),
    );
}

const overTheReminder = { from: '2026-05-25', to: '2026-05-29' };

describe('what falls due to somebody who is away', () => {
  it('goes to whoever stands in, and they themselves hear on their first working day back what is left', () => {
    const state = stateWith({ who: 'ama', ...overTheReminder, standIn: 'cas' });
    expect(daysOf(state, 'ama')).toEqual([
      '2026-05-13 request 1.1',
      '2026-06-01 due+back 1.1',
      '2026-06-02 overdue 1.1',
    ]);
    expect(daysOf(state, 'cas')).toEqual([
      '2026-05-13 request 2.1',
      '2026-05-27 reminder 1.1 2.1',
      '2026-06-01 due 2.1',
      '2026-06-02 overdue 2.1',
    ]);
  });

  it('is said to them on coming back also of what was sent back, which is off the ladder', () => {
    const state = stateWith({ who: 'ama', ...overTheReminder, standIn: 'cas' });
    const by = { contactId: 'priya', name: 'Priya Raman' };
    const at = instant('2026-05-20T10:00:00Z');
    const answer = {
      ref: '1.1',
      version: 1,
      kind: 'answer' as const,
      narrative: 'Half.',
      late: false,
      by,
      at,
    };
    const returned = { answer, comment: 'Which half?', by, at, answerBy: date('2026-06-03') };
    const [first, ...others] = state.requests;
    const requests = [{ ...first!, state: 'returned' as const, returned }, ...others];
    const due = plan({ ...state, requests }, instant('2026-06-01T09:00:00Z')).due;
    const toAma = due.filter((message) => recipientId(message) === 'ama');
    expect(toAma.map(({ sections, refs }) => [sections.map(({ kind }) => kind), refs])).toEqual([
      [['back'], ['1.1']],
    ]);
  });

  it('goes to the deputy where nobody was asked to stand in', () => {
    expect(daysOf(stateWith({ who: 'ama', ...overTheReminder }), 'ben')).toEqual([
      '2026-05-27 reminder 1.1',
      '2026-06-02 overdue-deputy 1.1',
    ]);
  });

  it('goes to a lead where there is no deputy either', () => {
    expect(daysOf(stateWith({ who: 'cas', ...overTheReminder }), 'priya')).toContain(
      '2026-05-27 reminder 2.1',
    );
  });

  it('goes past a stand-in who is away too, to the deputy; and past the deputy, to a lead who is there', () => {
    const both = [
      { who: 'ama', ...overTheReminder, standIn: 'cas' },
      { who: 'cas', from: '2026-05-26', to: '2026-05-28' },
    ];
    expect(daysOf(stateWith(...both), 'ben')).toContain('2026-05-27 reminder 1.1');
    const more = [...both, { who: 'ben', ...overTheReminder }, { who: 'priya', ...overTheReminder }];
    expect(daysOf(stateWith(...more), 'tom')).toContain('2026-05-27 reminder 1.1 2.1');
  });

  it('goes to the first lead where everybody is away', () => {
    const everybody = ['ama', 'ben', 'cas', 'priya', 'tom'].map((who) => ({ who, ...overTheReminder }));
    expect(daysOf(stateWith(...everybody), 'priya')).toContain('2026-05-27 reminder 1.1 2.1');
  });

  it('went to them, where it fell due before they said so, and is not sent to another once more', () => {
    const early = { who: 'ama', from: '2026-05-27', to: '2026-05-29', standIn: 'cas' };
    const before = stateWith({ ...early, saidAt: '2026-05-27T07:00:00Z' });
    expect(daysOf(before, 'cas')).toContain('2026-05-27 reminder 1.1 2.1');
    const after = stateWith({ ...early, saidAt: '2026-05-27T09:00:00Z' });
    expect(daysOf(after, 'ama')).toContain('2026-05-27 reminder 1.1');
    expect(daysOf(after, 'cas')).toContain('2026-05-27 reminder 2.1');
  });

  it('went to the stand-in, where they take it back later, and is not sent to themselves once more', () => {
    const away = { who: 'ama', ...overTheReminder, standIn: 'cas' };
    const back = { who: 'ama', from: '2026-05-28', to: '2026-05-29', here: true as const };
    const state = stateWith(away, { ...back, saidAt: '2026-05-28T10:00:00Z' });
    expect(daysOf(state, 'cas')).toContain('2026-05-27 reminder 1.1 2.1');
    expect(daysOf(state, 'ama')).toEqual([
      '2026-05-13 request 1.1',
      '2026-06-01 due 1.1',
      '2026-06-02 overdue 1.1',
    ]);
  });

  it('goes by what was said last, where absences overlap', () => {
    const long = { who: 'ama', from: '2026-05-11', to: '2026-06-12', standIn: 'cas' };
    const within = { who: 'ama', ...overTheReminder, standIn: 'tom', saidAt: '2026-02-01T09:00:00Z' };
    const state = stateWith(long, within);
    expect(daysOf(state, 'cas')[0]).toBe('2026-05-13 request 1.1 2.1');
    expect(daysOf(state, 'tom')).toContain('2026-05-27 reminder 1.1');
    expect(daysOf(state, 'ama')).toEqual([]);
  });

  it('calls them back to nothing where they are away until after the close', () => {
    const state = stateWith({ who: 'ama', from: '2026-06-01', to: '2026-06-05', standIn: 'cas' });
    expect(daysOf(state, 'ama')).toEqual(['2026-05-13 request 1.1', '2026-05-27 reminder 1.1']);
    expect(daysOf(state, 'cas').slice(-2)).toEqual(['2026-06-01 due 1.1 2.1', '2026-06-02 overdue 1.1 2.1']);
  });

  it('calls nobody back who was away before it opened, or on days that are no working days', () => {
    const before = stateWith({ who: 'ama', from: '2026-05-04', to: '2026-05-12' });
    const weekend = stateWith({ who: 'ama', from: '2026-05-16', to: '2026-05-17' });
    expect(daysOf(before, 'ama')).toEqual(daysOf(stateWith(), 'ama'));
    expect(daysOf(weekend, 'ama')).toEqual(daysOf(stateWith(), 'ama'));
  });

  it('gives up a reminder where coming back would make five messages', () => {
    const state = stateWith({ who: 'ama', from: '2026-05-18', to: '2026-05-20' });
    expect(daysOf(state, 'ama')).toEqual([
      '2026-05-13 request 1.1',
      '2026-05-21 back 1.1',
      '2026-06-01 due 1.1',
      '2026-06-02 overdue 1.1',
    ]);
  });

  it('is nothing on coming back where all was answered meanwhile', () => {
    const state = stateWith({ who: 'ama', ...overTheReminder, standIn: 'cas' });
    const requests = state.requests.map((one) =>
      one.ref === '1.1' ? { ...one, state: 'submitted' as const } : one,
    );
    const { due } = plan({ ...state, requests }, instant('2026-06-01T08:30:00Z'));
    expect(due.map(recipientId)).not.toContain('ama');
  });

  it('leaves out a deputy who is away, for whoever stands in for them', () => {
    const days = { from: '2026-06-02', to: '2026-06-03' };
    expect(daysOf(stateWith({ who: 'ben', ...days }), 'ben')).toEqual([]);
    expect(daysOf(stateWith({ who: 'ben', ...days, standIn: 'cas' }), 'cas')).toContain(
      '2026-06-02 overdue+overdue-deputy 1.1 2.1',
    );
  });

  it('goes to the leads who are there; and to all where none is', () => {
    const close = { from: '2026-06-03', to: '2026-06-05' };
    const closes = (state: PlanState, who: string) =>
      daysOf(state, who).filter((line) => line.includes('close')).length;
    const one = stateWith({ who: 'priya', ...close });
    expect([closes(one, 'priya'), closes(one, 'tom')]).toEqual([0, 1]);
    const both = stateWith({ who: 'priya', ...close }, { who: 'tom', ...close });
    expect([closes(both, 'priya'), closes(both, 'tom')]).toEqual([1, 1]);
  });
});

describe('a request of somebody who is away', () => {
  const state = stateWith({ who: 'ama', ...overTheReminder, standIn: 'cas' });
  const route = state.routes.get('1.1')!;

  it.each([
    ['cas', '2026-05-24', undefined, false],
    ['cas', '2026-05-25', 'cas', true],
    ['cas', '2026-05-29', 'cas', true],
    ['cas', '2026-05-30', undefined, false],
    ['ama', '2026-05-27', 'ama', true],
    ['ben', '2026-05-24', 'ben', true],
    ['priya', '2026-05-24', undefined, false],
    ['priya', '2026-05-27', 'priya', false],
  ])('is on %s of %s: may answer as %s, and theirs: %s', (who, day, answersAs, theirs) => {
    expect(answersOn(route, [who], date(day))).toBe(answersAs);
    expect(isTheirs(route, [who], date(day))).toBe(theirs);
  });
});

const day = fc.integer({ min: 0, max: 45 }).map((n) => date('2026-05-01').add({ days: n }).toString());
const person = fc.constantFrom('ama', 'ben', 'cas', 'priya', 'tom');
const absence: fc.Arbitrary<AbsenceSpec> = fc
  .record(
    {
      who: person,
      days: fc.tuple(day, day),
      standIn: person,
      said: day,
      here: fc.constant(true as const),
    },
    { requiredKeys: ['who', 'days', 'said'] },
  )
  .map(({ days, said, ...rest }) => {
    const [from = '', to = ''] = [...days].sort();
    return { ...rest, from, to, saidAt: `${said}T08:00:00Z` };
  });
const absences = fc.array(absence, { maxLength: 8 });

describe('whatever is said of being away', () => {
  it('nobody who is away gets a message of the ladder, unless nobody else is there', () => {
    fc.assert(
      fc.property(absences, (all) => {
        const state = stateWith(...all);
        for (const message of fullPlan(state)) {
          const to = recipientId(message);
          if (!absenceOn(state.absences, to, message.date, message.at)) continue;
          const leads = state.leads.every(
            ({ id }) => absenceOn(state.absences, id, message.date, message.at) !== undefined,
          );
          expect(leads).toBe(true);
          expect(state.leads.map(({ id }) => id)).toContain(to);
        }
      }),
    );
  });

  it('every rung of every request goes to exactly one who is known', () => {
    fc.assert(
      fc.property(absences, (all) => {
        const state = stateWith(...all);
        for (const rung of state.rungs.filter(({ to }) => to === 'contacts')) {
          for (const route of state.routes.values()) {
            const to = addresseeOf(route, state, rung);
            expect(to !== undefined && state.contacts.has(to)).toBe(true);
          }
        }
      }),
    );
  });

  it('nobody gets more than four messages, but leads, nor two on a day', () => {
    fc.assert(
      fc.property(absences, (all) => {
        const days = new Map<string, string[]>();
        for (const message of fullPlan(stateWith(...all))) {
          const to = recipientId(message);
          const on = localDate(message.at, 'Europe/London').toString();
          expect(days.get(to) ?? []).not.toContain(on);
          days.set(to, [...(days.get(to) ?? []), on]);
        }
        for (const own of days.values()) expect(own.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('what fell due before it was said stays where it went', () => {
    fc.assert(
      fc.property(absences, absence, (all, later) => {
        const saidAt = instant(later.saidAt ?? '');
        const earlier = all.filter((one) => Temporal.Instant.compare(instant(one.saidAt ?? ''), saidAt) < 0);
        // Of days that have gone nothing is said any more.
        const from = later.from < later.saidAt!.slice(0, 10) ? later.saidAt!.slice(0, 10) : later.from;
        if (from > later.to) return;
        const went = (state: PlanState) =>
          state.rungs
            .filter(({ to, at }) => to === 'contacts' && Temporal.Instant.compare(at, saidAt) < 0)
            .map((rung) => [...state.routes.values()].map((route) => addresseeOf(route, state, rung)));
        expect(went(stateWith(...earlier, { ...later, from }))).toEqual(went(stateWith(...earlier)));
      }),
    );
  });

  it('the days away from a day on are those on which an absence holds, each with one stand-in, and do not overlap', () => {
    fc.assert(
      fc.property(absences, day, (all, from) => {
        const said: readonly Absence[] = stateWith(...all).absences;
        const away = daysAwayFrom(said, 'ama', date(from));
        for (let n = 0; n < 60; n += 1) {
          const on = date(from).add({ days: n });
          const there = away.filter(
            (one) =>
              Temporal.PlainDate.compare(one.from, on) <= 0 && Temporal.PlainDate.compare(on, one.to) <= 0,
          );
          const holds = absenceOn(said, 'ama', on);
          expect(there.map(({ standIn }) => standIn)).toEqual(holds ? [holds.standIn] : []);
        }
      }),
    );
  });
});
