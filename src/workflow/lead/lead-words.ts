import { groupedBy } from '../../programme/grouped.ts';
import { listedRefs } from '../overdue/listed-refs.ts';

/** Said where a button needs a choice and came without one, or all of it has been settled meanwhile. */
export const chooseFirst = 'Please choose at least one with something outstanding, then press the button.';

/** `Not done for 1.4 and 1.5: nothing is outstanding on it.`, a line for each reason. */
export function notDone(refused: readonly { ref: string; why: string }[]): string[] {
  return [...groupedBy(refused, ({ why }) => why)].map(
    ([why, about]) => `Not done for ${listedRefs(about.map(({ ref }) => ref))}: ${why.replace(/\.$/, '')}.`,
  );
}
