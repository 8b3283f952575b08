import { answeredWith } from '../../cycle/acts/record.ts';
import type { Answer, Update } from '../../cycle/answer.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { reopens } from '../../cycle/acts/reopen.ts';
import { saysTheSame } from '../../cycle/submission.ts';
import { wouldBeLate } from '../../cycle/would-be-late.ts';
import type { SentActivity } from '../../outbox/ledger.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { FoundRequest } from './find-request.ts';
import { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
import { stateForAnswer } from './state-for-answer.ts';

export type Recorded =
  | { kind: 'stored'; update: Update; request: UpdateRequest }
  /** The same person sent the same thing before: nothing was stored again. */
  | { kind: 'already'; update: Update }
  /** Somebody else answered after the card was drawn: theirs must be seen first. */
  | { kind: 'overtaken' }
  /** Something was written in between: read again and decide again. */
  | { kind: 'conflict' };

export interface NewUpdate {
  kind: Update['kind'];
  answer: Answer;
  /** The version that the card was drawn from. */
  drawnFrom: number;
  /** The message whose button did it. */
  card: SentActivity | undefined;
}

/**
 * Records a new version of a request's answer: on time or late by the state in which it finds its cycle. Update, request
 * and event are one transaction, and the draft goes with it.
 */
export async function recordUpdate(
  deps: Pick<DeskDeps, 'store'>,
  found: FoundRequest,
  next: NewUpdate,
): Promise<Recorded> {
  const { loaded, stored, request, author, now, readers } = found;
  const newest = newestUpdate(request);
  const current = versionOf(request);
  // A version that does not exist yet has not been seen either.
  const seen = next.drawnFrom <= current ? next.drawnFrom : 0;
  const before = await sentBefore(deps, found, next, seen);
  if (before) return { kind: 'already', update: before };
  if (newest && seen < current && !readers.includes(newest.by.contactId)) return { kind: 'overtaken' };

  const late = wouldBeLate(await stateForAnswer(deps.store.cycles, loaded, request), request);
  const { ref } = request;
  const update: Update = {
    ...next.answer,
    ref,
    version: current + 1,
    kind: next.kind,
    by: author,
    at: now,
    late,
  };
  const event: CycleEvent = {
    id: `submitted-${ref}-${update.version}`,
    at: now,
    kind: 'submitted',
    ref,
    by: author,
    ...(next.card && { card: next.card.activityId }),
    detail: [
      `version ${update.version}`,
      ...(late ? ['late'] : []),
      ...(reopens(found.scheme, request, update) ? ['reopened'] : []),
    ].join(', '),
  };
  const { draft } = request;
  const value = answeredWith(request, update);
  const written = await deps.store.cycles.submit(loaded.key, {
    request: { ...stored, value },
    update,
    event,
    hasDraft: draft !== undefined,
  });
  return written === 'written' ? { kind: 'stored', update, request: value } : { kind: 'conflict' };
}

/**
 * This very update, if the same person has sent it already: a double tap, a replay by the network, or Submit with
 * nothing changed. From a stale card it may be any version that the card had not seen.
 */
async function sentBefore(
  deps: Pick<DeskDeps, 'store'>,
  { loaded, request, readers }: FoundRequest,
  { kind, answer }: NewUpdate,
  seen: number,
): Promise<Update | undefined> {
  const newest = newestUpdate(request);
  if (!newest) return undefined;
  const unseen =
    seen === newest.version
      ? [newest]
      : (await deps.store.cycles.updates(loaded.key, request.ref)).filter(({ version }) => version > seen);
  return unseen.findLast(
    (update) => readers.includes(update.by.contactId) && update.kind === kind && saysTheSame(update, answer),
  );
}
