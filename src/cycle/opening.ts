import { localDate } from '../calendar/local-time.ts';
import { monthYear } from '../calendar/words.ts';
import { registerIndex } from '../programme/register-index.ts';
import type { Action, Register } from '../programme/register.ts';
import { isAskedAbout, type StatusScheme } from '../programme/status-scheme.ts';
import { dateMovesOf } from './date-moves.ts';
import { newestUpdate } from './newest-update.ts';
import { isOffTrack, offTrackSince } from './off-track.ts';
import type { Update } from './answer.ts';
import type { Baseline } from './baseline.ts';
import type { OwnerName, UpdateRequest } from './request.ts';
import { saidIn } from './said.ts';
import { stillAsked } from './still-asked.ts';

/** What earlier cycles know of one action: its request in the latest cycle that has it, and that cycle's id. */
export interface Earlier {
  cycleId: string;
  request: UpdateRequest;
}

/**
 * One request for every live action, asked or not, with the last known answer as its baseline: so the cycle's
 * partition says everything that its cards and its digest need, whatever is imported later.
 */
export function openingRequests(
  register: Register,
  scheme: StatusScheme,
  earlier: ReadonlyMap<string, Earlier>,
  timeZone: string,
): UpdateRequest[] {
  const owners = ownersByName(register);
  return register.actions.map((action) => {
    const baseline = baselineOf(action, scheme, earlier.get(action.ref), timeZone);
    return {
      ref: action.ref,
      order: action.order,
      title: action.title,
      ...(action.aim === undefined ? {} : { aim: action.aim }),
      priority: action.priority,
      owners: owners(action),
      ...(action.due === undefined ? {} : { due: action.due }),
      // What the board asked about wants an answer, also where the action is finished.
      asked: baseline.boardAsked !== undefined || isAskedAbout(scheme, baseline.status),
      state: 'requested',
      baseline,
      listedUnder: action.owners[0] ?? '',
    };
  });
}

/** An action's owners with their names, as the register gives them. */
export function ownersByName(register: Register): (action: Action) => OwnerName[] {
  const { owners } = registerIndex(register);
  return (action) => action.owners.map((id) => ({ id, name: owners.get(id)?.name ?? id }));
}

/**
 * An answer of any earlier cycle wins over an imported status, which is a cycle before the first. One that came after the
 * close is what is known now, whether or not a lead let it count.
 */
function baselineOf(
  action: Action,
  scheme: StatusScheme,
  earlier: Earlier | undefined,
  timeZone: string,
): Baseline {
  if (!earlier) return { ...action.imported, unchangedRuns: 0 };
  const { request } = earlier;
  const newest = newestUpdate(request);
  const { boardAsked: _, ...before } = request.baseline;
  const boardAsked = stillAsked(request);
  const known = newest
    ? fromAnswer(newest, scheme, earlier, timeZone)
    : before.cycleId === undefined
      ? { ...action.imported, unchangedRuns: 0 }
      : before;
  return { ...known, ...(boardAsked && { boardAsked }) };
}

function fromAnswer(
  answer: Update,
  scheme: StatusScheme,
  { cycleId, request }: Earlier,
  timeZone: string,
): Baseline {
  const asOf = monthYear(localDate(answer.at, timeZone));
  const since = isOffTrack(scheme, answer.status)
    ? (offTrackSince(scheme, request.baseline) ?? asOf)
    : undefined;
  const dateMoves = dateMovesOf(request, answer);
  return {
    ...saidIn(answer),
    ...(since !== undefined && { offTrackSince: since }),
    ...(dateMoves > 0 && { dateMoves }),
    asOf,
    cycleId,
    unchangedRuns: answer.kind === 'no-change' ? request.baseline.unchangedRuns + 1 : 0,
  };
}
