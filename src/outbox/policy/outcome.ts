import type { SendOutcome } from '../ports.ts';

/** What came back from Teams, or from the network on the way, when it was not a plain success. */
export type ConnectorAnswer =
  | { kind: 'http'; status: number; code?: string; subCode?: string; retryAfterSeconds?: number }
  /** `before-request`: nothing of the request had left. `after-request`: it may have been read and acted on. */
  | { kind: 'network'; phase: 'before-request' | 'after-request'; code: string };

/** Every way in which a send can end but `sent`. */
export type FailedSend = Exclude<SendOutcome, { kind: 'sent' }>;

/** Refusals that last until the person does something, in words for a lead. Source: Teams' status codes for bots. */
const refusals: ReadonlyMap<string, string> = new Map([
  ['MessageWritesBlocked', 'messages from the bot are switched off'],
  ['ConversationBlockedByUser', 'blocked the bot'],
  ['BotDisabledByAdmin', 'the bot is switched off by an administrator'],
  ['BotNotInConversationRoster', 'not installed'],
  ['ForbiddenOperationException', 'not installed'],
  ['UserNotFound', 'left the organisation'],
  ['MemberNotFoundInConversation', 'left the organisation'],
  ['ConversationNotFound', 'the conversation with the bot is gone'],
]);

/** Statuses that say "not taken": the message has not arrived and may be sent again. */
const notTaken: readonly number[] = [408, 412, 502, 503, 504];

/**
 * What to do about an answer that was not a success. The order matters: a `subCode` says more than the `code` it
 * comes in (`ForbiddenOperationException` with `MessageWritesBlocked` is a person's choice, not a missing app).
 */
export function outcomeOf(answer: ConnectorAnswer): FailedSend {
  const detail = detailOf(answer);
  if (answer.kind === 'network') {
    return answer.phase === 'before-request' ? { kind: 'retry', detail } : { kind: 'unknown', detail };
  }
  const after = answer.retryAfterSeconds === undefined ? {} : { afterSeconds: answer.retryAfterSeconds };
  if (answer.status === 429) return { kind: 'retry', detail, ...after, throttled: true };
  if (notTaken.includes(answer.status)) return { kind: 'retry', detail, ...after };
  if (answer.status >= 500 || isSuccess(answer.status)) return { kind: 'unknown', detail };
  if (answer.status === 403 || answer.status === 404) {
    const why = refusals.get(answer.subCode ?? '') ?? refusals.get(answer.code ?? '');
    if (why !== undefined) return { kind: 'unreachable', why, detail };
    if (answer.status === 403) return { kind: 'unreachable', why: 'Teams refused the message', detail };
  }
  return { kind: 'failed', detail };
}

/** For the operator: `403 ForbiddenOperationException/MessageWritesBlocked`, `ECONNREFUSED before the request`. */
function detailOf(answer: ConnectorAnswer): string {
  if (answer.kind === 'network') {
    return `${answer.code} ${answer.phase === 'before-request' ? 'before' : 'after'} the request`;
  }
  const codes = [answer.code, answer.subCode].filter((code) => code !== undefined).join('/');
  return codes === '' ? String(answer.status) : `${answer.status} ${codes}`;
}

/** A success that could not be read: it may well have arrived. */
function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
