import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWanted, isOutstanding } from '../../../src/cycle/outstanding.ts';
import { handBack, standingPassOn } from '../../../src/cycle/acts/hand-back.ts';
import { keepWithThem, sayNotMine } from '../../../src/cycle/acts/not-mine.ts';
import { isRefused } from '../../../src/cycle/acts/refused.ts';
import { whyNotHandOver } from '../../../src/cycle/acts/why-not-hand-over.ts';
import type { CycleState, Handover } from '../../../src/cycle/cycle.ts';
import type { RequestState, UpdateRequest } from '../../../src/cycle/request.ts';
import { instant } from '../../builders/dates.ts';

const at = instant('2026-10-20T09:00:00Z');
const by = (contactId: string) => ({ contactId, name: contactId });

function request(changes: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    ref: '1.1',
    order: 0,
    title: 'Open a clinic',
    priority: { number: 1, title: 'Start well' },
    owners: [],
    asked: true,
    state: 'requested',
    baseline: { unchangedRuns: 0 },
    ...changes,
  };
}

const states = fc.constantFrom<RequestState>(
  ...(['requested', 'submitted', 'returned', 'accepted', 'excused', 'retired'] as const),
);
const cycles = fc.constantFrom<CycleState>('scheduled', 'open', 'closed', 'published', 'cancelled');
const requests = fc
  .record({ state: states, asked: fc.boolean(), said: fc.option(fc.constantFrom('ama', 'ben')) })
  .map(({ said, ...rest }) =>
    request({ ...rest, ...(said !== null && { notMine: { contactId: said, by: by(said), at } }) }),
  );

describe('what anybody is asked about', () => {
  it.each<[CycleState, RequestState[]]>([
    ['scheduled', []],
    ['open', ['requested', 'returned']],
    ['closed', ['returned']],
    ['published', []],
    ['cancelled', []],
  ])('in a cycle that is %s is what is %j', (state, wanted) => {
    const all: RequestState[] = ['requested', 'submitted', 'returned', 'accepted', 'excused', 'retired'];
    expect(all.filter((one) => isWanted(request({ state: one }), { state }))).toEqual(wanted);
  });
});

describe('handing over', () => {
  it.each<[Partial<UpdateRequest>, CycleState, string | undefined]>([
    [{}, 'open', undefined],
    [{ state: 'returned' }, 'open', undefined],
    [{ state: 'returned' }, 'closed', undefined],
    [{}, 'closed', 'this round has closed, and nobody is asked any more'],
    [{ state: 'submitted' }, 'open', 'it is answered already'],
    [{ state: 'accepted' }, 'open', 'it is answered already'],
    [{ state: 'excused' }, 'open', 'it is not needed this time'],
    [{ asked: false }, 'open', 'nobody is asked about it this time'],
    [{ state: 'retired' }, 'open', 'the action is no longer in the plan'],
    [{}, 'scheduled', 'this round has not opened yet'],
    [{}, 'cancelled', 'this round was cancelled'],
  ])('for this time, of %j while the round is %s', (changes, state, refused) => {
    expect(whyNotHandOver(request(changes), { state }, false)).toBe(refused);
  });

  it('for this time is for what is asked for still; for good it is for all that lives', () => {
    fc.assert(
      fc.property(requests, cycles, fc.boolean(), (given, state, forGood) => {
        const may = given.state !== 'retired' && (forGood || isWanted(given, { state }));
        expect(whyNotHandOver(given, { state }, forGood) === undefined).toBe(may);
      }),
    );
  });
});

