import { isAfter } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { dateAndTime } from '../../calendar/words.ts';
import type { AddendumView } from '../../cards/views/digest.ts';
import type { Addendum, LateNote } from '../../digest/addendum.ts';
import type { DigestWords } from '../../digest/digest.ts';
import { inText, newDateSentence, withheldSentence } from '../../digest/sentences.ts';
import type { FrozenDigest } from '../ports.ts';

/** What stands beneath the figures, the newest first, in the words of the digest. */
export function addendaView(
  addenda: readonly Addendum[],
  words: DigestWords,
  timeZone: string,
  frozen?: Pick<FrozenDigest, 'publishedAt'>,
): AddendumView[] {
  const when = (at: Temporal.Instant) => dateAndTime(at, timeZone);
  return addenda.toReversed().map((addendum) => {
    const { by, at } = addendum;
    if (addendum.kind === 'correction') {
      const { ref, title, text } = addendum;
      return {
        heading: 'Correction',
        ...(ref !== undefined && { title: `${ref} ${title ?? ''}` }),
        words: text,
        lines: [],
        by: `By ${by.name} on ${when(at)}`,
      };
    }
    const status = words.statuses.find(({ id }) => id === addendum.status);
    // What was counted, and stands here, was so when the figures were made already.
    const isLater = frozen && (addendum.counted || isAfter(at, frozen.publishedAt));
    return {
      heading: isLater ? 'Since the papers' : 'After the close',
      title: `${addendum.ref} ${addendum.title}`,
      ...(status && { status: { label: status.label, tone: status.tone } }),
      words: changeWords(addendum, words),
      lines: linesOf(addendum),
      by: `Sent by ${addendum.sent.by} on ${when(addendum.sent.at)}; accepted by ${by.name} on ${when(at)}`,
    };
  });
}

/** `now completed; in the figures as on track` */
function changeWords({ status, before }: LateNote, { statuses }: DigestWords): string {
  const label = (id: string) => inText(statuses.find((one) => one.id === id)?.label ?? id);
  if (status === null) return 'an update was given';
  if (status === before) return `still ${label(status)}`;
  return `now ${label(status)}; in the figures ${before === null ? 'without a status' : `as ${label(before)}`}`;
}

function linesOf({ reason, recoveryAction, revisedDate, outcome, note, withheld }: LateNote): string[] {
  return [
    ...(withheld ? [withheldSentence] : []),
    ...(reason ? [`Why: ${reason}`] : []),
    ...(recoveryAction ? [`What is being done: ${recoveryAction}`] : []),
    ...(revisedDate ? [newDateSentence(revisedDate)] : []),
    ...(outcome ? [`Outcome: ${outcome}`] : []),
    ...(note === undefined ? [] : [`From the lead: ${note}`]),
  ];
}
