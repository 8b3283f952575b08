import type { CycleStore, ProgrammeStore, Written } from './ports.ts';

interface Writable {
  cycles: CycleStore;
  programmes: ProgrammeStore;
}

/**
 * A store that takes words only as long as somebody waits for it. Words that were given back are sent again, perhaps in
 * another wording, and the first must not come after that and replace it. An act that has written something by then is
 * seen through, so that none is left half done; a write that is under way is guarded by its tag.
 */
export function wordsInTime<S extends Writable>(store: S, signal: AbortSignal | undefined): S {
  const { cycles, programmes } = store;
  let hasWritten = false;

  async function inTime<T>(write: () => Promise<T>, isIn: (outcome: T) => boolean): Promise<T> {
    if (!hasWritten) signal?.throwIfAborted();
    const outcome = await write();
    hasWritten ||= isIn(outcome);
    return outcome;
  }
  const isWritten = (outcome: Written) => outcome === 'written';

  return {
    ...store,
    cycles: {
      ...cycles,
      submit: (...what) => inTime(() => cycles.submit(...what), isWritten),
      saveDraft: (...what) => inTime(() => cycles.saveDraft(...what), isWritten),
      change: (cycle, changes) =>
        inTime(
          () => cycles.change(cycle, changes),
          (conflicts) => conflicts.length < changes.length,
        ),
      freezeDigest: (...what) => inTime(() => cycles.freezeDigest(...what), isWritten),
      addAddendum: (...what) =>
        inTime(
          () => cycles.addAddendum(...what),
          () => true,
        ),
    },
    programmes: {
      ...programmes,
      replace: (programme) => inTime(() => programmes.replace(programme), isWritten),
    },
  };
}
