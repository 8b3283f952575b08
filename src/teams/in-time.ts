/**
 * A bot that has not answered after 10 to 15 seconds is given up, and the person sees an error of Teams' own (Bot
 * Service: How bots work, "Processing activities"). What is left of that is for the way there and back.
 */
export const turnTimeoutMs = 7_500;

/** A turn took too long: what it was about may or may not have been done. */
export class TurnTooLong extends Error {
  override name = 'TurnTooLong';
}

/**
 * Resolves with what `work` resolves with. Throws `TurnTooLong` once that takes longer than `milliseconds`; the signal
 * then says so to the work, of which nothing is waited for any more. `afterwards` is called when it has ended at last.
 */
export async function inTime<T>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
  afterwards: () => void,
): Promise<T> {
  const over = new AbortController();
  const { promise: late, reject } = withReject();
  const timer = setTimeout(() => {
    const error = new TurnTooLong(`A turn took longer than ${milliseconds} ms.`);
    over.abort(error);
    reject(error);
  }, milliseconds);
  const working = work(over.signal);
  const ended = () => {
    if (over.signal.aborted) afterwards();
  };
  working.then(ended, ended);
  try {
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}

function withReject(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  return { promise, reject };
}
