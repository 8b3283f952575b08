import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from '../../src/calendar/temporal.ts';
import type { StandIn } from '../../src/cycle/request-marks.ts';
import { plan, type PlanState } from '../../src/cycle/plan.ts';
import type { Route } from '../../src/cycle/routing.ts';
import { date } from '../builders/dates.ts';
import { planState } from '../builders/plan-state.ts';

// The meeting on Thursday 25 June 2026 gives: opens 13 May, reminder 27 May, due 1 June, overdue 2 June.
const end = Temporal.Instant.from('2026-06-03T12:00:00Z');

/** Ama answers for 1.1, Ben is her deputy, and answers for 2.1 himself where he has something of his own. */
function state(from: Temporal.PlainDate, hasOwn: boolean, isOver = false): PlanState {
  const planned = planState({
    actions: [{ ref: '1.1', owners: ['parks'] }, ...(hasOwn ? [{ ref: '2.1', owners: ['pools'] }] : [])],
    people: { parks: { lead: 'ama', deputy: 'ben' }, pools: { lead: 'ben' } },
  });
  const standIn: StandIn = { contactId: 'ben', insteadOf: 'ama', from };
  const routes = new Map<string, Route>(planned.routes);
  if (!isOver) routes.set('1.1', { ...planned.routes.get('1.1')!, standIn });
  const stored: StandIn = isOver ? { ...standIn, over: true } : standIn;
  const requests = planned.requests.map((one) => (one.ref === '1.1' ? { ...one, standIn: stored } : one));
  return { ...planned, routes, requests };
}

/** The days of everything that would go to somebody, were each message sent when it is due. */
function daysOf(of: PlanState, contactId: string): string[] {
  const { due, superseded } = plan(of, end);
  return [...superseded, ...due]
    .filter(({ recipient }) => recipient.kind === 'contact' && recipient.contactId === contactId)
    .map(({ date, sections }) => `${date.toString()} ${sections.map(({ rung }) => rung).join('+')}`)
    .sort();
}

describe('somebody who stands in', () => {
  it('is asked on the day they step in, and reminded from then on', () => {
    expect(daysOf(state(date('2026-05-20'), false), 'ben')).toEqual([
      '2026-05-20 stand-in',
      '2026-05-27 reminder',
      '2026-06-01 due',
      '2026-06-02 overdue+overdue-deputy',
    ]);
  });

  it('is not made up to what went out before', () => {
    expect(daysOf(state(date('2026-05-28'), false), 'ben')).toEqual([
      '2026-05-28 stand-in',
      '2026-06-01 due',
      '2026-06-02 overdue+overdue-deputy',
    ]);
  });

  it('gives up a reminder where their own request went before', () => {
    expect(daysOf(state(date('2026-05-20'), true), 'ben')).toEqual([
      '2026-05-13 request',
      '2026-05-20 stand-in',
      '2026-06-01 due',
      '2026-06-02 overdue+overdue-deputy',
    ]);
  });

  it('gives up what is still to come, and not what has gone', () => {
    expect(daysOf(state(date('2026-05-28'), true), 'ben')).toEqual([
      '2026-05-13 request',
      '2026-05-27 reminder',
      '2026-05-28 stand-in',
      '2026-06-02 overdue+overdue-deputy',
    ]);
  });

  it('is left to the usual word to deputies where four messages have gone', () => {
    expect(daysOf(state(date('2026-06-03'), true), 'ben').at(-1)).toBe('2026-06-02 overdue+overdue-deputy');
  });

  it('is left alone once the contact is back, but for the usual word to deputies', () => {
    expect(daysOf(state(date('2026-05-20'), false, true), 'ben')).toEqual(['2026-06-02 overdue-deputy']);
  });

  it('does not get a fifth message for having stood in before', () => {
    expect(daysOf(state(date('2026-05-20'), true, true), 'ben')).toEqual([
      '2026-05-13 request',
      '2026-05-20 stand-in',
      '2026-06-01 due',
      '2026-06-02 overdue+overdue-deputy',
    ]);
  });

  it('changes nothing for the contact, whose newest message can be sent the day they come back', () => {
    expect(daysOf(state(date('2026-05-20'), false), 'ama')).toHaveLength(4);
  });

  it('never gets more than four messages, whenever they step in, and no two on a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 21 }), fc.boolean(), (days, hasOwn) => {
        const dates = daysOf(state(date('2026-05-13').add({ days }), hasOwn), 'ben').map((line) =>
          line.slice(0, 10),
        );
        expect(dates.length).toBeLessThanOrEqual(4);
        expect(new Set(dates).size).toBe(dates.length);
      }),
    );
  });
});
