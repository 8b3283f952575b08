import { isOffTrack, offTrackSince } from '../cycle/off-track.ts';
import type { Baseline } from '../cycle/baseline.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import type { Status, StatusScheme } from '../programme/status-scheme.ts';
import type { BoardAnswer, Completion, Exception, Movement } from './digest.ts';

/** Where an action stood when the cycle opened, and where it stands now. */
export interface Standing {
  request: UpdateRequest;
  before?: Status;
  now?: Status;
}

/** The change of status, if there is one; a first status is a change from nothing. */
export function movementOf({ request, before, now }: Standing): Movement[] {
  if (!now || now.id === before?.id) return [];
  return [{ ref: request.ref, title: request.title, from: before?.id ?? null, to: now.id }];
}

/** More than a card shows of it, so that the card can say that there is more. */
const lastSaidLength = 400;

/** What the board should look at: in the words of the answer, or as last reported where nobody answered. */
export function exceptionOf({ request, before, now }: Standing, scheme: StatusScheme): Exception[] {
  if (!now) return [];
  const { answer, baseline } = request;
  // "No change" confirms the whole of the last answer, so what it does not say again still holds.
  const said =
    answer === undefined ? baseline : answer.kind === 'no-change' ? { ...baseline, ...answer } : answer;
  return [
    {
      ref: request.ref,
      title: request.title,
      owners: ownersOf(request),
      status: now.id,
      ...(isWithheld(request)
        ? { reason: null, recoveryAction: null, revisedDate: null, withheld: true }
        : {
            reason: said.reason ?? null,
            recoveryAction: said.recoveryAction ?? null,
            revisedDate: said.revisedDate ?? null,
            ...lastSaid(request),
          }),
      confirmed: answer !== undefined || !request.asked,
      ...offTrackHow(scheme, baseline, before),
    },
  ];
}

/** Whether an owner keeps what stands for an action now from being published. */
export function isWithheld({ answer, baseline }: Pick<UpdateRequest, 'answer' | 'baseline'>): boolean {
  return (answer ?? baseline).notForPublication !== undefined;
}

function offTrackHow(
  scheme: StatusScheme,
  baseline: Baseline,
  before: Status | undefined,
): Pick<Exception, 'since' | 'isNew'> {
  if (!isOffTrack(scheme, before?.id)) return { isNew: true };
  const since = offTrackSince(scheme, baseline);
  return since === undefined ? {} : { since };
}

/** How the last narrative begins, where there is nothing else to tell the board about a delay. */
function lastSaid({ answer, asked, baseline }: UpdateRequest): Pick<Exception, 'lastSaid'> {
  if (answer !== undefined || !asked || baseline.reason !== undefined || !baseline.narrative) return {};
  return { lastSaid: baseline.narrative.slice(0, lastSaidLength) };
}

/** An action that was completed since it was last known, with its outcome. Closing one is not completing it. */
export function completionOf({ request, before, now }: Standing): Completion[] {
  if (!now || !isCompleted(now) || (before && isCompleted(before))) return [];
  return [
    {
      ref: request.ref,
      title: request.title,
      owners: ownersOf(request),
      ...(isWithheld(request)
        ? { outcome: null, withheld: true }
        : { outcome: request.answer?.outcome ?? null }),
    },
  ];
}

/** What the board asked about it, with the whole of what its owner says now. */
export function boardAnswerOf({ request }: Standing): BoardAnswer[] {
  const { answer, baseline, ref, title } = request;
  if (!baseline.boardAsked) return [];
  const { text, meeting } = baseline.boardAsked;
  const asked = { ref, title, owners: ownersOf(request), question: text, meeting };
  if (answer?.notForPublication !== undefined) return [{ ...asked, answer: null, withheld: true }];
  const said = [answer?.narrative, answer?.outcome, answer?.reason].find((words) => words?.trim());
  return [{ ...asked, answer: said ?? null }];
}

function isCompleted(status: Status): boolean {
  return status.finished && status.tone === 'done';
}

function ownersOf(request: UpdateRequest): string[] {
  return request.owners.map(({ name }) => name);
}