describe('saying that it is not theirs', () => {
  it('never takes it off what is outstanding, and is over with a decision', () => {
    fc.assert(
      fc.property(requests, cycles, fc.constantFrom('ama', 'ben'), (given, state, who) => {
        const said = sayNotMine(given, { state }, { contactId: who, by: by(who), at });
        const taken = given.notMine !== undefined && given.notMine.contactId !== who;
        expect(isRefused(said)).toBe(!isWanted(given, { state }) || taken);
        if (isRefused(said)) return;
        expect([isOutstanding(said), said.notMine?.contactId]).toEqual([true, who]);
        const { notMine: _, ...rest } = given;
        expect(keepWithThem(said)).toEqual(rest);
      }),
    );
  });

  it('again keeps when it was first said, and the suggestion unless there is another', () => {
    const first = { contactId: 'ama', by: by('ama'), at, suggestion: 'Lee' };
    const once = sayNotMine(request(), { state: 'open' }, first) as UpdateRequest;
    const later = { contactId: 'ama', by: by('ama'), at: at.add({ hours: 1 }) };
    expect(sayNotMine(once, { state: 'open' }, later)).toEqual(once);
    const other = sayNotMine(once, { state: 'open' }, { ...later, suggestion: 'Sam' }) as UpdateRequest;
    expect(other.notMine).toEqual({ ...first, suggestion: 'Sam' });
  });

  it('is nothing to decide where nobody said so', () => {
    expect(keepWithThem(request())).toEqual({ refused: 'nobody says any more that it is not theirs' });
  });
});

describe('handing back', () => {
  const people = ['ama', 'ben', 'cy'];
  /** Somebody passes it on, hands it back, or a lead decides: whatever may be done is done, the rest is refused. */
  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('pass' as const), to: fc.constantFrom(...people) }),
      fc.record({ kind: fc.constant('back' as const) }),
      fc.record({ kind: fc.constant('lead' as const), to: fc.constantFrom(...people) }),
    ),
  );

  function after(taken: readonly Handover[]): string {
    return taken.at(-1)?.contactId ?? 'ama';
  }

  it('goes back to each of a chain in turn, and ends where it began or where a lead put it', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const handovers: Handover[] = [];
        let start = 'ama';
        for (const step of given) {
          const holder = after(handovers);
          const made = { ref: '1.1', from: holder, by: by(holder), at };
          if (step.kind === 'lead') {
            handovers.push({ ...made, contactId: step.to, by: by('lead'), why: 'reassigned' });
            start = step.to;
          } else if (step.kind === 'pass' && step.to !== holder) {
            handovers.push({ ...made, contactId: step.to, why: 'passed-on' });
          } else if (step.kind === 'back') {
            const back = handBack(handovers, '1.1', [holder]);
            if (!isRefused(back))
              handovers.push({ ...made, contactId: back.by.contactId, why: 'handed-back' });
          }
        }
        for (let n = handovers.length; n >= 0; n -= 1) {
          const back = handBack(handovers, '1.1', [after(handovers)]);
          if (isRefused(back)) break;
          expect(back.contactId).toBe(after(handovers));
          const made = { ref: '1.1', by: by(after(handovers)), at, why: 'handed-back' as const };
          handovers.push({ ...made, contactId: back.by.contactId });
        }
        expect(standingPassOn(handovers, '1.1')).toBeUndefined();
        expect(after(handovers)).toBe(start);
      }),
    );
  });

  it('is for whoever has it because somebody passed it on, of that very action', () => {
    const passed: Handover = {
      ref: '1.1',
      contactId: 'ben',
      from: 'ama',
      by: by('ama'),
      at,
      why: 'passed-on',
    };
    expect(handBack([passed], '1.1', ['ben'])).toBe(passed);
    expect(handBack([passed], '1.1', ['ama'])).toEqual({ refused: 'it is not with you' });
    expect(handBack([passed], '1.2', ['ben'])).toEqual({ refused: 'it is not with you' });
    expect(handBack([{ ...passed, why: 'reassigned' }], '1.1', ['ben'])).toEqual({
      refused: 'nobody has passed it on to you',
    });
    const replaced: Handover = { ...passed, contactId: 'cy', from: 'ben', why: 'replaced' };
    expect(handBack([passed, replaced], '1.1', ['cy'])).toBe(passed);
  });
});
