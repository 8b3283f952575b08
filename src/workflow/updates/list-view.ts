import type { Temporal } from '../../calendar/temporal.ts';
import { dateAndTime, dayAndMonth } from '../../calendar/words.ts';
import { localDate } from '../../calendar/local-time.ts';
import type { ActionRow, ListView, Receipt } from '../../cards/views/list.ts';
import { standingPassOn } from '../../cycle/acts/hand-back.ts';
import { isWanted, isOutstanding } from '../../cycle/outstanding.ts';
import { reopens } from '../../cycle/acts/reopen.ts';
import type { Update } from '../../cycle/answer.ts';
import type { DraftMark } from '../../cycle/draft.ts';
import type { NotMine } from '../../cycle/request-marks.ts';
import type { RequestLine } from '../../cycle/request-line.ts';
import { answersOn, isTheirs, type Route } from '../../cycle/routing.ts';
import { resolveScheme, type StatusScheme } from '../../programme/status-scheme.ts';
import { doneMeanwhile } from '../messages/away-words.ts';
import { deadlineLine, headline, nameFor, sentLine, statusView } from '../rounds/cycle-words.ts';
import type { CycleFrame } from '../rounds/load-cycle.ts';
import { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
import { returnedRow } from '../messages/return-words.ts';
import { takenOut } from './taken-out.ts';

/** A cycle, as far as a list needs it: at least the requests that its reader may answer, in the register's order. */
export interface ListedCycle extends CycleFrame {
  requests: RequestLine[];
  routes: ReadonlyMap<string, Route>;
}

/** A cycle, as one reader's list is drawn from it. */
export interface ListSource {
  loaded: ListedCycle;
  /** The reader's contact ids in this programme. */
  readers: readonly string[];
  now: Temporal.Instant;
  /** The programme's local day, now. */
  today: Temporal.PlainDate;
  /**
   * Whether what they are a deputy for is theirs too. It is when they ask for their list (the default); a message
   * says so only once a deputy has been asked to step in.
   */
  coversDeputy?: boolean;
}

/**
 * One person's list: what is outstanding first, in the register's order, then what is done, then what
 * nobody waits for: what was finished before, and what they only share. Done and total count what they are asked for themselves.
 */
export function listView(
  source: ListSource,
  page = 1,
  more: { receipt?: Receipt; notice?: string } = {},
): ListView {
  const { loaded, now } = source;
  const { settings } = loaded.programme.value;
  const own = loaded.requests.filter((request) => isOwn(source, request) && request.asked);
  const outstanding = own.filter((request) => isWaiting(request) && !isInDoubt(source, request));
  const inDoubt = own.filter((request) => isWaiting(request) && isInDoubt(source, request));
  const done = own.filter((request) => !isWaiting(request) && !isCalledOff(source, request));
  const calledOff = own.filter((request) => !isWaiting(request) && isCalledOff(source, request));
  const others = loaded.requests.filter((request) => isFurther(source, request));
  const meanwhile = doneMeanwhile(loaded.requests, loaded.routes, {
    readers: source.readers,
    now,
    timeZone: settings.calendar.timeZone,
  });
  const notice = [more.notice ?? '', meanwhile ?? '', ...takenOut(loaded, source.readers)]
    .filter(Boolean)
    .join(' ');
  return {
    scope: { programme: loaded.key.programmeId, cycle: loaded.key.cycleId },
    headline: headline(settings, loaded.cycle),
    programmeTitle: settings.title,
    deadline: deadlineLine(settings, loaded.cycle, now),
    done: done.length,
    total: own.length - inDoubt.length - calledOff.length,
    rows: [...outstanding, ...done, ...inDoubt, ...calledOff, ...others].map((request) =>
      rowOf(source, request),
    ),
    page,
    ...footOf(source, outstanding),
    ...more,
    ...(notice === '' ? {} : { notice }),
  };
}

/** `Sent by Ama Okoro on Monday 2 March at 10:15 am: on track.` */
export function receiptOf({ loaded, readers }: ListSource, update: Update): Receipt {
  const { settings } = loaded.programme.value;
  const scheme = resolveScheme(settings.statusScheme);
  const sent = sentLine(update, scheme, settings.calendar.timeZone, readers);
  const request = loaded.requests.find(({ ref }) => ref === update.ref);
  const isOpenAgain = request !== undefined && reopens(scheme, request, update);
  return {
    ref: update.ref,
    title: request?.title ?? '',
    line: [
      `${sent}.`,
      ...(isOpenAgain ? ['The action is open again.'] : []),
      ...(update.late ? ['It goes to the programme lead only.'] : []),
    ].join(' '),
    late: update.late,
  };
}

/** How many of the list's rows still wait for this reader's answer. */
export function waitingRows({ rows }: ListView): number {
  return rows.filter(({ kind }) => kind === 'outstanding' || kind === 'late').length;
}

function routeFor(source: ListSource, { ref, state }: RequestLine): Route | undefined {
  const route = source.loaded.routes.get(ref);
  if (!route || state === 'retired') return undefined;
  return answersOn(route, source.readers, source.today) === undefined ? undefined : route;
}

function isOwn(source: ListSource, request: RequestLine): boolean {
  const route = routeFor(source, request);
  if (!route) return false;
  const { coversDeputy = true, readers, today } = source;
  return isTheirs(coversDeputy ? route : { ...route, deputies: [] }, readers, today);
}

/** What they may answer though nobody waits for them to: others' requests, and their own finished actions. */
function isFurther(source: ListSource, request: RequestLine): boolean {
  return routeFor(source, request) !== undefined && !(isOwn(source, request) && request.asked);
}

/** Not answered, and not wanted any more: a lead has excused it, or its round was cancelled. */
function isCalledOff({ loaded }: ListSource, request: RequestLine): boolean {
  if (request.state === 'excused') return newestUpdate(request) === undefined;
  return loaded.cycle.state === 'cancelled' && isWaiting(request);
}

/** Not answered yet, on time or late. */
function isWaiting(request: RequestLine): boolean {
  return isOutstanding(request) && request.late === undefined;
}

/** Whether its reader has said that it is not theirs, and no lead has decided yet. */
function isInDoubt({ readers }: ListSource, { notMine }: RequestLine): boolean {
  return notMine !== undefined && readers.includes(notMine.contactId);
}

/** The ways out of what is not theirs to answer. */
function footOf({ loaded }: ListSource, outstanding: readonly RequestLine[]): Pick<ListView, 'foot'> {
  if (loaded.cycle.state !== 'open') return {};
  const data = { programme: loaded.key.programmeId, cycle: loaded.key.cycleId };
  const wanted = outstanding.some((request) => isWanted(request, loaded.cycle));
  return {
    foot: [
      ...(wanted
        ? [
            { title: 'Pass on', verb: 'update.passOn', data },
            { title: 'Not mine', verb: 'update.notMine', data },
          ]
        : []),
      { title: 'I’m away', verb: 'me.away', data },
    ],
  };
}

function rowOf(source: ListSource, request: RequestLine): ActionRow {
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
  if (notMine && isOutstanding(request)) return inDoubtLine(notMine, readers);
  if (request.state === 'returned' && request.returned && !newest) return returnedRow(request.returned);
  if (request.state === 'excused' && !newest) return 'Excused by the programme lead: not needed this time';
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
  if (isCalledOff(source, request)) return 'Not needed this time';
  if (!request.asked) return finishedLine(scheme, request);
  if (!isOwn(source, request)) return passedOnLine(source, request) ?? sharedLine(request);
  if (loaded.cycle.state !== 'open') return 'Not sent before the close';
  const passedOn = standingPassOn(loaded.cycle.handovers ?? [], request.ref);
  if (!passedOn || !isWith(source, request)) return 'No update yet';
  return `No update yet; passed on by ${nameFor(passedOn.by, readers)}`;
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

/** `Draft saved by you on Monday 2 March at 10:15 am` */
export function draftLine(draft: DraftMark, timeZone: string, readers: readonly string[]): string {
  return `Draft saved by ${nameFor(draft.by, readers)} on ${dateAndTime(draft.at, timeZone)}`;
}
