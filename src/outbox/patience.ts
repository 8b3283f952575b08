/** A signal for one wait, which must be told when the wait is over. */
export interface Patience {
  /** Aborted with its own reason after the given time, or with another signal's once that is. */
  signal: AbortSignal;
  over(): void;
}

/**
 * What `AbortSignal.any` and `AbortSignal.timeout` do, but for what they leave behind: thousands of messages an hour
 * would each keep a timer, and a place on a signal that lives as long as the process.
 */
export function patience(milliseconds: number, also: AbortSignal): Patience {
  const own = new AbortController();
  const follow = (): void => own.abort(also.reason);
  const timeout = setTimeout(() => own.abort(new Error('It took too long.')), milliseconds);
  timeout.unref();
  if (also.aborted) follow();
  else also.addEventListener('abort', follow);
  return {
    signal: own.signal,
    over() {
      clearTimeout(timeout);
      also.removeEventListener('abort', follow);
    },
  };
}
