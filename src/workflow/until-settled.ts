/** More people than this do not write one row at one moment: beyond it something is broken. */
const most = 20;

/**
 * Reads, decides and writes again as long as a guarded write finds that somebody else's came first, which `attempt`
 * says by undefined.
 */
export async function untilSettled<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < most; tries += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new Error(`A guarded write found ${most} times running that another came first.`);
}
