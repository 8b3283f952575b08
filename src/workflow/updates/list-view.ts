import type { ListView, Receipt } from '../../cards/views/list.ts';
import { reopens } from '../../cycle/acts/reopen.ts';
import type { Update } from '../../cycle/answer.ts';
import { isWanted } from '../../cycle/outstanding.ts';
import type { RequestLine } from '../../cycle/request-line.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import { doneMeanwhile } from '../messages/away-words.ts';
import { deadlineLine, headline, sentLine } from '../rounds/cycle-words.ts';
import { rowOf } from './list-row.ts';
import { isCalledOff, isFurther, isInDoubt, isOwn, isWaiting, type ListSource } from './list-source.ts';
import { takenOut } from './taken-out.ts';

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
