import type { RequestKind, SeenRequest } from './teams-model.ts';

/** What can go wrong with one request. */
export type Fault =
  /** Refused: nothing is stored. `retryAfter` in seconds, or an HTTP date. */
  | { kind: 'status'; status: number; code?: string; subCode?: string; retryAfter?: number | string }
  /** Answered as usual, but late. */
  | { kind: 'latency'; ms: number }
  /** The connection is cut; nothing is stored. */
  | { kind: 'cut-before-reading' }
  /** The message has arrived, and the connection is cut instead of the answer. */
  | { kind: 'cut-after-storing' }
  /** The message has arrived; half the answer comes, then the connection is cut. */
  | { kind: 'half-answer' }
  /** The message has arrived; half the answer comes, then nothing more. */
  | { kind: 'stalled-answer' }
  /** The message has arrived, and no answer ever comes. */
  | { kind: 'silence' };

/** A kind of request (`send`, `create`…), or a test of one. */
export type Matcher = RequestKind | 'any' | ((request: SeenRequest) => boolean);

export interface Faults {
  add(matcher: Matcher, fault: Fault, times: number): void;
  /** The fault for this request, if one is waiting for it; used up by the asking. */
  take(request: SeenRequest): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { matcher: Matcher; fault: Fault; left: number }[] = [];
  return {
    add(matcher, fault, times) {
      waiting.push({ matcher, fault, left: times });
    },
    take(request) {
      const found = waiting.find(({ matcher, left }) => left > 0 && matches(matcher, request));
      if (found === undefined) return undefined;
      found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found.fault;
    },
    clear() {
      waiting = [];
    },
  };
}

function matches(matcher: Matcher, request: SeenRequest): boolean {
  if (typeof matcher === 'function') return matcher(request);
  return matcher === 'any' || matcher === request.kind;
}
