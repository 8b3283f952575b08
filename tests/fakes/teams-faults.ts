import type { RequestKind, SeenRequest } from './teams-model.ts';

/** What can go wrong with one request. */
export type Fault =
  /**
   * Refused. `retryAfter` in seconds, or an HTTP date. Nothing is stored, unless `afterStoring` says that the message
   * has arrived all the same.
   */
  | {
      kind: 'status';
      status: number;
      code?: string;
      subCode?: string;
      retryAfter?: number | string;
      afterStoring?: boolean;
    }
  /** The bot's token has run out: 401 in the words of the gateway, which are not those of the connector. */
  | { kind: 'expired-token' }
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

export type FaultKind = Fault['kind'];

/** A kind of request (`send`, `create`…), or a test of one. */
export type Matcher = RequestKind | 'any' | ((request: SeenRequest) => boolean);

/** A fault that strikes a share of the requests that match, in [0, 1]. */
export interface ChanceFault {
  matcher: Matcher;
  fault: Fault;
  share: number;
}

export interface Faults {
  add(matcher: Matcher, fault: Fault, times: number): void;
  /** From now on; instead of what was given before. */
  byChance(faults: readonly ChanceFault[], random: () => number): void;
  /** The one fault that this request suffers, if any; a fault that was added for it is used up by the asking. */
  take(request: SeenRequest): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { matcher: Matcher; fault: Fault; left: number }[] = [];
  let drawn: (request: SeenRequest) => Fault | undefined = () => undefined;
  return {
    add(matcher, fault, times) {
      waiting.push({ matcher, fault, left: times });
    },
    byChance(faults, random) {
      drawn = (request) => draw(faults, random, request);
    },
    take(request) {
      const found = waiting.find(({ matcher }) => matches(matcher, request));
      if (found === undefined) return drawn(request);
      found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found.fault;
    },
    clear() {
      waiting = [];
      drawn = () => undefined;
    },
  };
}

/** Each fault is drawn for by itself; where several strike, one of them is taken, all with the same chance. */
function draw(faults: readonly ChanceFault[], random: () => number, request: SeenRequest): Fault | undefined {
  const struck = faults.filter(({ matcher, share }) => matches(matcher, request) && random() < share);
  return struck.length < 2 ? struck[0]?.fault : struck[Math.floor(random() * struck.length)]?.fault;
}

function matches(matcher: Matcher, request: SeenRequest): boolean {
  if (typeof matcher === 'function') return matcher(request);
  return matcher === 'any' || matcher === request.kind;
}
