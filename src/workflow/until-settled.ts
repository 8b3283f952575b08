/** More people than this do not write one row at one moment: beyond it something is broken. */
const most = 20;

/**
 * Reads, decides and writes again as long as a guarded write finds that somebody else's came first, which `attempt`
 * says by undefined. `again` tells it that this is not the first try: what was read before must be read anew.
 */
export async function untilSettled<T>(attempt: (again: boolean) => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < most; tries += 1) {
    const result = await attempt(tries > 0);
    if (result !== undefined) return result;
  }
  throw new Error(`A guarded write found ${most} times running that another came first.`);
}
