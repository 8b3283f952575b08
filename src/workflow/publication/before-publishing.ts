import type { UpdateRequest } from '../../cycle/request.ts';
import type { LateNote } from '../../digest/addendum.ts';
import { publishedTexts, type PublishedText } from '../../digest/published-texts.ts';
import type { AssembledDigest } from './assemble-digest.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import { sensitiveWords } from './sensitive-words.ts';

/** What a lead should look at before a digest goes out, in sentences: none of it holds publishing back. */
export function beforePublishing(
  { loaded, digest, addenda }: AssembledDigest,
  foreword: string | undefined,
): string[] {
  const { requests, programme } = loaded;
  const ofState = (wanted: UpdateRequest['state']) =>
    requests.filter(({ state }) => state === wanted).map(({ ref }) => ref);
  const reviewed = programme.value.settings.review === 'lead';
  const notes = addenda.flatMap((addendum) => (addendum.kind === 'late' ? textsOf(addendum) : []));
  const texts = [...publishedTexts(digest), ...notes];
  return [
    ...(reviewed ? counted(ofState('submitted'), 'not signed off yet, and counted all the same') : []),
    ...counted(ofState('returned'), 'sent back and not answered again, and counted nowhere'),
    ...(foreword ? sensitiveWords(loaded, [{ text: foreword }]).map((line) => `Foreword: ${line}`) : []),
    ...sensitiveWords(loaded, texts),
  ];
}

/** `2 updates are not signed off yet: 1.2 and 1.4.` */
function counted(refs: readonly string[], are: string): string[] {
  if (refs.length === 0) return [];
  const updates = refs.length === 1 ? '1 update is' : `${refs.length} updates are`;
  return [`${updates} ${are}: ${listedRefs(refs)}.`];
}

/** The texts of a late answer that stand beneath the figures. */
export function textsOf({ ref, reason, recoveryAction, outcome, note }: LateNote): PublishedText[] {
  return [reason, recoveryAction, outcome, note].flatMap((text) => (text ? [{ ref, text }] : []));
}
