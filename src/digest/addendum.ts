import type { Temporal } from '../calendar/temporal.ts';
import type { RevisedDate, Update } from '../cycle/answer.ts';
import type { Author } from '../cycle/author.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import { statusById, type StatusId, type StatusScheme } from '../programme/status-scheme.ts';

/**
 * What stands beneath the figures of a digest, which stay as they are: an answer that came after the close, and a
 * correction of what was published. Only ever added.
 */
export type Addendum = {
  id: string;
  /** The lead who let it in. */
  by: Author;
  at: Temporal.Instant;
} & (LateNote | Correction);

export interface LateNote {
  kind: 'late';
  ref: string;
  title: string;
  version: number;
  /** Who sent it, and when. */
  sent: { by: string; at: Temporal.Instant };
  /** Null in a programme without statuses. */
  status: StatusId | null;
  /** What the figures say of it. */
  before: StatusId | null;
  reason: string | null;
  recoveryAction: string | null;
  revisedDate: RevisedDate | null;
  outcome: string | null;
  /** A line of the lead's own. */
  note?: string;
  /** Given to the leads only: none of its texts is here. */
  withheld?: true;
  /** A lead counted it: beneath figures it stands only where they were made before that. */
  counted?: true;
}

export interface Correction {
  kind: 'correction';
  /** The action that it is about; absent where it is about the whole. */
  ref?: string;
  title?: string;
  text: string;
}

/** The id of what stands beneath the figures about a late answer. */
export function lateNoteId({ ref, version }: Pick<LateNote, 'ref' | 'version'>): string {
  return `late-${ref}-${version}`;
}

/**
 * The late answers that have nothing to add to the figures of these requests, by the ids their notes have or would have:
 * what counts is that very answer, or a newer one. It follows from the answers alone, whatever was decided before or since.
 */
export function lateCountedIn(requests: readonly UpdateRequest[]): string[] {
  return requests.flatMap(({ ref, answer, late }) => {
    if (!answer || !(answer.late || late)) return [];
    return Array.from({ length: answer.version }, (_, n) => lateNoteId({ ref, version: n + 1 }));
  });
}

/**
 * What stands beneath figures that hold these late answers. So a late answer that is counted while others publish is in
 * the figures or beneath them, whoever writes first.
 */
export function standingBeneath(addenda: readonly Addendum[], lateCounted: readonly string[]): Addendum[] {
  return addenda.filter(({ kind, id }) => kind !== 'late' || !lateCounted.includes(id));
}

/** What a late answer says beneath the figures: as much as it would say among them, and no narrative. */
export function lateNoteOf(
  scheme: StatusScheme,
  { ref, title, answer, baseline }: UpdateRequest,
  late: Update,
  note: string,
): LateNote {
  const known = (id: StatusId | undefined) => statusById(scheme, id)?.id ?? null;
  const status = statusById(scheme, late.status);
  const isException = (status?.severity ?? 0) > 0;
  const withheld = late.notForPublication !== undefined;
  const says = { ...nothing, ...(!withheld && isException && exceptionally(late)) };
  const outcome = withheld || isException ? null : (late.outcome ?? null);
  return {
    kind: 'late',
    ...{ ref, title, version: late.version },
    sent: { by: late.by.name, at: late.at },
    status: known(late.status),
    before: known(answer?.status) ?? known(baseline.status),
    ...says,
    outcome,
    ...(note !== '' && { note }),
    ...(withheld && { withheld }),
  };
}

const nothing = { reason: null, recoveryAction: null, revisedDate: null };

function exceptionally({ reason, recoveryAction, revisedDate }: Update) {
  return {
    reason: reason ?? null,
    recoveryAction: recoveryAction ?? null,
    revisedDate: revisedDate ?? null,
  };
}
