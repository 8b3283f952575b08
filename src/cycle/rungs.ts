import { instantAt, sendTimeOn } from '../calendar/local-time.ts';
import { afterQuietPeriod, beforeQuietPeriod } from '../calendar/quiet-periods.ts';
import { isAfter, isBefore } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import { addWorkingDays, type WorkingCalendar } from '../calendar/working-days.ts';
import type { Audience, LadderRung, ProgrammeSettings, RungKind } from '../programme/settings.ts';
import type { Cycle, CycleDates } from './cycle.ts';
import { listed } from './date-names.ts';
import { mostMessages } from './message-limit.ts';
import type { Extension } from './request-marks.ts';

/** A rung of the ladder with the moment at which a cycle comes to it. */
export interface DatedRung {
  rung: string;
  kind: RungKind;
  to: Audience;
  date: Temporal.PlainDate;
  at: Temporal.Instant;
}

/** A programme's ladder laid over a cycle's dates: in order of time, then as in the ladder. */
export function datedRungs(
  settings: ProgrammeSettings,
  calendar: WorkingCalendar,
  dates: CycleDates,
): DatedRung[] {
  return settings.ladder
    .flatMap((step) => dated(step, calendar, dates))
    .sort((one, other) => Temporal.Instant.compare(one.at, other.at));
}

/** A cycle's ladder as it is run: after a change of its dates, only what comes after that. */
export function ladderOf(
  settings: ProgrammeSettings,
  calendar: WorkingCalendar,
  { dates, moves }: Pick<Cycle, 'dates' | 'moves'>,
): DatedRung[] {
  const moved = moves?.at(-1)?.at;
  const rungs = datedRungs(settings, calendar, dates);
  return moved ? rungs.filter(({ at, kind }) => kind === 'close' || isAfter(at, moved)) : rungs;
}

/** The ladder of a request with a deadline of its own, counted from that, as it goes on from when it was given. */
export interface OwnLadder {
  from: Temporal.Instant;
  rungs: readonly DatedRung[];
}

/** One for each deadline of its own that a request was given, oldest first; each until the next. */
export function ownLadders(
  settings: ProgrammeSettings,
  calendar: WorkingCalendar,
  { dates, moves }: Pick<Cycle, 'dates' | 'moves'>,
  { earlier = [], ...extended }: Extension,
): OwnLadder[] {
  return [...earlier, extended].map(({ to, at: from }) => {
    const rungs = ladderOf(settings, calendar, {
      dates: { ...dates, deadline: to },
      ...(moves && { moves }),
    });
    return { from, rungs: rungs.filter(({ at }) => isAfter(at, from)) };
  });
}

/** One rung, or none where it would fall before the opening or not before the close. */
function dated(step: LadderRung, calendar: WorkingCalendar, dates: CycleDates): DatedRung[] {
  const { rung, kind, to } = step;
  const close = instantAt(dates.closes, dates.closeAt, calendar.timeZone);
  if (kind === 'request') {
    return [{ rung, kind, to, date: dates.opens, at: sendTimeOn(calendar, dates.opens) }];
  }
  if (kind === 'close') return [{ rung, kind, to, date: dates.closes, at: close }];

  const nominal = addWorkingDays(calendar, dates.deadline, step.workingDays);
  if (isBefore(nominal, dates.opens)) return [];
  const date = outsideQuietPeriods(nominal, calendar, dates);
  const isInTime = [nominal, date].every((day) => isBefore(sendTimeOn(calendar, day), close));
  return isInTime ? [{ rung, kind, to, date, at: sendTimeOn(calendar, date) }] : [];
}

/**
 * A quiet period moves a message to the working day before it, though not before the opening. What says that the
 * deadline has passed cannot be said sooner, so that moves to the working day after the period instead.
 */
function outsideQuietPeriods(
  nominal: Temporal.PlainDate,
  calendar: WorkingCalendar,
  dates: CycleDates,
): Temporal.PlainDate {
  const before = beforeQuietPeriod(calendar, nominal, 'reminders');
  if (isBefore(dates.deadline, nominal) && !isBefore(dates.deadline, before)) {
    return afterQuietPeriod(calendar, nominal, 'reminders');
  }
  return isBefore(before, dates.opens) ? dates.opens : before;
}

/**
 * What is wrong with a ladder, in sentences; empty when it can be used. Messages to contacts and to deputies count
 * together, since one person can be both.
 */
export function validateLadder(ladder: readonly LadderRung[]): string[] {
  const names = ladder.map((step) => step.rung);
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  const toOwners = ladder.filter((step) => step.to !== 'leads');
  const messages = new Set(toOwners.map((step) => (step.kind === 'request' ? 'opening' : step.workingDays)));

  const problems: string[] = [];
  if (repeated.length > 0) problems.push(`The ladder has more than one rung called ${listed(repeated)}.`);
  if (!ladder.some((step) => step.to === 'contacts')) {
    problems.push('The ladder writes to no contacts, so nobody would be asked: add a request to contacts.');
  }
  if (toOwners.some((step) => step.kind === 'close')) {
    problems.push('The close is for the leads only: owners get no message then.');
  }
  if (toOwners.some((step) => step.kind === 'summary')) {
    problems.push('A summary says who is awaited, by name: it is for the leads only.');
  }
  if (messages.size > mostMessages) {
    problems.push(
      `The ladder sends a person ${messages.size} messages a cycle: at most ${mostMessages} are allowed. Leave rungs out, or put them on the same day.`,
    );
  }
  return problems;
}
