import { clockTime } from '../../calendar/words.ts';
import type { View } from '../../cards/views/view.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { OwnerKind } from '../../cycle/owner-kinds.ts';
import type { ProgrammeSettings } from '../../programme/settings.ts';
import { headline } from '../rounds/cycle-words.ts';
import { handoverWords } from './handover-words.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { addedWords, movedWords } from './move-words.ts';

/**
 * Why a message has come now, in a sentence; the weightiest of its rungs speaks. Overdue is said with a way out, and
 * a deputy is told whose place they take.
 */
export function leadLine(
  kinds: readonly OwnerKind[],
  about: {
    /** The reader's contact id. */
    reader: string;
    asDeputy: boolean;
    refs: readonly string[];
    loaded: LoadedCycle;
    asker: string | undefined;
    /** Names of those in whose place the reader is asked. */
    insteadOf: readonly string[];
  },
): string {
  const handed = kinds.includes('passed-on') ? handoverWords(about.loaded, about.reader, about.refs) : [];
  // Who has passed something on says why it is here; whatever else is due on the day is said as well, and in whose place.
  const isSaid = (kind: OwnerKind) =>
    kind === 'moved' ||
    kind === 'added' ||
    (kind === 'passed-on' && handed.length > 0 && about.insteadOf.length === 0);
  const others = kinds.filter((kind) => !isSaid(kind));
  return [
    ...(kinds.includes('moved') ? [movedWords(about.loaded, about.refs)] : []),
    ...(kinds.includes('added') ? addedIn(about) : []),
    ...handed,
    ...(others.length > 0 ? [reasonInPlace(others, about)] : []),
  ].join(' ');
}

/** What joined the open round is what was not there at its opening. */
function addedIn({ loaded, refs }: Parameters<typeof leadLine>[1]): string[] {
  const added = loaded.requests.filter(({ ref, joined }) => joined === true && refs.includes(ref));
  return added.length === 0 ? [] : [addedWords(added)];
}

function reasonInPlace(kinds: readonly OwnerKind[], about: Parameters<typeof leadLine>[1]): string {
  const { insteadOf } = about;
  if (insteadOf.length === 0) return reasonToWrite(kinds, about);
  return `We could not reach ${insteadOf.join(' and ')}, so we ask you as the deputy. ${reasonToWrite(kinds, about)}`;
}

function reasonToWrite(kinds: readonly OwnerKind[], about: Parameters<typeof leadLine>[1]): string {
  const { asDeputy, refs, loaded, asker } = about;
  const which = refs.length === 1 ? `on ${refs[0] ?? ''}` : `on these ${refs.length}`;
  const wayOut = 'If it is held up, tell us why, or who should answer.';
  if (kinds.includes('overdue')) {
    if (!asDeputy) return `We do not have your update ${which} yet. ${wayOut}`;
    return `You are the deputy here. We do not have an update ${which} yet. ${wayOut}`;
  }
  if (kinds.includes('due')) {
    return `Your ${refs.length === 1 ? 'update is' : 'updates are'} due today by ${clockTime(loaded.cycle.dates.closeAt)}.`;
  }
  const one = refs.length === 1;
  const toCome = one ? 'one update is' : `${refs.length} updates are`;
  if (kinds.includes('back')) return `Welcome back: ${toCome} still to come.`;
  if (kinds.includes('reminder')) {
    return `A reminder: ${toCome} still to come, and there is still time.`;
  }
  return `${asker ?? 'The programme lead'} would like to hear how ${one ? 'this is' : 'these are'} going.`;
}

/** What an older card shrinks to: a line that leads to the newest. */
export function shrunkCard(settings: ProgrammeSettings, cycle: Cycle): View[] {
  return [
    {
      kind: 'notice',
      view: {
        title: headline(settings, cycle),
        paragraphs: ['A newer card has taken the place of this one.'],
        commands: [{ title: 'Show my updates', text: 'my updates' }],
      },
    },
  ];
}
