import { localDate } from '../../calendar/local-time.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import type { ActionRow } from '../../cards/views/list.ts';
import { standingPassOn } from '../../cycle/acts/hand-back.ts';
import { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { RequestLine } from '../../cycle/request-line.ts';
import type { NotMine } from '../../cycle/request-marks.ts';
import { resolveScheme, type StatusScheme } from '../../programme/status-scheme.ts';
import { returnedRow } from '../messages/return-words.ts';
import { nameFor, sentLine, statusView } from '../rounds/cycle-words.ts';
import { isCalledOff, isInDoubt, isOwn, isWaiting, type ListSource } from './list-source.ts';

/** What a list shows of a request. */
export function rowOf(source: ListSource, request: RequestLine): ActionRow {
  const { settings } = source.loaded.programme.value;
  const scheme = resolveScheme(settings.statusScheme);
  const newest = newestUpdate(request);
  const lastStatus = statusView(scheme, (newest ?? request.baseline).status);
  return {
    ref: request.ref,
    title: request.title,
    ...(lastStatus ? { lastStatus } : {}),
    state: [ownDeadline(source, request), stateLine(source, request, scheme)].filter(Boolean).join(' · '),
    version: versionOf(request),
    kind: kindOf(source, request),
  };
}

function kindOf(source: ListSource, request: RequestLine): ActionRow['kind'] {
  if (!isOwn(source, request)) return 'shared';
  if (!request.asked) return newestUpdate(request) ? 'done' : 'finished';
  if (isCalledOff(source, request)) return 'called-off';
  if (!isWaiting(request)) return 'done';
  if (isInDoubt(source, request)) return 'not-mine';
  return source.loaded.cycle.state === 'open' ? 'outstanding' : 'late';
}

function stateLine(source: ListSource, request: RequestLine, scheme: StatusScheme): string {
  const { loaded, readers } = source;
  const { timeZone } = loaded.programme.value.settings.calendar;
  const newest = newestUpdate(request);
  const { draft, notMine } = request;
  if (isCalledOff(source, request)) return calledOffLine(request);
  if (notMine && isOutstanding(request)) return inDoubtLine(notMine, readers);
  if (request.state === 'returned' && request.returned && !newest) return returnedRow(request.returned);
  // A draft is kept when a lead records an answer, and says nothing of how it stands from then on.
  const isRecorded = newest?.source !== undefined;
  if (draft && !(isRecorded && newest.at.epochMilliseconds > draft.at.epochMilliseconds)) {
    const day = dayAndMonth(localDate(draft.at, timeZone));
    return `Draft saved by ${nameFor(draft.by, readers)} on ${day}`;
  }
  if (newest) {
    const isAccepted = request.state === 'accepted' && !newest.late;
    return `${sentLine(newest, scheme, timeZone, readers)}${isAccepted ? '; accepted' : ''}`;
  }
  if (!request.asked) return finishedLine(scheme, request);
  if (!isOwn(source, request)) return passedOnLine(source, request) ?? sharedLine(request);
  if (loaded.cycle.state !== 'open') return 'Not sent before the close';
  const passedOn = standingPassOn(loaded.cycle.handovers ?? [], request.ref);
  if (!passedOn || !isWith(source, request)) return 'No update yet';
  return `No update yet; passed on by ${nameFor(passedOn.by, readers)}`;
}

/** Nothing else matters any more: no draft, and nobody's word that it is not theirs. */
function calledOffLine({ state }: RequestLine): string {
  return state === 'excused' ? 'Excused by the programme lead: not needed this time' : 'Not needed this time';
}

/** `You have until Wednesday 28 October`, for what has a deadline of its own. */
function ownDeadline({ loaded }: ListSource, request: RequestLine): string {
  const isAwaited = isWaiting(request) && request.state === 'requested' && loaded.cycle.state === 'open';
  return request.extended && isAwaited ? `You have until ${dayAndMonth(request.extended.to)}` : '';
}

function inDoubtLine({ contactId, by }: NotMine, readers: readonly string[]): string {
  return readers.includes(contactId)
    ? 'You said this is not yours; the lead will decide'
    : `${by.name} says that this is not theirs; the lead will decide`;
}

/** Whether its reader is the one who is asked. */
function isWith({ loaded, readers }: ListSource, { ref }: RequestLine): boolean {
  const messaged = loaded.routes.get(ref)?.messaged;
  return messaged !== undefined && readers.includes(messaged);
}

/** For whoever passed it on: who has it now. */
function passedOnLine({ loaded, readers }: ListSource, { ref }: RequestLine): string | undefined {
  const passedOn = standingPassOn(loaded.cycle.handovers ?? [], ref);
  const messaged = loaded.routes.get(ref)?.messaged;
  const holder = loaded.register.contacts.find(({ id }) => id === messaged);
  return passedOn && holder && readers.includes(passedOn.by.contactId)
    ? `You passed it on to ${holder.name}`
    : undefined;
}

function sharedLine(request: RequestLine): string {
  return `Shared with you; ${answersFirst(request)} answers first`;
}

/** `Completed, as reported in March 2026` */
function finishedLine(scheme: StatusScheme, { baseline }: RequestLine): string {
  const label = statusView(scheme, baseline.status)?.label ?? 'Not asked about this time';
  return baseline.asOf === undefined ? label : `${label}, as reported in ${baseline.asOf}`;
}

function answersFirst({ owners: [first] }: RequestLine): string {
  return first?.name ?? 'the programme lead';
}
