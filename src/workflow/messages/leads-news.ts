import { localDate, nextSendTime, sendTimeOn } from '../../calendar/local-time.ts';
import { sendWindow } from '../../calendar/send-window.ts';
import { isAfter, isBefore } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { recipientId, type DueMessage, type SectionKind } from '../../cycle/message.ts';
import { newsIn, type Missed, type News, type NewsTime } from '../../cycle/news.ts';
import { nominalDays } from '../../cycle/nominal-days.ts';
import { messageKey } from '../../cycle/plan.ts';
import { lease } from '../../outbox/policy/ready.ts';
import { newestDue } from '../../outbox/policy/standing.ts';
import { unfinished, type Delivery, type DeliveryState } from '../../outbox/ledger.ts';
import { groupedBy } from '../../programme/grouped.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { heldUpWords } from '../publication/obstacle-words.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import { reasonWords } from './reason-words.ts';
import { asks } from './reach.ts';

/** What a lead is told of the round by; each of them tells all that is new. */
const telling: readonly SectionKind[] = ['news', 'summary', 'close'];

/** What ended so has told nobody anything: its news is still to be told. */
const untold: readonly DeliveryState[] = ['superseded', 'skipped', 'unreachable', 'failed'];

/** What is put off, or tried again, may go after another that tells the same. */
const stillToGo: readonly DeliveryState[] = ['planned', 'retry'];

/**
 * The leads' roll-ups that are due: at most one each working day, at the send time, and only where there is news since
 * they were told last. Where the ladder has a message for a lead on that day, the news comes with that, whenever it is.
 */
export function newsMessages(
  loaded: LoadedCycle,
  rows: readonly Delivery[],
  now: Temporal.Instant,
): DueMessage[] {
  const { cycle, planState, leads, key } = loaded;
  if (!hasNews(cycle)) return [];
  const { calendar } = planState;
  const date = localDate(now, calendar.timeZone);
  const sendTime = sendTimeOn(calendar, date);
  const isADay = Temporal.Instant.compare(sendWindow(calendar, sendTime), sendTime) === 0;
  if (!isADay || isBefore(now, sendTime)) return [];
  return leads.flatMap(({ id: contactId, email, reachedBy }): DueMessage[] => {
    const own = rows.filter((row) => recipientId(row) === contactId);
    // Where they cannot be reached, this goes as soon as they can, and tells all that is new by then.
    if (newestDue(own, now)?.state === 'unreachable') return [];
    const messageOfDay = messageKey(key.programmeId, key.cycleId, contactId, date);
    const since = toldLast(rows, contactId, messageOfDay);
    // Mostly there is none, and the rest is more work.
    if (newsOf(loaded, rows, { since, until: now }).length === 0) return [];
    const days = nominalDays(planState).get(contactId) ?? [];
    const at = days.find((day) => day.date.equals(date))?.at ?? sendTime;
    if (isBefore(now, at) || newsOf(loaded, rows, { since, until: at }).length === 0) return [];
    const message: DueMessage = {
      key: messageOfDay,
      recipient: { kind: 'contact', contactId, email, by: reachedBy },
      date,
      at,
      sections: [{ rung: `news,${date.toString()}`, kind: 'news' }],
      refs: [],
    };
    return [message];
  });
}

/** When the leads' news is looked at next; undefined where there will be none. */
export function nextNews(
  { cycle, planState, leads }: LoadedCycle,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  return hasNews(cycle) && leads.length > 0
    ? sendWindow(planState.calendar, nextSendTime(planState.calendar, now))
    : undefined;
}

/** Whether leads are told what happens in a round. */
function hasNews({ state, paused }: Cycle): boolean {
  return !paused && (state === 'open' || state === 'closed');
}

/** What is new to whoever gets this message, in lines. */
export function newsLines(
  loaded: LoadedCycle,
  rows: readonly Delivery[],
  delivery: Delivery,
  now: Temporal.Instant,
): string[] {
  // What has still to go is drawn then, by what this one has told.
  const gone = rows.filter(({ state }) => !stillToGo.includes(state));
  const since = toldLast(gone, recipientId(delivery), delivery.key);
  return inWords(loaded, newsOf(loaded, rows, { since, until: now }));
}

