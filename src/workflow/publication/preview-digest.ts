import { isBefore } from '../../calendar/order.ts';
import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { dateAndTime, dayAndMonth, longDate } from '../../calendar/words.ts';
import type { PreviewView } from '../../cards/views/digest.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import { undecidedLate } from '../../cycle/acts/decide-late.ts';
import type { ScheduledPublication } from '../../cycle/cycle.ts';
import { listed } from '../../cycle/date-names.ts';
import { closesAt, opensAt, publishesAt } from '../../cycle/moments.ts';
import { goesOutByItself } from '../../cycle/plan.ts';
import { assembleDigest, type AssembledDigest, type DigestReader } from './assemble-digest.ts';
import { beforePublishing } from './before-publishing.ts';
import { channelAdvice, heldUpWords, isPutRight } from './obstacle-words.ts';
import { boardName } from '../rounds/cycle-words.ts';
import { digestView } from './digest-view.ts';
import { refreshPublished } from './redraw-published.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey, FrozenDigest } from '../ports.ts';
import { waitingAnswers } from '../review/waiting-answers.ts';

/** What was typed or refused just now, shown again with the preview. */
export interface PreviewExtras {
  notice?: string;
  foreword?: string;
  nameAwaited?: boolean;
}

/** What the card has for the digest beside its figures. */
interface Typed {
  foreword: string | undefined;
  nameAwaited: boolean;
}

/**
 * The digest as the leads see it at any time: the figures so far while the cycle is open, with Publish from the
 * close on, and as published after that. Undefined when there is no such cycle.
 */
export async function previewDigest(
  store: DigestReader,
  key: CycleKey,
  now: Temporal.Instant,
  extras: PreviewExtras = {},
): Promise<PreviewView | undefined> {
  const assembled = await assembleDigest(store, key, now);
  return assembled && previewView(assembled, now, extras);
}

/** The same, of a digest that is at hand. */
export function previewView(
  assembled: AssembledDigest,
  now: Temporal.Instant,
  extras: PreviewExtras = {},
): PreviewView {
  const { loaded, digest, frozen, addenda } = assembled;
  const { programme, cycle } = loaded;
  const { foreword, nameAwaited = false } = { ...cycle.publication, ...extras };
  const toPublish = cycle.state === 'closed' && !frozen;
  const isPublished = frozen !== undefined && cycle.state !== 'cancelled';
  const standing = frozen ? undefined : standingOf(loaded);
  const notice = extras.notice ?? (isPublished ? publishedNotice(frozen) : noticeOf(loaded));
  return {
    digest: {
      ...digestView(programme.value, cycle, digest, frozen, addenda),
      ...(foreword !== undefined && !frozen && { foreword }),
      ...(nameAwaited && toPublish && { awaited: digest.participation.noUpdate }),
    },
    ...(toPublish && { publish: publishing(loaded, now, { foreword, nameAwaited }) }),
    warnings: toPublish ? beforePublishing(assembled, foreword) : [],
    more: furtherActs(assembled, now),
    ...(standing !== undefined && { standing }),
    ...(notice !== undefined && { notice }),
    awaited: digest.participation.noUpdate,
    notReached: digest.participation.notReached,
  };
}

/** Whether the publication date is still to come. */
export function isEarly({ programme, cycle }: LoadedCycle, now: Temporal.Instant): boolean {
  const today = localDate(now, programme.value.settings.calendar.timeZone);
  return isBefore(today, cycle.dates.publish);
}

function publishing(
  loaded: LoadedCycle,
  now: Temporal.Instant,
  { foreword, nameAwaited }: Typed,
): NonNullable<PreviewView['publish']> {
  const { cycle, planState } = loaded;
  const { publication } = cycle;
  const day = dayAndMonth(cycle.dates.publish);
  const { timeZone } = planState.calendar;
  return {
    ...(isEarly(loaded, now) && {
      early: `The publication date is ${day}. You can publish before that.`,
      onDate: `Publish on ${day}`,
    }),
    destination: destinationOf(loaded),
    ...(publication && {
      scheduled: `It goes out by itself ${whenByItself(loaded)}, as ${publication.by.name} chose on ${dateAndTime(publication.at, timeZone)}${otherwise(publication, { foreword, nameAwaited })}.`,
      chosenAt: publication.at.toString(),
    }),
    nameAwaited,
  };
}

