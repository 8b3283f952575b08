import { standingPassOn } from '../../cycle/acts/hand-back.ts';
import { listed } from '../../cycle/date-names.ts';
import type { Handover } from '../../cycle/cycle.ts';
import { groupedBy } from '../../programme/grouped.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

/**
 * Why requests are somebody's now, a sentence for each who decided so: `Ama Okoro has passed 1.2 on to you; you can hand it
 * back.` `refs` are those that are asked of `reader`, who may also be asked in another's place: those were not given to them.
 */
export function handoverWords(
  { cycle, requests }: Pick<LoadedCycle, 'cycle' | 'requests'>,
  reader: string,
  refs: readonly string[],
): string[] {
  const handovers = cycle.handovers ?? [];
  const latest = refs.flatMap((ref) => {
    const last = handovers.findLast((one) => one.ref === ref);
    return last?.contactId === reader ? [last] : [];
  });
  const groups = groupedBy(latest, ({ why, by, from }) =>
    [why, why === 'replaced' ? from : by.contactId].join(),
  );
  return [...groups.values()].map((group) => {
    const [first] = group;
    return first
      ? sentenceOf(
          first,
          group.map(({ ref }) => ref),
        )
      : '';
  });

  function sentenceOf({ why, by, fromName, from }: Handover, these: string[]): string {
    const which = these.length <= 3 ? listed(these) : `${these.length} updates`;
    const it = these.length === 1 ? 'it' : 'them';
    switch (why) {
      case 'passed-on':
        return `${by.name} has passed ${which} on to you; you can hand ${it} back.`;
      case 'handed-back': {
        const still = these.some((ref) => standingPassOn(handovers, ref));
        return `${by.name} has handed ${which} back to you${still ? `; you can hand ${it} back in turn` : ''}.`;
      }
      case 'reassigned':
        return `${by.name} has given ${which} to you, as the programme lead.`;
      case 'replaced':
        return `You take over from ${fromName ?? 'a colleague'}: ${which}.${historyOf(from)}`;
    }
  }

  /** What the one before had done of all that was theirs. */
  function historyOf(from: string | undefined): string {
    const taken = handovers.filter((one) => one.why === 'replaced' && one.from === from);
    const all = requests.filter(({ ref }) => taken.some((one) => one.ref === ref));
    const sent = all.filter(({ answer }) => answer).map(({ ref }) => ref);
    const drafts = all.filter(({ draft }) => draft).map(({ ref }) => ref);
    return [
      ...(sent.length > 0 ? [` Sent already: ${listed(sent)}.`] : []),
      ...(drafts.length > 0 ? [` A draft is kept for ${listed(drafts)}.`] : []),
    ].join('');
  }
}
