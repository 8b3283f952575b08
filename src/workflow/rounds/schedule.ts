import type { Temporal } from '../../calendar/temporal.ts';
import { clockTime, dateAndTime, dayAndMonth, longDate } from '../../calendar/words.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import type { ScheduleLine, ScheduleView } from '../../cards/views/schedule.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { dateWords, dateNames } from '../../cycle/date-names.ts';
import type { SectionKind } from '../../cycle/message.ts';
import { goesOutByItself } from '../../cycle/plan.ts';
import { boardName } from './cycle-words.ts';
import type { LoadedCycle } from './load-cycle.ts';
import type { CycleKey } from '../ports.ts';
import { scheduleOf, type Schedule, type ScheduleGroup, type ScheduleReader } from './schedule-groups.ts';

/** What will go out when and to whom, and what has gone, for a lead. Undefined when there is no such cycle. */
export async function schedule(
  store: ScheduleReader,
  key: CycleKey,
  now: Temporal.Instant,
  notice?: string,
): Promise<ScheduleView | undefined> {
  const found = await scheduleOf(store, key, now);
  return found && scheduleView(found, notice);
}

/** The same, of a schedule that is at hand. */
export function scheduleView({ loaded, gone, toCome }: Schedule, notice?: string): ScheduleView {
  const { cycle, programme, key, planState } = loaded;
  const { timeZone } = planState.calendar;
  const scope = { programme: key.programmeId, cycle: key.cycleId };
  return {
    scope,
    ...(notice !== undefined && { notice }),
    title: `What goes out for ${boardName(programme.value.settings)} on ${longDate(cycle.dates.meeting)}`,
    standing: standing(loaded),
    toCome: toCome.map((group) => lineOf(group, dateAndTime(group.at, timeZone))),
    gone: gone.map((group) =>
      lineOf(group, dayAndMonth(group.at.toZonedDateTimeISO(timeZone).toPlainDate())),
    ),
    dates: datesOf(cycle),
    buttons: buttonsOf(cycle, scope),
  };
}

/** Each date of a cycle with its name, for people. */
export function datesOf({ dates }: Pick<Cycle, 'dates'>): { title: string; value: string }[] {
  return dateNames.map((name) => {
    const hour = name === 'deadline' || name === 'closes' ? `, ${clockTime(dates.closeAt)}` : '';
    const title = dateWords(name).replace(/^the /, '');
    return {
      title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
      value: `${longDate(dates[name])}${hour}`,
    };
  });
}

function standing({ cycle, planState }: LoadedCycle): string[] {
  const { dates, paused } = cycle;
  const publishes = goesOutByItself(planState)
    ? `On ${longDate(dates.publish)} the digest goes to the board’s channel and the chair by itself.`
    : `From ${longDate(dates.publish)} a lead publishes the digest to the board’s channel and the chair.`;
  switch (cycle.state) {
    case 'cancelled':
      return ['This round was cancelled. Nothing more goes out in it.'];
    case 'published':
      return ['This round is published. Nothing more goes out in it by itself.'];
    case 'closed':
      return [publishes];
    case 'scheduled':
      return ['It has not opened yet: this is how it goes out if nobody answers.', publishes];
    case 'open':
      return paused
        ? [
            `Paused since ${dateAndTime(paused, planState.calendar.timeZone)}: nothing is sent and it does not close until you go on. Answers are still taken.`,
          ]
        : ['Whoever has nothing outstanding gets nothing.', publishes];
  }
}

/** What each kind of message is called. */
export const messageNames: Record<SectionKind, string> = {
  request: 'the request',
  reminder: 'a reminder',
  due: 'the reminder on the day',
  overdue: 'word that it is overdue',
  summary: 'the summary for the leads',
  close: 'the preview of the digest, as the round closes',
  digest: 'the digest',
  nudge: 'a nudge',
  'asked-again': 'what is asked for again',
  moved: 'the new dates',
  'passed-on': 'what was passed on',
  returned: 'what was sent back',
  'returned-due': 'a reminder of what was sent back',
  added: 'a new action',
  back: 'what is left, for whoever is back',
  news: 'the day’s news for the leads',
};

function lineOf({ kind, to, notReached }: ScheduleGroup, when: string): ScheduleLine {
  const people = to.length === 1 ? '1 recipient' : `${to.length} recipients`;
  const missed = notReached.length === 0 ? '' : `; ${notReached.length} not reached`;
  return {
    when,
    what: messageNames[kind],
    to: `${people}${missed}`,
    names: to.map((name) => (notReached.includes(name) ? `${name} (not reached)` : name)),
  };
}

function buttonsOf({ state, paused }: Cycle, data: ScheduleView['scope']): FormButton[] {
  const button = (title: string, verb: string): FormButton => ({ title, verb, data: { ...data } });
  const move = button(state === 'scheduled' ? 'Change the dates' : 'Move the meeting', 'lead.move');
  const cancel = button('Cancel the round', 'lead.cancel');
  const own: Record<Cycle['state'], FormButton[]> = {
    scheduled: [button('Ready to open?', 'lead.ready'), move, cancel],
    open: paused
      ? [button('Go on', 'lead.resume'), cancel]
      : [button('Who is awaited', 'lead.overview'), move, button('Pause', 'lead.pause'), cancel],
    closed: [button('See the digest', 'digest.preview'), cancel],
    published: [button('See the digest', 'digest.preview')],
    cancelled: [],
  };
  return [...own[state], button('New round', 'lead.newCycle')];
}
