import { it } from '@jest/globals';

let failed: string | undefined;

/** A test that goes on where the last one ended; once one has failed, those after it say so and try nothing. */
export function step(name: string, run: () => void | Promise<void>): void {
  it(name, async () => {
    if (failed !== undefined) throw new Error(`Not tried, since this failed: ${failed}`);
    try {
      await run();
    } catch (error) {
      failed = name;
      throw error;
    }
  });
}
