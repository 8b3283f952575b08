import type { Timer } from './timer.ts';

/** How old what was read may be, in milliseconds. */
const recent = 1000;

/**
 * Shares what is read again and again while many messages go out: an answer is given to all who ask within a second
 * of the read. For what changes rarely and may take a second to be noticed; whether a request is still outstanding is
 * not of that kind.
 */
export function recentReads<T>(read: (key: string) => Promise<T>, timer: Timer): (key: string) => Promise<T> {
  const known = new Map<string, { at: number; value: Promise<T> }>();
  return (key) => {
    const last = known.get(key);
    if (last && timer.now() - last.at < recent) return last.value;
    const value = read(key);
    known.set(key, { at: timer.now(), value });
    // A failure is nobody's answer but the one's who asked.
    value.catch(() => known.delete(key));
    return value;
  };
}
