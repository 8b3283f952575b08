import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something is so, looking again every few milliseconds; throws when it takes too long. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seconds = 60,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Not within ${seconds} s: ${what}`);
    await pause(20);
  }
}
