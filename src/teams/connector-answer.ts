import type { Temporal } from '../calendar/temporal.ts';
import type { ConnectorAnswer } from '../outbox/policy/outcome.ts';

/** A request to Teams that did not end in a usable success. Not a `RestError`, so the SDK does not retry it. */
export class ConnectorFault extends Error {
  readonly answer: ConnectorAnswer;

  constructor(answer: ConnectorAnswer, options?: ErrorOptions) {
    super(`Teams connector: ${answer.kind === 'http' ? answer.status : answer.code}`, options);
    this.name = 'ConnectorFault';
    this.answer = answer;
  }
}

/** Reads an answer that is not a success: `{error: {code, message}}`, whose message can itself be JSON with a `subCode`. */
export function httpAnswer(
  status: number,
  body: string,
  retryAfter: string | undefined,
  now: Temporal.Instant,
): ConnectorAnswer {
  const error = field(parsed(body), 'error');
  const code = codeIn(field(error, 'code'));
  const message = field(error, 'message');
  const subCode = codeIn(field(typeof message === 'string' ? parsed(message) : message, 'subCode'));
  const seconds = retryAfterSeconds(retryAfter, now);
  return {
    kind: 'http',
    status,
    ...(code === undefined ? {} : { code }),
    ...(subCode === undefined ? {} : { subCode }),
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
  };
}

/**
 * Whatever a call to the connector threw, as an answer. Our own faults carry theirs. Anything else was thrown by
 * the SDK: on the way out (no token to be had), so nothing had left; or while it read a success that it could not
 * understand, so the message may have arrived.
 */
export function answerOf(thrown: unknown): ConnectorAnswer {
  if (thrown instanceof ConnectorFault) return thrown.answer;
  const status = field(thrown, 'statusCode');
  const code =
    codeIn(field(thrown, 'errorCode')) ?? codeIn(field(thrown, 'code')) ?? codeIn(field(thrown, 'name'));
  if (typeof status === 'number')
    return { kind: 'network', phase: 'after-request', code: 'UNREADABLE_ANSWER' };
  if (code !== undefined && tokenRefusals.test(code)) return { kind: 'http', status: 401, code };
  return { kind: 'network', phase: 'before-request', code: code ?? 'NO_TOKEN' };
}

/** Entra's answers to a wrong app id, secret or tenant: trying again does not help. */
const tokenRefusals = /^(invalid_client|unauthorized_client|invalid_request|invalid_scope)$/;

/** `Retry-After` in seconds, or as an HTTP date. */
function retryAfterSeconds(header: string | undefined, now: Temporal.Instant): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  if (Number.isNaN(at)) return undefined;
  return Math.max(0, Math.ceil((at - now.epochMilliseconds) / 1000));
}

/** A code goes into logs and the ledger, so it must look like one. */
function codeIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
