import { Temporal } from '../calendar/temporal.ts';
import { dateAndTime, longDate } from '../calendar/words.ts';
import type { NoticeView } from '../cards/views.ts';
import type { DueMessage, SectionKind } from '../cycle/message.ts';
import { isOver, type Cycle } from '../cycle/cycle.ts';
import { closesAt, publishesAt } from '../cycle/moments.ts';
import { fullPlan, type PlanState } from '../cycle/plan.ts';
import { isOutstanding } from '../cycle/request.ts';
import type { DatedRung } from '../cycle/rungs.ts';
import { boardName } from './cycle-words.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from './load-cycle.ts';
import type { CycleKey } from './ports.ts';

/** What will go out when, for a lead. Undefined when there is no such cycle. */
export async function schedule(
  store: CycleReader,
  key: CycleKey,
  now: Temporal.Instant,
): Promise<NoticeView | undefined> {
  const loaded = await loadCycle(store, key);
  return loaded && scheduleView(loaded, now);
}

/** The same, of a cycle that is at hand: what is still to come, if nobody answers meanwhile. */
export function scheduleView(loaded: LoadedCycle, now: Temporal.Instant): NoticeView {
  const { cycle, planState, programme } = loaded;
  const paragraphs = [...rungLines(planState, now), ...dateLines(loaded, now)];
  return {
    title: `What goes out for ${boardName(programme.value.settings)} on ${longDate(cycle.dates.meeting)}`,
    paragraphs:
      paragraphs.length > 0
        ? [...paragraphs, 'Whoever has nothing outstanding gets nothing.']
        : [nothingMore(cycle)],
    commands: [
      { title: 'Who is awaited', text: 'overdue' },
      { title: 'Figures', text: 'digest' },
    ],
  };
}

function nothingMore({ state }: Cycle): string {
  return state === 'cancelled'
    ? 'This cycle was cancelled. Nothing more goes out in it.'
    : 'Nothing more goes out in this cycle.';
}

function rungLines(state: PlanState, now: Temporal.Instant): string[] {
  if (state.cycle.state !== 'open' && state.cycle.state !== 'scheduled') return [];
  const messages = fullPlan(state);
  return state.rungs
    .filter(({ kind, at }) => kind !== 'close' && isToCome(at, now))
    .flatMap((rung) => {
      const to = audience(state, rung, messages);
      return to === undefined
        ? []
        : [`${dateAndTime(rung.at, state.calendar.timeZone)}: ${words[rung.kind]} to ${to}.`];
    });
}

const words: Record<SectionKind, string> = {
  request: 'the request',
  reminder: 'a reminder',
  due: 'the reminder on the day',
  overdue: 'word that it is overdue',
  summary: 'the summary',
  close: 'the preview of the digest',
  digest: 'the digest',
  nudge: 'a nudge',
  moved: 'the new dates',
  'passed-on': 'what was passed on',
  returned: 'what was sent back',
  'returned-due': 'a reminder of what was sent back',
  added: 'a new action',
  back: 'what is left on coming back',
  news: 'the day’s news',
};

/**
 * `4 contacts with something outstanding`; undefined when it goes to nobody. Before the opening they cannot be
 * counted yet.
 */
function audience(state: PlanState, rung: DatedRung, messages: readonly DueMessage[]): string | undefined {
  const outstanding = new Set(state.requests.filter(isOutstanding).map(({ ref }) => ref));
  const isScheduled = state.cycle.state === 'scheduled';
  if (rung.to === 'leads') return isScheduled || outstanding.size > 0 ? 'the leads' : undefined;
  const [one, many] = rung.to === 'deputies' ? ['deputy', 'deputies'] : ['contact', 'contacts'];
  if (isScheduled) return many;
  const people = messages.filter(
    ({ sections, refs }) =>
      sections.some((section) => section.rung === rung.rung) && refs.some((ref) => outstanding.has(ref)),
  ).length;
  return people === 0 ? undefined : `${people} ${people === 1 ? one : many} with something outstanding`;
}

function dateLines({ cycle, planState, programme }: LoadedCycle, now: Temporal.Instant): string[] {
  const { timeZone } = planState.calendar;
  const closes = closesAt(planState);
  const publishes = publishesAt(planState);
  const itself = programme.value.settings.review === 'none';
  const lines: string[] = [];
  if ((cycle.state === 'open' || cycle.state === 'scheduled') && isToCome(closes, now)) {
    lines.push(
      `${dateAndTime(closes, timeZone)}: the cycle closes, and the leads get the preview of the digest.`,
    );
  }
  if (!isOver(cycle)) {
    lines.push(
      itself
        ? `${dateAndTime(publishes, timeZone)}: the digest is posted to the board's channel and sent to the chair by itself.`
        : `From ${longDate(cycle.dates.publish)}: a lead publishes the digest to the board's channel and the chair.`,
    );
  }
  return lines;
}

function isToCome(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) > 0;
}
