import { describe, expect, it } from '@jest/globals';
import { localDateTime } from '../../src/calendar/local-time.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { recipientId, type DueMessage } from '../../src/cycle/message.ts';
import { fullPlan, plan } from '../../src/cycle/plan.ts';
import { planState } from '../builders/plan-state.ts';

// The meeting on Thursday 25 June 2026 gives: opens 13 May, due 29 May, closes 4 June, publishes 17 June.
const opening = Temporal.Instant.from('2026-05-13T08:30:00Z');
const reminder = Temporal.Instant.from('2026-05-27T08:30:00Z');
const deadline = Temporal.Instant.from('2026-06-01T08:30:00Z');
const dayAfter = Temporal.Instant.from('2026-06-02T08:30:00Z');
const close = Temporal.Instant.from('2026-06-04T16:00:00Z');

function inWords(messages: readonly DueMessage[]): string[] {
  return messages.map((message) => {
    const at = localDateTime(message.at, 'Europe/London').toString({ smallestUnit: 'minute' });
    const kinds = message.sections.map(({ kind }) => kind).join('+');
    return [at, recipientId(message), kinds, ...message.refs].join(' ');
  });
}

describe('the whole plan of a cycle', () => {
  it('asks, reminds, says it is due, brings in the deputy, and tells the leads', () => {
    const state = planState({
      actions: [{ ref: '1.1', owners: ['health'] }],
      people: { health: { lead: 'ama', deputy: 'ben' } },
    });
    expect(inWords(fullPlan(state))).toEqual([
      '2026-05-13T09:30 ama request 1.1',
      '2026-05-27T09:30 ama reminder 1.1',
      '2026-05-29T09:30 priya summary',
      '2026-06-01T09:30 ama due 1.1',
      '2026-06-02T09:30 ama overdue 1.1',
      '2026-06-02T09:30 ben overdue 1.1',
      '2026-06-02T09:30 priya summary',
      '2026-06-04T17:00 priya close',
    ]);
  });

  it('puts all that a person is due on one day into one message, though they are lead officer and deputy', () => {
    const state = planState({
      actions: [
        { ref: '1.1', owners: ['health'] },
        { ref: '2.1', owners: ['housing'], leadOfficer: 'ben' },
      ],
      people: { health: { lead: 'ama', deputy: 'ben' }, housing: { lead: 'cas' } },
    });
    expect(inWords(fullPlan(state)).filter((line) => line.includes(' ben '))).toEqual([
      '2026-05-13T09:30 ben request 2.1',
      '2026-05-27T09:30 ben reminder 2.1',
      '2026-06-01T09:30 ben due 2.1',
      '2026-06-02T09:30 ben overdue+overdue 1.1 2.1',
    ]);
  });

  it("writes to an action's lead officer in place of its owner's contact", () => {
    const state = planState({ actions: [{ ref: '1.1', owners: ['health'], leadOfficer: 'olu' }] });
    const recipients = fullPlan(state).map(recipientId);
    expect(recipients).toContain('olu');
    expect(recipients).not.toContain('health-lead');
  });

  it('writes to the first-named of joint owners only', () => {
    const state = planState({ actions: [{ ref: '1.1', owners: ['health', 'housing'] }] });
    const recipients = fullPlan(state).map(recipientId);
    expect(recipients).toContain('health-lead');
    expect(recipients).not.toContain('housing-lead');
  });

  it('asks the first lead about an action without an owner, within four messages', () => {
    const state = planState({ actions: [{ ref: '1.1' }], leads: ['priya', 'sol'] });
    expect(inWords(fullPlan(state)).filter((line) => line.includes(' priya '))).toEqual([
      '2026-05-13T09:30 priya request 1.1',
      '2026-05-29T09:30 priya summary',
      '2026-06-02T09:30 priya overdue+summary 1.1',
      '2026-06-04T17:00 priya close',
    ]);
    expect(inWords(fullPlan(state)).filter((line) => line.includes(' sol '))).toHaveLength(3);
  });

  it('asks nobody about what was completed or closed before', () => {
    const state = planState({ actions: [{ ref: '1.1', owners: ['health'], asked: false }] });
    expect(fullPlan(state).map(recipientId)).toEqual(['priya']);
  });

  it('is the same whatever was answered, so that it can be shown for a past cycle too', () => {
    const spec = (state: 'requested' | 'submitted') =>
      planState({ actions: [{ ref: '1.1', owners: ['health'], state }], state: 'published' });
    expect(fullPlan(spec('submitted'))).toEqual(fullPlan(spec('requested')));
  });

  it('has the digest in it only where it goes out by itself', () => {
    const actions = [{ ref: '1.1', owners: ['health'] }];
    const itself = planState({ actions, settings: { review: 'none' } });
    expect(inWords(fullPlan(itself)).slice(-2)).toEqual([
      '2026-06-17T09:30 board digest',
      '2026-06-17T09:30 chair digest',
    ]);
    expect(fullPlan(planState({ actions })).map(recipientId)).not.toContain('board');
  });

  it('says which channel a message takes', () => {
    const state = planState({ actions: [{ ref: '1.1', owners: ['health'] }], byEmail: ['health-lead'] });
    expect(fullPlan(state)[0]?.recipient).toEqual({
      kind: 'contact',
      contactId: 'health-lead',
      email: 'health-lead@council.example',
      by: 'email',
    });
  });

  it('moves a preview that would be a second message in a day to the next working day', () => {
    const state = planState({
      actions: [{ ref: '1.1', owners: ['health'] }],
      settings: { dates: { deadline: 16, closes: 15 } },
    });
    const toLead = inWords(fullPlan(state)).filter((line) => line.includes(' priya '));
    expect(toLead.at(-1)).toBe('2026-06-05T09:30 priya close');
    expect(toLead.at(-2)).toBe('2026-06-04T09:30 priya summary');
  });
});

