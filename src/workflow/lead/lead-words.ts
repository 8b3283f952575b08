import type { Temporal } from '../../calendar/temporal.ts';
import type { Owed } from '../../cycle/owed.ts';
import { groupedBy } from '../../programme/grouped.ts';
import { goesWords } from '../messages/going-words.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

/** Said where a button needs a choice and came without one, or all of it has been settled meanwhile. */
export const chooseFirst = 'Please choose at least one with something outstanding, then press the button.';

/** `Not done for 1.4 and 1.5: nothing is outstanding on it.`, a line for each reason. */
export function notDone(refused: readonly { ref: string; why: string }[]): string[] {
  return [...groupedBy(refused, ({ why }) => why)].map(
    ([why, about]) => `Not done for ${listedRefs(about.map(({ ref }) => ref))}: ${why.replace(/\.$/, '')}.`,
  );
}

/** ` They get one message about it.`, and when where that is later; empty where nobody is told. */
export function oneMessage(told: readonly Owed[], { planState }: LoadedCycle, now: Temporal.Instant): string {
  return told.length === 0
    ? ''
    : ` They get one message about it.${goesWords(told, now, planState.calendar)}`;
}
