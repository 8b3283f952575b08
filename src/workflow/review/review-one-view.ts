import type { Temporal } from '../../calendar/temporal.ts';
import { dateAndTime, longDate } from '../../calendar/words.ts';
import type { ReviewOneView } from '../../cards/views/review.ts';
import type { Answer, Update } from '../../cycle/answer.ts';
import type { PastReturn } from '../../cycle/request-marks.ts';
import { resolveScheme, type StatusScheme } from '../../programme/status-scheme.ts';
import { statusInWords, statusView } from '../rounds/cycle-words.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { flaggedFirst, reviewRow } from './review-view.ts';
import { waitingAnswers } from './waiting-answers.ts';

/** One answer whole. `versions` are all of its request; undefined where it does not wait for sign-off any more. */
export function reviewOneView(
  loaded: LoadedCycle,
  ref: string,
  about: { versions: readonly Update[]; now: Temporal.Instant; notice?: string },
): ReviewOneView | undefined {
  const waiting = flaggedFirst(waitingAnswers(loaded, about.now));
  const index = waiting.findIndex(({ request }) => request.ref === ref);
  const one = waiting[index];
  if (!one) return undefined;
  const { settings } = loaded.programme.value;
  const scheme = resolveScheme(settings.statusScheme);
  const { request, answer } = one;
  const next = waiting[index + 1] ?? (index > 0 ? waiting[0] : undefined);
  const past = request.sentBack?.at(-1);
  const before = past && about.versions.find(({ version }) => version === past.version);
  const facts = factsOf(answer);
  const row = reviewRow(loaded, one);
  return {
    ...row,
    narrative: answer.narrative,
    scope: { programme: loaded.key.programmeId, cycle: loaded.key.cycleId },
    ...(about.notice !== undefined && { notice: about.notice }),
    position: `${index + 1} of ${waiting.length}`,
    facts,
    earlier: [
      ...(past ? [sentBefore(past, before, { scheme, timeZone: settings.calendar.timeZone })] : []),
      ...lastTime(request.baseline, scheme),
    ],
    ...(next && { next: next.request.ref }),
  };
}

/** What an answer says beyond its narrative; the note and what may not be published are for the leads alone. */
function factsOf(answer: Update): ReviewOneView['facts'] {
  const facts: [string, string | undefined][] = [
    ['What happens next', answer.nextSteps],
    ['The reason', answer.reason],
    ['What is being done about it', answer.recoveryAction],
    ['New date', dateWords(answer)],
    ['The outcome', answer.outcome],
    ['Note to you, not published', answer.noteToLead],
    ['Not for publication', answer.notForPublication],
    ['Recorded for the owner', answer.source],
  ];
  return facts.flatMap(([label, text]) => (text === undefined || text === '' ? [] : [{ label, text }]));
}

function dateWords({ revisedDate }: Answer): string | undefined {
  if (!revisedDate) return undefined;
  return revisedDate.kind === 'date'
    ? longDate(revisedDate.date)
    : `not yet known; will be known by ${longDate(revisedDate.sayBy)}`;
}

/** The version that was sent back, with what was asked for, so that both stand beside each other. */
function sentBefore(
  past: PastReturn,
  before: Update | undefined,
  { scheme, timeZone }: { scheme: StatusScheme; timeZone: string },
): ReviewOneView['earlier'][number] {
  const status = statusView(scheme, before?.status);
  const asked = `${past.by.name} asked on ${dateAndTime(past.at, timeZone)}: ${past.comment}`;
  const suggested =
    past.suggested === undefined ? [] : [`Suggested status: ${statusInWords(scheme, past.suggested)}`];
  const words = before
    ? [before.narrative, ...factsOf(before).map(({ label, text }) => `${label}: ${text}`)]
    : [];
  return {
    heading: `Sent back: version ${past.version}`,
    ...(status && { status }),
    narrative: [asked, ...suggested, ...words].filter(Boolean).join('\n'),
  };
}

function lastTime(
  { status, narrative, asOf }: { status?: string; narrative?: string; asOf?: string },
  scheme: StatusScheme,
): ReviewOneView['earlier'] {
  const view = statusView(scheme, status);
  if (!view && !narrative) return [];
  return [
    {
      heading: `Last time${asOf === undefined ? '' : ` (${asOf})`}`,
      ...(view && { status: view }),
      ...(narrative !== undefined && { narrative }),
    },
  ];
}
