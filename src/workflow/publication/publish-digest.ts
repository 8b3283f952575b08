import { isBefore } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import type { CycleState } from '../../cycle/cycle.ts';
import type { Recipient } from '../../cycle/message.ts';
import type { Author } from '../../cycle/author.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import { checkSums } from '../../digest/check-sums.ts';
import { lateCountedIn } from '../../digest/addendum.ts';
import type { ActMessage, Agenda, Outbox } from '../../outbox/ports.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import { assembleDigest, type DigestReader } from './assemble-digest.ts';
import { digestWords } from './digest-view.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey, FrozenDigest } from '../ports.ts';
import { isEarly } from './preview-digest.ts';
import type { IsSeen, Unseen } from './schedule-publication.ts';
import { setCycleState } from '../rounds/set-cycle-state.ts';

export interface Publisher {
  store: DigestReader & { agenda: Pick<Agenda, 'add'> };
  outbox: Pick<Outbox, 'put'>;
}

export interface Publication {
  cycle: CycleKey;
  /** Absent where the digest is published by itself. */
  by?: Author;
  /** The message whose button did it. */
  card?: string;
  foreword?: string;
  /** The lead has the awaited owners named. */
  nameAwaited?: boolean;
  /** A lead's explicit choice to publish before the publication date. */
  early?: boolean;
  /** Whether whoever publishes knows what another lead has chosen. */
  isSeen?: IsSeen;
  now: Temporal.Instant;
}

export type PublishOutcome =
  | { kind: 'published'; frozen: FrozenDigest }
  /** Somebody else's came first. */
  | { kind: 'already'; frozen: FrozenDigest }
  | { kind: 'not-closed'; state: CycleState }
  | Unseen
  | { kind: 'too-early'; publish: Temporal.PlainDate }
  | { kind: 'no-channel' }
  /** The figures do not agree with the rows: nothing was posted. */
  | { kind: 'sums-disagree'; problems: string[] }
  | { kind: 'unknown-cycle' };

/** A publication younger than this may still be on its way in another process. */
const inProgress = Temporal.Duration.from({ minutes: 2 });

/** Leads who decide at the same moment move the figures; so often in so short a time, they do not. */
const tries = 3;

/**
 * Publishes a closed cycle's digest: to the board's channel, and to each chair. Figures that moved while they were made
 * are made anew; where they still do not agree with the rows, nothing is posted.
 */
export async function publishDigest(deps: Publisher, publication: Publication): Promise<PublishOutcome> {
  let outcome = await publishOnce(deps, publication);
  for (let again = 1; again < tries && outcome.kind === 'sums-disagree'; again += 1) {
    outcome = await publishOnce(deps, publication);
  }
  return outcome;
}

/**
 * The frozen digest is the fact of publication, and only one can be written. After it come the messages into the ledger,
 * then the event, and the cycle's state last. Stopped anywhere in between, the cycle is still `closed`, and a second
 * Publish or `finishPublication` does the rest.
 */
async function publishOnce(deps: Publisher, publication: Publication): Promise<PublishOutcome> {
  const { now, by, card, foreword } = publication;
  const assembled = await assembleDigest(deps.store, publication.cycle, now);
  if (!assembled) return { kind: 'unknown-cycle' };
  const { loaded, digest } = assembled;
  const { key, cycle, programme } = loaded;
  if (assembled.frozen) return alreadyPublished(deps, loaded, assembled.frozen, now);
  if (cycle.state !== 'closed') return { kind: 'not-closed', state: cycle.state };
  if (isEarly(loaded, now) && publication.early !== true) {
    return { kind: 'too-early', publish: cycle.dates.publish };
  }
  if (programme.value.settings.board.channelId === undefined) return { kind: 'no-channel' };
  // All is read again: what was published must agree with what is stored, and with what other leads have chosen.
  const again = await loadCycle(deps.store, key);
  const scheduled = again?.cycle.publication;
  if (publication.isSeen?.(scheduled) === false) return { kind: 'unseen', publication: scheduled };
  const scheme = resolveScheme(programme.value.settings.statusScheme);
  const problems = checkSums(digest, again?.requests ?? [], scheme);
  if (problems.length > 0) return { kind: 'sums-disagree', problems };

  const frozen: FrozenDigest = {
    digest,
    words: digestWords(programme.value.settings),
    lateCounted: lateCountedIn(loaded.requests),
    publishedAt: now,
    ...(foreword !== undefined && { foreword }),
    ...(publication.nameAwaited && { awaited: digest.participation.noUpdate }),
    ...(by && { publishedBy: by.name, by }),
    ...(card !== undefined && { card }),
  };
  // Should we be stopped from here on, a tick looks again once this publication can no longer be in progress.
  await deps.store.agenda.add({ ...key, due: now.add(inProgress) });
  if ((await deps.store.cycles.freezeDigest(key, frozen)) === 'conflict') {
    const theirs = await deps.store.cycles.frozenDigest(key);
    if (!theirs) throw new Error('A frozen digest is in the way and cannot be read.');
    return alreadyPublished(deps, loaded, theirs, now);
  }
  const isPublished = await finish(deps, loaded, frozen);
  return isPublished ? { kind: 'published', frozen } : { kind: 'not-closed', state: 'cancelled' };
}

/**
 * Does what a publication that was stopped midway has left undone; for a tick, and at start. False when there was
 * nothing to do.
 */
export async function finishPublication(
  deps: Publisher,
  loaded: LoadedCycle,
  now: Temporal.Instant,
): Promise<boolean> {
  if (loaded.cycle.state !== 'closed') return false;
  const frozen = await deps.store.cycles.frozenDigest(loaded.key);
  if (!frozen || isInProgress(frozen, now)) return false;
  await finish(deps, loaded, frozen);
  return true;
}

async function alreadyPublished(
  deps: Publisher,
  loaded: LoadedCycle,
  frozen: FrozenDigest,
  now: Temporal.Instant,
): Promise<PublishOutcome> {
  await finishPublication(deps, loaded, now);
  return { kind: 'already', frozen };
}

function isInProgress(frozen: FrozenDigest, now: Temporal.Instant): boolean {
  return isBefore(now, frozen.publishedAt.add(inProgress));
}

/**
 * All that follows from a frozen digest. Each step may have been done before, and then changes nothing. False when
 * somebody cancelled the cycle meanwhile: then nothing of it is sent.
 */
async function finish(deps: Publisher, loaded: LoadedCycle, frozen: FrozenDigest): Promise<boolean> {
  const { key } = loaded;
  const { by, card } = frozen;
  await deps.outbox.put(key, messagesOf(loaded, frozen));
  const event: CycleEvent = {
    id: 'published',
    at: frozen.publishedAt,
    kind: 'published',
    ...(by && { by }),
    ...(card !== undefined && { card }),
  };
  await deps.store.cycles.addEvent(key, event);
  return setCycleState(deps.store.programmes, key, 'closed', 'published');
}

/** One for the board's channel, and one for each chair. */
function messagesOf({ planState, cycle }: LoadedCycle, frozen: FrozenDigest): ActMessage[] {
  const recipients: Recipient[] = [
    { kind: 'board' },
    ...planState.chairs.map((chair): Recipient => ({
      kind: 'contact',
      contactId: chair.id,
      email: chair.email,
      by: chair.reachedBy,
    })),
  ];
  // What goes out by itself was planned for the publication day, so that is its nominal identity.
  const date = frozen.publishedBy === undefined ? { date: cycle.dates.publish } : {};
  return recipients.map((recipient) => ({
    recipient,
    sections: [{ rung: 'digest', kind: 'digest' }],
    refs: [],
    ...date,
  }));
}
