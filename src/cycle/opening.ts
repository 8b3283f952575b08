import { localDate } from '../calendar/local-time.ts';
import { monthYear } from '../calendar/words.ts';
import { registerIndex } from '../programme/register-index.ts';
import type { Action, Register } from '../programme/register.ts';
import { isAskedAbout, type StatusScheme } from '../programme/status-scheme.ts';
import type { Baseline, OwnerName, Update, UpdateRequest } from './request.ts';

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
    const baseline = baselineOf(action, earlier.get(action.ref), timeZone);
    return {
      ref: action.ref,
      order: action.order,
      title: action.title,
      ...(action.aim === undefined ? {} : { aim: action.aim }),
      priority: action.priority,
      owners: owners(action),
      ...(action.due === undefined ? {} : { due: action.due }),
      asked: isAskedAbout(scheme, baseline.status),
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

/** An answer of any earlier cycle wins over an imported status, which is a cycle before the first. */
function baselineOf(action: Action, earlier: Earlier | undefined, timeZone: string): Baseline {
  if (earlier?.request.answer) return fromAnswer(earlier.request.answer, earlier, timeZone);
  if (earlier?.request.baseline.cycleId !== undefined) return earlier.request.baseline;
  return { ...action.imported, unchangedRuns: 0 };
}

function fromAnswer(answer: Update, { cycleId, request }: Earlier, timeZone: string): Baseline {
  const { status, narrative, nextSteps, reason, recoveryAction, revisedDate, outcome } = answer;
  return {
    narrative,
    ...(status === undefined ? {} : { status }),
    ...(nextSteps === undefined ? {} : { nextSteps }),
    ...(reason === undefined ? {} : { reason }),
    ...(recoveryAction === undefined ? {} : { recoveryAction }),
    ...(revisedDate === undefined ? {} : { revisedDate }),
    ...(outcome === undefined ? {} : { outcome }),
    asOf: monthYear(localDate(answer.at, timeZone)),
    cycleId,
    unchangedRuns: answer.kind === 'no-change' ? request.baseline.unchangedRuns + 1 : 0,
  };
}
