import type { CycleStore } from './ports.ts';

/**
 * A cycle store that takes words only as long as somebody waits for it. Words that were given back are sent again,
 * perhaps in another wording, and the first must not come after that and replace it. A write that is under way then is
 * guarded by its tag.
 */
export function wordsInTime(cycles: CycleStore, signal: AbortSignal | undefined): CycleStore {
  return {
    ...cycles,
    async submit(cycle, submission) {
      signal?.throwIfAborted();
      return cycles.submit(cycle, submission);
    },
    async change(cycle, changes) {
      signal?.throwIfAborted();
      return cycles.change(cycle, changes);
    },
    async saveDraft(cycle, draft, etag) {
      signal?.throwIfAborted();
      return cycles.saveDraft(cycle, draft, etag);
    },
  };
}