function newsOf(loaded: LoadedCycle, rows: readonly Delivery[], time: NewsTime): News[] {
  const { programme, cycle, requests, leads, planState } = loaded;
  if (!hasNews(cycle)) return [];
  return newsIn(
    {
      requests,
      missed: missedIn(rows, localDate(time.until, planState.calendar.timeZone)),
      amendments: programme.value.amendments ?? [],
      heldUp: cycle.state === 'closed' ? cycle.heldUp : undefined,
      leads: leads.map(({ id }) => id),
    },
    time,
  );
}

/** When a lead was told last of how things stand, or is about to be, but for this message. */
function toldLast(rows: readonly Delivery[], contactId: string, but: string): Temporal.Instant | undefined {
  return rows
    .filter(
      ({ recipient, key, state, sections }) =>
        recipient.kind === 'contact' &&
        recipient.contactId === contactId &&
        key !== but &&
        !untold.includes(state) &&
        sections.some(({ kind }) => telling.includes(kind)),
    )
    .map(toldUntil)
    .sort((a, b) => Temporal.Instant.compare(a, b))
    .at(-1);
}

/**
 * Until when a message tells what is new. It can go long after it fell due, and is drawn no longer than a lease before it
 * is written down how it ended: what came up meanwhile is told twice rather than never. That it came can be found out later.
 */
function toldUntil({ at, notBefore, attempts }: Delivery): Temporal.Instant {
  const mayHaveCarried = attempts.find(({ outcome }) => outcome === 'sent' || outcome === 'unknown');
  const drawn = notBefore ?? mayHaveCarried?.at.subtract(lease);
  return drawn && isAfter(drawn, at) ? drawn : at;
}

/** Overtaken, or with nothing to say: that says nothing of whether somebody can be reached. */
const unsaid: readonly DeliveryState[] = ['superseded', 'skipped'];

/**
 * Of each contact, the newest message that asked, where it was given up because they cannot be reached; since when that is
 * so, and why. That it still is when the next message falls due is nothing new. A roll-up is drawn while the other messages
 * of its day are on their way: those do not hide it.
 */
function missedIn(rows: readonly Delivery[], today: Temporal.PlainDate): Missed[] {
  const asking = rows.filter(
    (row) => asks(row) && !unsaid.includes(row.state) && !(isUntried(row) && row.date.equals(today)),
  );
  return [...groupedBy(asking, recipientId)].flatMap(([contactId, unsorted]) => {
    const own = [...unsorted].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
    const newest = own.at(-1);
    if (newest?.state !== 'unreachable') return [];
    const { refs, why } = newest;
    const first =
      own[own.findLastIndex((row) => row.state !== 'unreachable' || row.why !== why) + 1] ?? newest;
    return [{ contactId, refs, why, at: givenUpAt(first) }];
  });
}

function isUntried({ state, attempts }: Delivery): boolean {
  return unfinished.includes(state) && attempts.length === 0;
}

/** When it was first found that it could not be delivered: it may have been tried again since, to the same effect. */
function givenUpAt({ attempts, at }: Delivery): Temporal.Instant {
  const since = attempts.findLastIndex(({ outcome }) => outcome !== 'unreachable') + 1;
  return attempts[since]?.at ?? at;
}

/** A line for each kind of news about each person. */
function inWords({ contacts, cycle, programme }: LoadedCycle, news: readonly News[]): string[] {
  const lines = news.flatMap((one) => {
    switch (one.kind) {
      case 'held-up':
        return heldUpWords(cycle, programme.value.settings) ?? [];
      case 'not-mine':
        return `${one.by.name} says that ${one.ref} is not theirs${one.suggestion === undefined ? '' : `, and suggests “${one.suggestion}”`}.`;
      case 'not-reached': {
        const name = contacts.get(one.contactId)?.name ?? 'Somebody';
        return `${name} could not be reached about ${listedRefs(one.refs)}: ${reasonWords(one.why)}.`;
      }
      case 'late':
      case 'passed-on':
        return [];
    }
  });
  const late = groupedBy(
    news.filter((one) => one.kind === 'late'),
    ({ by }) => by.name,
  );
  const passed = groupedBy(
    news.filter((one) => one.kind === 'passed-on'),
    ({ by, to }) => `${by.name}\n${to}`,
  );
  return [
    ...lines,
    ...[...late].map(([name, own]) => `${name} sent an update on ${refsOf(own)} after the close.`),
    ...[...passed.values()].flatMap((own) =>
      own[0] ? [`${own[0].by.name} has passed ${refsOf(own)} on to ${own[0].to}, from now on.`] : [],
    ),
  ];
}

function refsOf(news: readonly { ref: string }[]): string {
  return listedRefs(news.map(({ ref }) => ref));
}