describe('what is due at a moment', () => {
  const actions = [
    { ref: '1.1', owners: ['health'] },
    { ref: '1.2', owners: ['health'] },
  ];

  it('is nothing before the opening, and the request from then on', () => {
    const state = planState({ actions, state: 'scheduled' });
    expect(plan(state, opening.subtract({ seconds: 1 }))).toMatchObject({ due: [], next: opening });
    expect(inWords(plan(planState({ actions }), opening).due)).toEqual([
      '2026-05-13T09:30 health-lead request 1.1 1.2',
    ]);
  });

  it('is the latest rung after downtime, and the earlier ones are superseded', () => {
    const { due, superseded } = plan(planState({ actions }), deadline);
    expect(inWords(due).filter((line) => line.includes('health-lead'))).toEqual([
      '2026-06-01T09:30 health-lead due 1.1 1.2',
    ]);
    expect(inWords(superseded).filter((line) => line.includes('health-lead'))).toEqual([
      '2026-05-13T09:30 health-lead request 1.1 1.2',
      '2026-05-27T09:30 health-lead reminder 1.1 1.2',
    ]);
  });

  it('covers only what is outstanding', () => {
    const some = planState({ actions: [{ ...actions[0]!, state: 'submitted' }, actions[1]!] });
    expect(plan(some, reminder).due.map(({ refs }) => refs)).toEqual([['1.2']]);
    const all = planState({ actions: actions.map((action) => ({ ...action, state: 'submitted' as const })) });
    expect(plan(all, dayAfter)).toMatchObject({ due: [], superseded: [] });
  });

  it.each(['excused', 'retired'] as const)('leaves out a request that is %s', (state) => {
    const spec = planState({ actions: actions.map((action) => ({ ...action, state })) });
    expect(plan(spec, dayAfter).due).toEqual([]);
  });

  it('is nothing for owners once the cycle has closed, and the preview for the leads', () => {
    const { due, superseded } = plan(planState({ actions, state: 'closed' }), close);
    expect(inWords(due)).toEqual(['2026-06-04T17:00 priya close']);
    expect(superseded.map(recipientId)).toContain('health-lead');
  });

  it('gives a moved date a new key by itself', () => {
    const keys = (meeting: string) => fullPlan(planState({ actions, meeting })).map(({ key }) => key);
    const shared = keys('2026-06-25').filter((key) => keys('2026-07-02').includes(key));
    expect(shared).toEqual([]);
  });

  it('says when to look again', () => {
    const state = planState({ actions });
    expect(plan(state, opening).next?.toString()).toBe('2026-05-27T08:30:00Z');
    expect(plan(state, dayAfter).next).toEqual(close);
    expect(plan(planState({ actions, state: 'closed' }), close).next).toBeUndefined();
  });
});
