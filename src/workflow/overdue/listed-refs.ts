import { firstOf } from '../../cards/cut.ts';
import { listed } from '../../cycle/date-names.ts';

const refsShown = 20;

/** `1.2, 1.4 and 1.5`; of many the first, and how many more there are. */
export function listedRefs(refs: readonly string[]): string {
  const { shown, more } = firstOf(refs, refsShown);
  return more.length > 0 ? `${shown.join(', ')} ${more.join('')}` : listed(shown);
}
