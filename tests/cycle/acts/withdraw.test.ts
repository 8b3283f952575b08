import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withdraw } from '../../../src/cycle/acts/withdraw.ts';
import { isRefused } from '../../../src/cycle/acts/refused.ts';
import type { CycleState } from '../../../src/cycle/cycle.ts';
import { recipientId } from '../../../src/cycle/message.ts';
import { versionOf } from '../../../src/cycle/newest-update.ts';
import { plan } from '../../../src/cycle/plan.ts';
import type { Update } from '../../../src/cycle/answer.ts';
import { isOutstanding } from '../../../src/cycle/outstanding.ts';
import type { RequestState, UpdateRequest } from '../../../src/cycle/request.ts';
import { instant } from '../../builders/dates.ts';
import { planState } from '../../builders/plan-state.ts';

const at = instant('2026-05-28T10:00:00Z');

function answered(more: Partial<UpdateRequest> = {}, update: Partial<Update> = {}): UpdateRequest {
  const answer: Update = {
    ref: '1.1',
    version: 2,
    kind: 'answer',
    by: { contactId: 'ama', name: 'Ama' },
    at: instant('2026-05-20T10:00:00Z'),
    late: false,
    narrative: 'Half of it is done.',
    ...update,
  };
  return {
    ref: '1.1',
    order: 0,
    title: 'Action 1.1',
    priority: { number: 1, title: 'Start well' },
    owners: [],
    asked: true,
    state: 'submitted',
    baseline: { unchangedRuns: 0 },
    answer,
    ...more,
  };
}

const byAma = { contactIds: ['ama'], cycle: 'open' as CycleState, at };

describe('taking an answer back', () => {
  it('asks for the request again, and keeps the number of the version', () => {
    const after = withdraw(answered(), byAma);
    expect(after).toMatchObject({ state: 'requested', versions: 2, askedAnew: at });
    expect(after).not.toHaveProperty('answer');
  });

  it.each<[string, UpdateRequest, Partial<typeof byAma>, string]>([
    ['after the close', answered(), { cycle: 'closed' }, 'the round has closed'],
    ['once accepted', answered({ state: 'accepted' }), {}, 'the programme lead has accepted it already'],
    [
      'where nothing was sent',
      answered({ state: 'requested' }),
      {},
      'nothing is sent that could be taken back',
    ],
    ['where a colleague gave it', answered(), { contactIds: ['ben'] }, 'a colleague gave it'],
  ])('is refused %s', (_when, request, wish, refused) => {
    expect(withdraw(request, { ...byAma, ...wish })).toEqual({ refused });
  });

  it('is for the owner’s people, too, where a lead recorded it for them', () => {
    const recorded = answered({}, { by: { contactId: 'priya', name: 'Priya' }, source: 'by phone' });
    expect(isRefused(withdraw(recorded, byAma))).toBe(false);
  });

  it('never uses a number twice, and leaves something outstanding only where it was asked about', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.constantFrom<RequestState>('requested', 'submitted', 'returned', 'accepted', 'excused', 'retired'),
        fc.constantFrom<CycleState>('open', 'closed', 'published', 'cancelled'),
        fc.integer({ min: 1, max: 9 }),
        (asked, state, cycle, version) => {
          const request = answered({ asked, state }, { version });
          const after = withdraw(request, { ...byAma, cycle });
          if (isRefused(after)) return;
          expect(versionOf(after)).toBe(version);
          expect(isOutstanding(after)).toBe(asked);
        },
      ),
    );
  });
});

describe('the ladder of what was taken back', () => {
  // The request fell due on 13 May, the reminder on 27 May; it is due on 1 June.
  const state = planState({
    actions: [{ ref: '1.1', owners: ['parks'] }],
    people: { parks: { lead: 'ama' } },
  });
  const after = withdraw({ ...state.requests[0]!, ...answered() }, byAma) as UpdateRequest;
  const withdrawn = { ...state, requests: [{ ...after, owners: state.requests[0]!.owners }] };
  const to = (now: string) =>
    plan(withdrawn, instant(now))
      .due.filter((message) => recipientId(message) === 'ama')
      .map(({ date }) => date.toString());

  it('makes up nothing that fell due while it was answered', () => {
    expect(to('2026-05-28T10:00:00Z')).toEqual([]);
  });

  it('goes on with what is still to come', () => {
    expect(to('2026-06-01T08:30:00Z')).toEqual(['2026-06-01']);
  });
});
