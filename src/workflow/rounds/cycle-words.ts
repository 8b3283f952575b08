import { instantAt } from '../../calendar/local-time.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { clockTime, dateAndTime, dayAndMonth } from '../../calendar/words.ts';
import { cutAtWord } from '../../cards/cut.ts';
import type { StatusView } from '../../cards/views/parts.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Author } from '../../cycle/author.ts';
import type { DraftMark } from '../../cycle/draft.ts';
import type { UpdateLine } from '../../cycle/request-line.ts';
import type { ProgrammeSettings } from '../../programme/settings.ts';
import { statusById, type StatusId, type StatusScheme } from '../../programme/status-scheme.ts';

/** `the Health and Wellbeing Board` */
export function boardName({ board }: ProgrammeSettings): string {
  return /^the\s/i.test(board.name) ? board.name : `the ${board.name}`;
}

/** `Your updates for the Health and Wellbeing Board on Thursday 19 November` */
export function headline(settings: ProgrammeSettings, cycle: Cycle): string {
  return `Your updates for ${boardName(settings)} on ${dayAndMonth(cycle.dates.meeting)}`;
}

/** By when, in plain words; after the deadline and after the close, what is still possible. */
export function deadlineLine(settings: ProgrammeSettings, cycle: Cycle, now: Temporal.Instant): string {
  const { deadline, closes, closeAt, publish } = cycle.dates;
  const hour = clockTime(closeAt);
  if (cycle.state === 'cancelled') return 'This round was cancelled: nothing more is asked for';
  if (cycle.paused)
    return 'This round is paused: nothing is due for now. What you send is taken all the same';
  if (cycle.state !== 'open') {
    return `This round closed on ${dayAndMonth(closes)}. An update sent now goes to the programme lead, as late`;
  }
  const at = instantAt(deadline, closeAt, settings.calendar.timeZone);
  if (Temporal.Instant.compare(now, at) <= 0) return `By ${hour} on ${dayAndMonth(deadline)}`;
  return (
    `The deadline was ${hour} on ${dayAndMonth(deadline)}. An update sent by ${hour} on ${dayAndMonth(closes)} ` +
    `is still in time for the papers of ${dayAndMonth(publish)}`
  );
}

/** Who will read it, and when it is published. */
export function audienceLine(settings: ProgrammeSettings, cycle: Cycle, late: boolean): string {
  const papers = `published with the papers on ${dayAndMonth(cycle.dates.publish)}.`;
  if (late) return 'This round has closed: goes to the programme lead only, as late.';
  return settings.review === 'none'
    ? `Goes straight into the digest; ${papers}`
    : `Goes to the programme lead first; ${papers}`;
}

/** The same for a lead who records an answer that they were given for an owner. */
export function audienceOfRecorded(settings: ProgrammeSettings, cycle: Cycle, late: boolean): string {
  if (late) return 'This round has closed: it is kept as late, and counts nowhere until a lead decides.';
  const papers = `published with the papers on ${dayAndMonth(cycle.dates.publish)}.`;
  return settings.review === 'none'
    ? `Goes straight into the digest; ${papers}`
    : `Counts at once, and waits for sign-off as theirs would; ${papers}`;
}

/** A status in words and colour; absent where the scheme does not have it. */
export function statusView(scheme: StatusScheme, id: StatusId | undefined): StatusView | undefined {
  const status = statusById(scheme, id);
  return status && { label: status.label, tone: status.tone };
}

/** `you` for the reader's own ids. */
export function nameFor(by: Author, readers: readonly string[]): string {
  return readers.includes(by.contactId) ? 'you' : by.name;
}

/** `: on track`, or nothing for a programme without statuses. */
export function colonStatus(scheme: StatusScheme, id: StatusId | undefined): string {
  return statusById(scheme, id) ? `: ${statusInWords(scheme, id)}` : '';
}

/** `on track`, for the middle of a sentence. */
export function statusInWords(scheme: StatusScheme, id: StatusId | undefined): string {
  const label = statusById(scheme, id)?.label ?? 'No status';
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

const sentWords: Record<UpdateLine['kind'], string> = {
  answer: 'Sent',
  'no-change': 'Confirmed as unchanged',
  edited: 'Edited for style',
  agreed: 'Status agreed',
};

/** Longer than anybody needs for `by phone`. */
const sourceShown = 60;

/** `Sent by you on Monday 2 March at 10:15 am: on track`; `Recorded by Priya Raman (by phone) on …` for an owner. */
export function sentLine(
  update: UpdateLine,
  scheme: StatusScheme,
  timeZone: string,
  readers: readonly string[],
): string {
  const { source } = update;
  const sent = source === undefined ? sentWords[update.kind] : 'Recorded';
  const how = source === undefined ? '' : ` (${cutAtWord(source, sourceShown)})`;
  const by = `by ${nameFor(update.by, readers)}${how} on ${dateAndTime(update.at, timeZone)}`;
  return `${sent}${update.late ? ' late' : ''} ${by}${colonStatus(scheme, update.status)}`;
}

/** `Draft saved by you on Monday 2 March at 10:15 am` */
export function draftLine(draft: DraftMark, timeZone: string, readers: readonly string[]): string {
  return `Draft saved by ${nameFor(draft.by, readers)} on ${dateAndTime(draft.at, timeZone)}`;
}
