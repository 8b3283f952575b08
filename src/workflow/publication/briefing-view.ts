import { cutAtWord, glance } from '../../cards/cut.ts';
import { oneLine } from '../../cards/escape.ts';
import type { BriefingView, DigestView } from '../../cards/views/digest.ts';
import type { BoardAnswer, Completion, Exception } from '../../digest/digest.ts';
import { newDateSentence, withheldSentence } from '../../digest/sentences.ts';

/** More than these off track, and nobody leads an item by them. */
const mostOffTrack = 5;

/** A digest as its chair is briefed: every figure and every word of it comes from the digest itself. */
export function briefingView(digest: DigestView, showsChart = false): BriefingView {
  const { exceptions, completed, boardAsked = [] } = digest.digest;
  return {
    digest,
    offTrack: exceptions.slice(0, mostOffTrack).map((row) => offTrackRow(digest, row)),
    offTrackMore: Math.max(0, exceptions.length - mostOffTrack),
    completed: completed.map(completedRow),
    asked: boardAsked.map(askedRow),
    showsChart,
  };
}

function offTrackRow({ statuses }: DigestView, row: Exception): BriefingView['offTrack'][number] {
  const status = statuses.find(({ id }) => id === row.status);
  const since = row.isNew
    ? 'new this time'
    : row.since === undefined
      ? undefined
      : `off track since ${row.since}`;
  const confirmed = row.confirmed ? '' : ', as last reported';
  return {
    title: `${row.ref} ${row.title}`,
    status: { label: `${status?.label ?? row.status}${confirmed}`, tone: status?.tone ?? 'neutral' },
    ...(since !== undefined && { since }),
    lines: whatIsBeingDone(row),
    answers: `${row.owners[0] ?? 'The programme lead'} will answer`,
  };
}

/** What is being done and until when; where nothing is said of that, why it is off track. */
function whatIsBeingDone(row: Exception): string[] {
  if (row.withheld) return [withheldSentence];
  const { reason, recoveryAction, revisedDate, lastSaid } = row;
  const done = [
    ...(recoveryAction ? [`What is being done: ${recoveryAction}`] : []),
    ...(revisedDate ? [newDateSentence(revisedDate)] : []),
  ];
  if (done.length > 0) return done;
  if (reason) return [`Why: ${reason}`];
  return [
    lastSaid
      ? `Last time: ${cutAtWord(oneLine(lastSaid), glance)}`
      : 'Nothing is said yet of what is being done.',
  ];
}

function completedRow({ ref, title, outcome, withheld }: Completion): BriefingView['completed'][number] {
  return { title: `${ref} ${title}`, outcome: withheld ? withheldSentence : (outcome ?? '') };
}

function askedRow({ ref, title, question, answer, withheld }: BoardAnswer): BriefingView['asked'][number] {
  return {
    title: `${ref} ${title}`,
    question,
    answer: withheld ? withheldSentence : (answer ?? 'There is no answer yet.'),
  };
}
