import { setTimeout as sleep } from 'node:timers/promises';
import { outcomeOf } from '../outbox/policy/outcome.ts';
import { answerOf } from './connector-answer.ts';

/** Teams waits about 15 seconds for a turn, and nothing is worth more than that. */
const mostSeconds = 8;

/**
 * Asks Teams again where it says, of something within a turn, that it has not been done: mostly 429, when many
 * people come at once. Waits as long as Teams says, or a second, and throws what was thrown once that gets too long.
 * What is in the ledger waits there, and never here.
 */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let waited = 0; ;) {
    try {
      return await ask();
    } catch (error) {
      const outcome = outcomeOf(answerOf(error));
      const seconds = outcome.kind === 'retry' ? Math.max(1, outcome.afterSeconds ?? 1) : Infinity;
      if (waited + seconds > mostSeconds) throw error;
      waited += seconds;
      await sleep(seconds * 1000);
    }
  }
}
