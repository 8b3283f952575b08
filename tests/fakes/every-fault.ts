import type { ChanceFault, Fault, Matcher } from './teams-faults.ts';

/** A fault, and the requests that Teams can answer in that way. */
export interface NamedFault {
  matcher: Matcher;
  fault: Fault;
}

/**
 * All that can go wrong, by name: the answers that Microsoft documents for bots that send (status codes from bot
 * conversational APIs), and what networks do. The names are those of the command's `--fault`.
 */
export const everyFault = {
  throttled: any({ kind: 'status', status: 429, code: 'Throttled' }),
  'throttled-with-retry-after': any({ kind: 'status', status: 429, code: 'Throttled', retryAfter: 1 }),
  'precondition-failed': any({ kind: 'status', status: 412, code: 'PreconditionFailed' }),
  'server-error': any({ kind: 'status', status: 500, code: 'ServiceError' }),
  'server-error-after-storing': any({
    kind: 'status',
    status: 500,
    code: 'ServiceError',
    afterStoring: true,
  }),
  'bad-gateway': any({ kind: 'status', status: 502, code: 'ServiceError' }),
  unavailable: any({ kind: 'status', status: 503 }),
  'gateway-timeout': any({ kind: 'status', status: 504 }),
  'bot-disabled': writes({ kind: 'status', status: 403, code: 'BotDisabledByAdmin' }),
  blocked: writes({ kind: 'status', status: 403, code: 'ConversationBlockedByUser' }),
  'writes-blocked': writes({
    kind: 'status',
    status: 403,
    code: 'ForbiddenOperationException',
    subCode: 'MessageWritesBlocked',
  }),
  'not-in-roster': writes({ kind: 'status', status: 403, code: 'BotNotInConversationRoster' }),
  'not-installed': writes({ kind: 'status', status: 403, code: 'ForbiddenOperationException' }),
  'conversation-gone': of('send', { kind: 'status', status: 404, code: 'ConversationNotFound' }),
  'activity-gone': of('update', { kind: 'status', status: 404, code: 'ActivityNotFoundInConversation' }),
  'bad-argument': writes({ kind: 'status', status: 400, code: 'Bad Argument' }),
  'too-big': writes({ kind: 'status', status: 413, code: 'MessageSizeTooBig' }),
  'not-registered': any({ kind: 'status', status: 401, code: 'BotNotRegistered' }),
  'expired-token': any({ kind: 'expired-token' }),
  late: any({ kind: 'latency', ms: 1000 }),
  'cut-before-reading': any({ kind: 'cut-before-reading' }),
  'cut-after-storing': any({ kind: 'cut-after-storing' }),
  'half-answer': any({ kind: 'half-answer' }),
  'stalled-answer': any({ kind: 'stalled-answer' }),
  silence: any({ kind: 'silence' }),
} satisfies Record<string, NamedFault>;

export type FaultName = keyof typeof everyFault;

/** Shares of named faults, e.g. `{ 'server-error': 0.2 }`, for `failAtRandom`. Throws for a name that is none. */
export function chancesOf(shares: Record<string, number>): ChanceFault[] {
  return Object.entries(shares).map(([name, share]) => {
    if (!isFaultName(name)) {
      throw new Error(`There is no fault "${name}". There are: ${Object.keys(everyFault).join(', ')}.`);
    }
    if (!(share >= 0 && share <= 1)) throw new Error(`The share of "${name}" is a number from 0 to 1.`);
    return { ...everyFault[name], share };
  });
}

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(everyFault, name);
}

function any(fault: Fault): NamedFault {
  return of('any', fault);
}

function writes(fault: Fault): NamedFault {
  return of(({ kind }) => kind === 'create' || kind === 'send' || kind === 'update', fault);
}

function of(matcher: Matcher, fault: Fault): NamedFault {
  return { matcher, fault };
}
