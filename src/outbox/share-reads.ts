/**
 * Lets callers share a read without any of them seeing an older answer than its own call: whoever asks while a
 * read is under way joins the next one, which starts after they asked.
 */
export function shareReads<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const lanes = new Map<string, { running: Promise<T>; next?: Promise<T> }>();

  function start(key: string): Promise<T> {
    const running = read(key);
    const lane: { running: Promise<T>; next?: Promise<T> } = { running };
    lanes.set(key, lane);
    const done = (): void => {
      if (lanes.get(key) === lane && !lane.next) lanes.delete(key);
    };
    running.then(done, done);
    return running;
  }

  return (key) => {
    const lane = lanes.get(key);
    if (!lane) return start(key);
    lane.next ??= lane.running.then(
      () => start(key),
      () => start(key),
    );
    return lane.next;
  };
}
