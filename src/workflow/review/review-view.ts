import type { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import type { ReviewRow, ReviewView } from '../../cards/views/review.ts';
import { answeringOwner } from '../../digest/participation.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import { boardName, sentLine, statusView } from '../rounds/cycle-words.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { flagWords } from './flag-words.ts';
import { waitingAnswers, whyNoSignOff, type WaitingAnswer } from './waiting-answers.ts';

const aPage = 5;

/** The answers that wait for sign-off, a page of them: those that raise a flag first, since they want a look. */
export function reviewView(
  loaded: LoadedCycle,
  now: Temporal.Instant,
  wish: { page?: number; notice?: string } = {},
): ReviewView {
  const waiting = flaggedFirst(waitingAnswers(loaded, now));
  const pages = Math.max(1, Math.ceil(waiting.length / aPage));
  const page = Math.min(wish.page ?? 1, pages);
  const { settings } = loaded.programme.value;
  const none = whyNoSignOff(loaded.programme.value, loaded.cycle);
  const notice = wish.notice ?? (none === undefined ? undefined : `Nothing is signed off: ${none}.`);
  return {
    scope: { programme: loaded.key.programmeId, cycle: loaded.key.cycleId },
    ...(notice !== undefined && { notice }),
    headline: headlineOf(waiting.length),
    about: `For ${boardName(settings)} on ${dayAndMonth(loaded.cycle.dates.meeting)}`,
    rows: waiting.slice((page - 1) * aPage, page * aPage).map((one) => reviewRow(loaded, one)),
    page,
    pages,
    clear: waiting.filter(({ flags }) => flags.length === 0).length,
    drawn: now.toString(),
    withOwners: loaded.requests.flatMap(({ ref, state, returned }) =>
      state === 'returned' && returned
        ? [
            `${ref}: sent back by ${returned.by.name}; an answer is wanted by ${dayAndMonth(returned.answerBy)}`,
          ]
        : [],
    ),
  };
}

/** In the order in which the leads see them, one after another. */
export function flaggedFirst(waiting: readonly WaitingAnswer[]): WaitingAnswer[] {
  return [
    ...waiting.filter(({ flags }) => flags.length > 0),
    ...waiting.filter(({ flags }) => flags.length === 0),
  ];
}

export function reviewRow({ programme }: LoadedCycle, { request, answer, flags }: WaitingAnswer): ReviewRow {
  const { settings } = programme.value;
  const scheme = resolveScheme(settings.statusScheme);
  const { timeZone } = settings.calendar;
  const before = statusView(scheme, request.baseline.status);
  const now = statusView(scheme, answer.status);
  const { status: _status, ...said } = answer;
  return {
    ref: request.ref,
    title: request.title,
    version: answer.version,
    by: `${answeringOwner(request).name} · ${sentLine(said, scheme, timeZone, [])}`,
    ...(before && { before }),
    ...(now && { now }),
    narrative: narrativeOf(answer),
    flags: flags.map((flag) => flagWords[flag]),
  };
}

/** What has been completed or closed is told by its outcome or its reason. */
function narrativeOf({ narrative, outcome, reason }: WaitingAnswer['answer']): string {
  return narrative || outcome || reason || '';
}

function headlineOf(count: number): string {
  if (count === 0) return 'Nothing waits for your sign-off';
  return count === 1 ? '1 update waits for your sign-off' : `${count} updates wait for your sign-off`;
}