/** What of it is not as the card has it, where a lead has typed something else. */
function otherwise(publication: ScheduledPublication, typed: Typed): string {
  const words =
    publication.foreword === undefined ? 'without a foreword' : `with the foreword “${publication.foreword}”`;
  const naming = publication.nameAwaited ? 'naming who is awaited' : 'naming nobody';
  const differing = [
    ...(publication.foreword === typed.foreword ? [] : [words]),
    ...((publication.nameAwaited ?? false) === typed.nameAwaited ? [] : [naming]),
  ];
  return differing.length === 0 ? '' : `, ${listed(differing)}`;
}

/** Who sees the figures of now, and until when; undefined where they go nowhere any more. */
function standingOf(loaded: LoadedCycle): string | undefined {
  if (loaded.cycle.state === 'cancelled') return undefined;
  return goesOutByItself(loaded.planState)
    ? `For you only, until it goes out by itself ${whenByItself(loaded)}.`
    : 'For you only: nothing is posted until a lead publishes it.';
}

function whenByItself({ cycle, programme, planState }: LoadedCycle): string {
  if (!cycle.heldUp) return `on ${dateAndTime(publishesAt(planState), planState.calendar.timeZone)}`;
  return isPutRight(cycle, programme.value.settings)
    ? 'on the next working day at the latest'
    : 'once what holds it up is put right';
}

/** What else a lead can do with a digest, by how far it is. */
function furtherActs({ loaded, frozen }: AssembledDigest, now: Temporal.Instant): FormButton[] {
  const { key, cycle, requests } = loaded;
  const data = { programme: key.programmeId, cycle: key.cycleId };
  const late = requests.filter((request) => undecidedLate(request)).length;
  const isOver = cycle.state === 'closed' || cycle.state === 'published';
  const waiting = waitingAnswers(loaded, now).length;
  return [
    ...(waiting > 0 ? [{ title: `Sign off updates (${waiting})`, verb: 'lead.review', data }] : []),
    ...(isOver && late > 0
      ? [{ title: `Decide on late answers (${late})`, verb: 'lead.decideLate', data }]
      : []),
    ...(frozen && cycle.state === 'published'
      ? [
          { title: 'What the board asked', verb: 'lead.boardAsked', data },
          { title: 'Correct what was published', verb: 'lead.correct', data },
          { title: refreshPublished, verb: 'digest.redraw', data },
        ]
      : []),
    ...(cycle.state === 'cancelled' || cycle.state === 'scheduled'
      ? []
      : [{ title: 'The chair’s briefing', verb: 'digest.briefing', data }]),
  ];
}

/** Where a digest goes: `the channel of the Health and Wellbeing Board and 1 chair`. */
export function destinationOf({ programme, planState }: LoadedCycle): string {
  const { settings } = programme.value;
  const channel =
    settings.board.channelId === undefined ? 'no channel yet' : `the channel of ${boardName(settings)}`;
  const chairs = planState.chairs.length;
  return `${channel} and ${chairs === 0 ? 'no chair' : chairs === 1 ? '1 chair' : `${chairs} chairs`}`;
}

function publishedNotice({ publishedBy }: FrozenDigest): string {
  const by = publishedBy === undefined ? 'by itself' : `by ${publishedBy}`;
  return `Published ${by}. The figures stay as they are.`;
}

function noticeOf(loaded: LoadedCycle): string | undefined {
  const { programme, cycle, planState } = loaded;
  const { timeZone } = planState.calendar;
  switch (cycle.state) {
    case 'scheduled':
      return `This round opens on ${dateAndTime(opensAt(planState), timeZone)}. There are no figures yet.`;
    case 'open':
      return `The figures so far. The cycle closes on ${dateAndTime(closesAt(planState), timeZone)}; ${afterTheClose(loaded)}.`;
    case 'closed':
      return (
        heldUpWords(cycle, programme.value.settings) ??
        (programme.value.settings.board.channelId === undefined ? channelAdvice : undefined)
      );
    case 'published':
      return undefined;
    case 'cancelled':
      return 'This round was cancelled. These are the figures as they stood; nothing is published.';
  }
}

function afterTheClose({ cycle, planState }: LoadedCycle): string {
  const day = longDate(cycle.dates.publish);
  return planState.publishesItself
    ? `the digest goes out by itself on ${day}`
    : `you can publish after that, from ${day}`;
}
