import { describe, expect, it } from '@jest/globals';
import type { Attempt, Delivery, DeliveryState } from '../../../src/outbox/ledger.ts';
import { explainDelivery } from '../../../src/workflow/messages/explain-delivery.ts';
import { date, instant } from '../../builders/dates.ts';

const timeZone = 'Europe/London';
const now = instant('2026-05-13T09:00:00Z'); // 10 am in London
const later = instant('2026-05-13T13:30:00Z');
const tomorrow = instant('2026-05-14T08:30:00Z');

function message(over: Partial<Delivery>): Delivery {
  return {
    tenantId: 'local',
    programmeId: 'strategy',
    cycleId: 'june',
    key: 'strategy,june,c0ffee,2026-05-13',
    recipient: { kind: 'contact', contactId: 'c0ffee', email: 'ama@council.example', by: 'teams' },
    date: date('2026-05-13'),
    at: instant('2026-05-13T08:30:00Z'),
    sections: [{ rung: 'request', kind: 'request' }],
    refs: ['1.1'],
    state: 'planned',
    attempts: [],
    ...over,
  };
}

function tried(outcome: DeliveryState, detail?: string): Attempt {
  return { at: instant('2026-05-13T08:31:00Z'), outcome, ...(detail !== undefined && { detail }) };
}

/** What a message is, and what is said of it. */
const told: [string, Partial<Delivery>, string][] = [
  ['that waits', { notBefore: later }, 'Waits for its time: it goes on Wednesday 13 May at 2:30 pm.'],
  ['that is due', { notBefore: now }, 'Due: it goes as soon as a worker takes it.'],
  [
    'that the operator asked for again',
    {
      notBefore: later,
      attempts: [tried('failed'), tried('planned', 'the operator asked for it to be sent again')],
    },
    'The operator asked for it to be sent again. It goes on Wednesday 13 May at 2:30 pm.',
  ],
  [
    'that was refused after a try that may have arrived',
    { state: 'unreachable', why: 'blocked the bot', attempts: [tried('unknown'), tried('unreachable')] },
    '“resend” tries it once more. An earlier try may have arrived.',
  ],
  [
    'that had nothing to say any more after a try that may have arrived',
    { state: 'skipped', why: 'nothing is outstanding any more', attempts: [tried('unknown')] },
    'Not sent again: nothing is outstanding any more. An earlier try may have arrived.',
  ],
  ['in somebody’s hands', { state: 'claimed', leaseUntil: later }, 'It is being sent at this moment.'],
  [
    'that a crash left claimed',
    { state: 'claimed', leaseUntil: now },
    'Whoever was sending it stopped midway.',
  ],
  ['that arrived', { state: 'sent', attempts: [tried('sent')] }, 'Sent on Wednesday 13 May at 9:31 am.'],
  [
    'that arrived at the second try',
    { state: 'sent', attempts: [tried('retry'), tried('sent')] },
    'Sent on Wednesday 13 May at 9:31 am, after 2 tries.',
  ],
  [
    'that was not taken',
    { state: 'retry', notBefore: later, attempts: [tried('retry', '429 Throttled')] },
    'Not taken yet (429 Throttled). It is tried again on Wednesday 13 May at 2:30 pm.',
  ],
  [
    'in doubt that is repeated',
    { state: 'unknown', notBefore: later, attempts: [tried('unknown', 'ECONNRESET after the request')] },
    'It may or may not have arrived (ECONNRESET after the request). A request is sent again: it is tried again on Wednesday 13 May at 2:30 pm.',
  ],
  [
    'in doubt that is not repeated',
    { state: 'unknown', attempts: [tried('unknown')] },
    'It may or may not have arrived. It is not sent again by itself, so that nobody gets it twice; “resend” sends it again.',
  ],
  [
    'in doubt that was stopped',
    { state: 'unknown', attempts: [tried('unknown'), tried('skipped')] },
    'It may or may not have arrived. It was stopped, and is not sent again.',
  ],
  [
    'to somebody without the app',
    { state: 'unreachable', why: 'not installed' },
    'Not delivered: the app is not installed for them. It goes, if it is still due, when they install the app.',
  ],
  [
    'to somebody who does not want it',
    { state: 'unreachable', why: 'blocked the bot' },
    'Not delivered: they have blocked the bot. It goes, if it is still due, when they next write to the bot; “resend” tries it once more.',
  ],
  [
    'to a channel without the bot',
    { state: 'unreachable', why: 'no channel is set', recipient: { kind: 'board' } },
    'Not delivered: no channel is set. A lead can say “use this channel” there; then “resend” sends it.',
  ],
  [
    'to somebody reached by e-mail',
    {
      state: 'unreachable',
      why: 'no e-mail configured',
      recipient: { kind: 'contact', contactId: 'c0ffee', email: 'ama@council.example', by: 'email' },
    },
    'Not delivered: they are written to by e-mail only, and this bot sends none yet. Somebody who is reached by Teams must be asked instead.',
  ],
  ['overtaken', { state: 'superseded' }, 'Not sent: a later message stands for it.'],
  [
    'with nothing to say',
    { state: 'skipped', why: 'nothing is outstanding any more' },
    'Not sent: nothing is outstanding any more.',
  ],
  [
    'that failed by our fault',
    { state: 'failed', why: 'a fault on our side', attempts: [tried('failed', '400 BadSyntax')] },
    'Not delivered: a fault on our side (400 BadSyntax). It is not tried again by itself, unless there is more to say to them on that day; “resend” sends it again.',
  ],
  [
    'that failed after a try that may have arrived',
    { state: 'failed', why: 'a fault on our side', attempts: [tried('unknown'), tried('failed')] },
    'Not delivered: a fault on our side, after 2 tries. It is not tried again by itself; “resend” sends it again. An earlier try may have arrived.',
  ],
];

describe('the operator is told of a message', () => {
  it.each(told)('%s', (_, over, words) => {
    expect(explainDelivery(message(over), { now, timeZone })).toContain(words);
  });

  it('that another programme’s message had the day, and when it goes', () => {
    const other = message({
      programmeId: 'estates',
      cycleId: 'spring',
      key: 'estates,spring,c0ffee,2026-05-13',
      state: 'sent',
      attempts: [tried('sent')],
    });
    const putOff = message({ notBefore: tomorrow });
    expect(explainDelivery(putOff, { now, timeZone, others: [putOff, other] })).toBe(
      'Put off: on Wednesday 13 May 2026 they had a message of estates, spring, and nobody gets two on one day. It goes on Thursday 14 May at 9:30 am.',
    );
  });

  it('nothing of another’s day where the other went to somebody else, or on another day', () => {
    const elsewhere = message({
      key: 'other',
      recipient: { kind: 'contact', contactId: 'beef', email: 'ben@council.example', by: 'teams' },
      attempts: [tried('sent')],
    });
    const before = message({
      key: 'before',
      attempts: [{ at: instant('2026-05-12T08:30:00Z'), outcome: 'sent' }],
    });
    const explained = explainDelivery(message({ notBefore: tomorrow }), {
      now,
      timeZone,
      others: [elsewhere, before],
    });
    expect(explained).toBe('Waits for its time: it goes on Thursday 14 May at 9:30 am.');
  });
});
