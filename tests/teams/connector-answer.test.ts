import { describe, expect, it } from '@jest/globals';
import { Temporal } from '../../src/calendar/temporal.ts';
import { answerOf, httpAnswer } from '../../src/teams/connector-answer.ts';

const now = Temporal.Instant.from('2026-11-02T09:30:00Z');

describe('reading an answer of Teams', () => {
  it('finds code and sub-code', () => {
    const message = JSON.stringify({ subCode: 'MessageWritesBlocked', details: null });
    const body = JSON.stringify({ error: { code: 'ForbiddenOperationException', message } });
    expect(httpAnswer(403, body, undefined, now)).toEqual({
      kind: 'http',
      status: 403,
      code: 'ForbiddenOperationException',
      subCode: 'MessageWritesBlocked',
    });
  });

  it('takes nothing for a code that does not look like one, for codes are logged', () => {
    const body = JSON.stringify({ error: { code: 'Ama Okoro <ama@council.example> wrote', message: 'x' } });
    expect(httpAnswer(400, body, undefined, now)).toEqual({ kind: 'http', status: 400 });
  });

  it.each(['', 'null', '[]', '<html>', '{"error":"x"}'])('reads a body of %j as no code', (body) => {
    expect(httpAnswer(502, body, undefined, now)).toEqual({ kind: 'http', status: 502 });
  });

  it.each([
    ['5', 5],
    ['Mon, 02 Nov 2026 09:31:00 GMT', 60],
    ['Mon, 02 Nov 2026 09:00:00 GMT', 0],
  ])('reads Retry-After %j as %d seconds', (header, retryAfterSeconds) => {
    expect(httpAnswer(429, '', header, now)).toMatchObject({ retryAfterSeconds });
  });

  it('leaves out a Retry-After that says nothing', () => {
    expect(httpAnswer(429, '', 'soon', now)).toEqual({ kind: 'http', status: 429 });
  });
});

describe('what the SDK throws of its own', () => {
  it('is a fault of ours where Entra refuses the bot its token', () => {
    const refused = Object.assign(new Error('7000215'), { errorCode: 'invalid_client' });
    expect(answerOf(refused)).toEqual({ kind: 'http', status: 401, code: 'invalid_client' });
  });

  it('has sent nothing where no token could be had', () => {
    const offline = Object.assign(new Error('offline'), { errorCode: 'network_error' });
    expect(answerOf(offline)).toEqual({ kind: 'network', phase: 'before-request', code: 'network_error' });
  });

  it('may have sent something where a success could not be understood', () => {
    const unreadable = Object.assign(new Error('JSON'), { statusCode: 201, code: 'PARSE_ERROR' });
    expect(answerOf(unreadable)).toMatchObject({ kind: 'network', phase: 'after-request' });
  });
});
