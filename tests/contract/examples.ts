import { Temporal } from '../../src/calendar/temporal.ts';
import type { Update } from '../../src/cycle/answer.ts';
import type { Draft } from '../../src/cycle/draft.ts';
import type { CycleEvent } from '../../src/cycle/event.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import type { Delivery } from '../../src/outbox/ledger.ts';
import type { Programme } from '../../src/programme/programme.ts';
import type { Action } from '../../src/programme/register.ts';
import { ProgrammeSettings } from '../../src/programme/settings.ts';
import type { FrozenDigest, CycleKey } from '../../src/workflow/ports.ts';

export const instant = (text: string) => Temporal.Instant.from(text);
export const date = (text: string) => Temporal.PlainDate.from(text);

export const cycleKey: CycleKey = { tenantId: 'harbour', programmeId: 'wellbeing', cycleId: '2026-03' };

/** Everything that Azure forbids in keys, that we use ourselves, or that clients decode twice; 200 characters. */
export const awkward = `1.4/2\\3#4?5,6%2F7~8'9 "&+=*é漢😀|${'x'.repeat(170)}`;

/** 4,000 characters with everything that people paste. */
export const longText =
  `Tab\t, bell\u0007, nul\u0000, delete\u007f, "quotes", \\ and 😀.\r\n${'Würde. '.repeat(700)}`.slice(
    0,
    4000,
  );

export function request(changes: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    ref: '1.1',
    order: 1,
    title: 'Open a warm space in each ward',
    priority: { number: 1, title: 'Warm homes' },
    owners: [{ id: 'housing', name: 'Housing team' }],
    asked: true,
    state: 'requested',
    baseline: { unchangedRuns: 0 },
    ...changes,
  };
}

/** A request with every field that can be there. */
export function fullRequest(ref: string): UpdateRequest {
  return request({
    ref,
    aim: 'Fewer cold homes',
    due: { printed: 'March 2027', date: date('2027-03-31') },
    state: 'submitted',
    baseline: {
      status: 'minor_slippage',
      narrative: longText,
      nextSteps: 'Hire',
      reason: 'Vacancy',
      recoveryAction: 'Agency cover',
      revisedDate: { kind: 'promised', sayBy: date('2026-05-01') },
      outcome: 'None yet',
      asOf: 'November 2025',
      cycleId: '2025-11',
      unchangedRuns: 1,
    },
    answer: update({ ref, revisedDate: { kind: 'date', date: date('2026-09-01') }, noteToLead: 'Call me' }),
    late: update({ ref, version: 2, late: true, kind: 'no-change' }),
  });
}

export function update(changes: Partial<Update> = {}): Update {
  return {
    ref: '1.1',
    version: 1,
    kind: 'answer',
    status: 'on_track',
    narrative: 'Six of nine are open.',
    nextSteps: 'Open the last three.',
    by: { contactId: 'c0ffee0000000001', name: 'Ama Okoro' },
    at: instant('2026-03-02T10:15:30.123456789Z'),
    late: false,
    ...changes,
  };
}

export function event(changes: Partial<CycleEvent> = {}): CycleEvent {
  return { id: 'e1', at: instant('2026-03-02T10:15:30.123Z'), kind: 'submitted', ref: '1.1', ...changes };
}

/** That a draft was saved. */
export const drafted = event({ id: 'drafted', kind: 'drafted' });

export function draft(changes: Partial<Draft> = {}): Draft {
  return {
    ref: '1.1',
    inputs: { narrative: 'Half of it', nextSteps: '' },
    by: { contactId: 'c0ffee0000000001', name: 'Ama Okoro' },
    at: instant('2026-03-02T10:00:00Z'),
    ...changes,
  };
}

export function programme(changes: Partial<Programme> = {}): Programme {
  return {
    id: 'wellbeing',
    tenantId: 'harbour',
    settings: ProgrammeSettings.parse({ title: 'Wellbeing', leads: ['lead@council.example'] }),
    cycles: [],
    ...changes,
  };
}

export function action(changes: Partial<Action> = {}): Action {
  return {
    ref: '1.1',
    refAssigned: false,
    order: 1,
    title: 'Open a warm space in each ward',
    priority: { number: 1, title: 'Warm homes' },
    owners: ['housing'],
    ...changes,
  };
}

const contactId = 'c0ffee0000000001';

/** A planned message; `to` is the contact's id. */
export function delivery(changes: Partial<Delivery> & { to?: string } = {}): Delivery {
  const { to = contactId, ...rest } = changes;
  const { tenantId, programmeId, cycleId } = { ...cycleKey, ...rest };
  const day = rest.date ?? date('2026-03-02');
  return {
    key: [programmeId, cycleId, to, day.toString()].join(','),
    recipient: { kind: 'contact', contactId: to, email: 'ama@council.example', by: 'teams' },
    date: day,
    at: instant('2026-03-02T09:30:00Z'),
    sections: [{ rung: 'request', kind: 'request' }],
    refs: ['1.1'],
    tenantId,
    programmeId,
    cycleId,
    state: 'planned',
    notBefore: instant('2026-03-02T09:30:00Z'),
    attempts: [],
    ...rest,
  };
}

/** A published digest with so many actions that need the board's attention. */
export function frozenDigest(exceptions = 1): FrozenDigest {
  return {
    digest: {
      programme: 'wellbeing',
      cycle: '2026-03',
      asOf: instant('2026-03-09T17:00:00Z'),
      total: exceptions,
      counts: { significant_delay: exceptions, none: 0 },
      unconfirmed: { significant_delay: 0, none: 0 },
      byPriority: [{ number: 1, title: 'Warm homes', total: 1, counts: { none: 1 }, unconfirmed: {} }],
      movement: [{ ref: '1.1', title: 'Warm spaces', from: null, to: 'significant_delay' }],
      exceptions: Array.from({ length: exceptions }, (_, n) => ({
        ref: `1.${n}`,
        title: 'Warm spaces',
        owners: ['Housing team'],
        status: 'significant_delay',
        reason: 'No site 😀 '.repeat(20),
        recoveryAction: null,
        revisedDate: { kind: 'promised', sayBy: date('2026-05-01') },
        confirmed: true,
      })),
      completed: [{ ref: '2.1', title: 'Advice line', owners: [], outcome: null }],
      participation: {
        asked: 4,
        answered: 3,
        noUpdate: ['Parks'],
        notReached: [],
        requestsAsked: 9,
        requestsAnswered: 8,
      },
      measures: [],
    },
    words: {
      programmeTitle: 'Living well',
      boardName: 'Wellbeing Board',
      statuses: [
        {
          id: 'significant_delay',
          label: 'Significant delay',
          counted: 'significantly delayed',
          tone: 'bad',
        },
      ],
      levels: { priority: 'Priority', action: 'Action' },
    },
    foreword: 'A quiet quarter.',
    publishedAt: instant('2026-03-10T09:00:00Z'),
    publishedBy: 'Priya Shah',
    by: { contactId: 'c0ffee', name: 'Priya Shah' },
    card: 'card-17',
  };
}
