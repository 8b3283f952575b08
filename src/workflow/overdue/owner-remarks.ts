import { localDate } from '../../calendar/local-time.ts';
import { isBefore } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import type { Handover } from '../../cycle/cycle.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { addresseeOf } from '../../cycle/routing.ts';
import { groupedBy } from '../../programme/grouped.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { listedRefs } from './listed-refs.ts';
import { daysAwayFrom } from '../../programme/absence.ts';

/** All that bears on some outstanding requests beside what was sent, each in a line for the leads. */
export function ownerRemarks(
  loaded: LoadedCycle,
  requests: readonly UpdateRequest[],
  now: Temporal.Instant,
): string[] {
  const said = requests.flatMap((request) =>
    remarksOn(loaded, request).map((words) => ({ ref: request.ref, words })),
  );
  const byWords = [...groupedBy(said, ({ words }) => words)].map(
    ([words, about]) => `${listedRefs(about.map(({ ref }) => ref))}: ${words}`,
  );
  return [...awayLines(loaded, requests, now), ...byWords];
}

/** What is to be said of one request, in words that go on from its ref. */
export function remarksOn(loaded: LoadedCycle, request: UpdateRequest): string[] {
  const { notMine, returned, extended, state } = request;
  const suggestion =
    notMine?.suggestion === undefined ? 'and suggests nobody' : `and suggests “${notMine.suggestion}”`;
  const handover = loaded.cycle.handovers?.findLast(({ ref }) => ref === request.ref);
  return [
    ...(notMine ? [`${notMine.by.name} says that it is not theirs, ${suggestion}`] : []),
    ...(handover ? [handoverWords(loaded, handover)] : []),
    ...(state === 'returned' && returned
      ? [`sent back by ${returned.by.name}; an answer is wanted by ${dayAndMonth(returned.answerBy)}`]
      : []),
    ...(state === 'requested' && extended ? [`has until ${dayAndMonth(extended.to)}`] : []),
  ];
}

function handoverWords({ contacts, register }: LoadedCycle, handover: Handover): string {
  const { why, by, contactId, ownerId } = handover;
  const person = contacts.get(contactId ?? '')?.name;
  const owner = register.owners.find(({ id }) => id === ownerId)?.name;
  const to = person ?? owner ?? 'the owner’s contact';
  switch (why) {
    case 'passed-on':
      return `passed on to ${to} by ${by.name}`;
    case 'handed-back':
      return `handed back to ${to} by ${by.name}`;
    case 'reassigned':
      return `reassigned to ${to} by ${by.name}`;
    case 'replaced':
      return `taken over by ${to}`;
  }
}

/** `Sam Lee is away until Friday 30 October; Ama Okoro covers`, for each who is away now, or will be before the close. */
export function awayLines(
  loaded: LoadedCycle,
  requests: readonly UpdateRequest[],
  now: Temporal.Instant,
): string[] {
  const { planState, contacts, routes, cycle } = loaded;
  const date = localDate(now, planState.calendar.timeZone);
  const lines = requests.flatMap(({ ref }) => {
    const route = routes.get(ref);
    const name = contacts.get(route?.messaged ?? '')?.name;
    if (!route || name === undefined) return [];
    return daysAwayFrom(planState.absences, route.messaged ?? '', date)
      .filter(({ from }) => !isBefore(cycle.dates.closes, from))
      .map(({ from, to }) => {
        const on = isBefore(from, date) ? date : from;
        const cover = addresseeOf(route, planState, { date: on, at: now });
        const covering = cover === route.messaged ? undefined : contacts.get(cover ?? '')?.name;
        const when = isBefore(date, from) ? `from ${dayAndMonth(from)} to` : 'until';
        return `${name} is away ${when} ${dayAndMonth(to)}; ${covering ?? 'nobody'} covers`;
      });
  });
  return [...new Set(lines)];
}
