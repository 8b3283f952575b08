/** A platform kills what has not ended 10 s after it asked for it (Kubernetes, Container Apps, systemd set so). */
const longestMs = 9_500;

/**
 * Ends the process once everything has stopped, and in any case in time: storage that never answers, or somebody who
 * goes on asking, must not have it killed at a moment that is not ours. What is left claimed then is taken up when its
 * lease has ended.
 */
export async function endInTime(
  stop: () => Promise<void>,
  { code, onFault }: { code: number; onFault: (fault: unknown) => void },
): Promise<never> {
  setTimeout(() => {
    onFault(new Error('Not everything could be stopped in time.'));
    process.exit(1);
  }, longestMs);
  try {
    await stop();
  } catch (fault) {
    onFault(fault);
    process.exit(1);
  }
  process.exit(code);
}
