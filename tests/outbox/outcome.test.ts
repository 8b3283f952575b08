import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outcomeOf, type ConnectorAnswer, type FailedSend } from '../../src/outbox/policy/outcome.ts';

function http(status: number, code?: string, subCode?: string): ConnectorAnswer {
  return { kind: 'http', status, ...(code ? { code } : {}), ...(subCode ? { subCode } : {}) };
}

const rows: [string, ConnectorAnswer, Partial<FailedSend>][] = [
  ['429 slows the whole tenant', http(429), { kind: 'retry', throttled: true }],
  [
    '429 with Retry-After is tried again then',
    { kind: 'http', status: 429, retryAfterSeconds: 17 },
    { kind: 'retry', throttled: true, afterSeconds: 17 },
  ],
  ['412 was not taken', http(412), { kind: 'retry' }],
  ['502 was not taken', http(502), { kind: 'retry' }],
  [
    '503 with Retry-After is tried again then',
    { kind: 'http', status: 503, retryAfterSeconds: 3 },
    { kind: 'retry', afterSeconds: 3 },
  ],
  ['504 was not taken', http(504), { kind: 'retry' }],
  ['500 may have arrived', http(500), { kind: 'unknown' }],
  ['an answer that cannot be read may have arrived', http(201), { kind: 'unknown' }],
  [
    'a refused connection took nothing',
    { kind: 'network', phase: 'before-request', code: 'ECONNREFUSED' },
    { kind: 'retry', detail: 'ECONNREFUSED before the request' },
  ],
  [
    'a reset after the request left may have arrived',
    { kind: 'network', phase: 'after-request', code: 'ECONNRESET' },
    { kind: 'unknown', detail: 'ECONNRESET after the request' },
  ],
  [
    'no answer in time may have arrived',
    { kind: 'network', phase: 'after-request', code: 'TIMEOUT' },
    { kind: 'unknown' },
  ],
  [
    'a bot that an administrator switched off reaches nobody',
    http(403, 'BotDisabledByAdmin'),
    { kind: 'unreachable', why: 'the bot is switched off by an administrator' },
  ],
  [
    'a person who blocked the bot',
    http(403, 'ConversationBlockedByUser'),
    { kind: 'unreachable', why: 'blocked the bot' },
  ],
  [
    'a person who switched its messages off, told in the sub-code',
    http(403, 'ForbiddenOperationException', 'MessageWritesBlocked'),
    { kind: 'unreachable', why: 'messages from the bot are switched off' },
  ],
  [
    'a person without the app',
    http(403, 'ForbiddenOperationException', 'BotNotInConversationRoster'),
    { kind: 'unreachable', why: 'not installed' },
  ],
  [
    'a person without the app, told in the code alone',
    http(403, 'ForbiddenOperationException'),
    { kind: 'unreachable', why: 'not installed' },
  ],
  ['a person who has left', http(404, 'UserNotFound'), { kind: 'unreachable', why: 'left the organisation' }],
  [
    'a conversation that is gone even after it was made again',
    http(404, 'ConversationNotFound'),
    { kind: 'unreachable', why: 'the conversation with the bot is gone' },
  ],
  ['a 403 of another kind', http(403, 'Novelty'), { kind: 'unreachable', why: 'Teams refused the message' }],
  ['a message of another kind gone', http(404, 'ActivityNotFoundInConversation'), { kind: 'failed' }],
  ['a fault of ours: 400', http(400, 'BadSyntax'), { kind: 'failed', detail: '400 BadSyntax' }],
  ['a fault of ours: 401', http(401), { kind: 'failed', detail: '401' }],
  ['a fault of ours: 413', http(413, 'MessageSizeTooBig'), { kind: 'failed' }],
];

describe('what to do about an answer of Teams', () => {
  it.each(rows)('%s', (_, answer, outcome) => {
    expect(outcomeOf(answer)).toMatchObject(outcome);
  });

  it('names status, code and sub-code for the operator', () => {
    const outcome = outcomeOf(http(403, 'ForbiddenOperationException', 'MessageWritesBlocked'));
    expect(outcome.detail).toBe('403 ForbiddenOperationException/MessageWritesBlocked');
  });

  it('never sends again at once what may have arrived', () => {
    fc.assert(
      fc.property(fc.constantFrom(200, 201, 202, 500, 501, 505, 520, 599), fc.string(), (status, code) => {
        expect(outcomeOf(http(status, code)).kind).toBe('unknown');
      }),
    );
  });

  it('has an outcome for every status', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), (status) => {
        expect(['retry', 'unknown', 'unreachable', 'failed']).toContain(outcomeOf(http(status)).kind);
      }),
    );
  });
});
