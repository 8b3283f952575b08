import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something is so, looking again and again; throws with what it saw when it takes too long. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { seconds = 60, saw = () => '' }: { seconds?: number; saw?: () => string } = {},
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Not within ${seconds} s: ${what}. ${saw()}`);
    await pause(50);
  }
}
