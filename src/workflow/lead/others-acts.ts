import { localDate } from '../../calendar/local-time.ts';
import { isAfter } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { clockTime, dateAndTime, dayAndMonth } from '../../calendar/words.ts';
import type { CycleEvent, EventKind } from '../../cycle/event.ts';
import { groupedBy } from '../../programme/grouped.ts';
import { contactNames } from './contact-names.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import type { OverviewData } from './act-data.ts';
import type { LeadPress } from './lead-press.ts';

const linesShown = 3;

/**
 * What other leads have done since the card was drawn on which this lead acts, in lines: `Priya Raman nudged Sam Lee at
 * 10:15 am.` The newest first; nothing where the card does not say when it was drawn.
 */
export async function othersActs(press: LeadPress<OverviewData>): Promise<string[]> {
  const { deps, chosen, data, now } = press;
  if (data.seen === undefined) return [];
  const since = Temporal.Instant.from(data.seen);
  const names = contactNames(chosen.of);
  const { timeZone } = chosen.of.programme.settings.calendar;
  const events = (await deps.store.cycles.events(chosen.key)).filter(
    (event) => isTold(event) && isByAnother(press, event) && isAfter(event.at, since),
  );
  const acts = groupedBy(events, ({ by, kind, contactId, detail, at }) =>
    JSON.stringify([by?.contactId, kind, kind === 'nudged' ? contactId : detail, at.toString()]),
  );
  return [...acts.values()]
    .reverse()
    .slice(0, linesShown)
    .flatMap((same) => {
      const [first] = same;
      const words = first && verbs[first.kind]?.(about(same, names), first.detail ?? '');
      return words === undefined
        ? []
        : [`${first?.by?.name ?? ''} ${words} ${whenWords(first, now, timeZone)}.`];
    });
}

/**
 * For a lead whose act was done already: `Priya Raman did that at 10:15 am.`; empty where no lead did, or where one of
 * `undone` has happened since.
 */
export async function whoWasFirst(
  press: LeadPress<unknown>,
  kind: EventKind,
  undone: readonly EventKind[] = [],
): Promise<string> {
  const events = await press.deps.store.cycles.events(press.chosen.key);
  const last = events.findLast(
    (event) => undone.includes(event.kind) || (event.kind === kind && event.by !== undefined),
  );
  return last?.kind === kind ? didThat(press, last) : '';
}

/** The same, of what another lead has done since this lead's card was drawn. */
export async function whoElseDid(
  press: LeadPress<unknown>,
  kind: EventKind,
  since: Temporal.Instant,
): Promise<string> {
  const events = await press.deps.store.cycles.events(press.chosen.key);
  const last = events.findLast((event) => event.kind === kind && isByAnother(press, event));
  return last && isAfter(last.at, since) ? didThat(press, last) : '';
}

function didThat({ chosen, now }: LeadPress<unknown>, event: CycleEvent): string {
  const { timeZone } = chosen.of.programme.settings.calendar;
  return event.by ? ` ${event.by.name} did that ${whenWords(event, now, timeZone)}.` : '';
}

export function isByAnother(
  { actor }: Pick<LeadPress<unknown>, 'actor'>,
  { by }: Pick<CycleEvent, 'by'>,
): boolean {
  return by !== undefined && !actor.contactIds.includes(by.contactId);
}

/** `at 10:15 am`; with the day, where that is not today. */
export function whenWords(
  event: Pick<CycleEvent, 'at'> | undefined,
  now: Temporal.Instant,
  timeZone: string,
): string {
  if (!event) return '';
  const local = event.at.toZonedDateTimeISO(timeZone);
  return localDate(now, timeZone).equals(local.toPlainDate())
    ? `at ${clockTime(local.toPlainTime())}`
    : `on ${dateAndTime(event.at, timeZone)}`;
}

/** How each act of a lead is told; `about` is the refs, or the person. Those that are not here are not told. */
const verbs: Partial<Record<EventKind, (about: string, detail: string) => string>> = {
  nudged: (about) => `nudged ${about}`,
  extended: (about, to) => `gave ${about} until ${dayWords(to)}`,
  excused: (about) => `excused ${about}`,
  'asked-again': (about) => `asked for ${about} again`,
  recorded: (about) => `recorded an answer on ${about}`,
  reassigned: (about) => `reassigned ${about}`,
  replaced: () => 'replaced a contact',
  'kept-theirs': (about) => `decided on ${about}`,
  returned: (about) => `sent ${about} back`,
  suggested: (about) => `sent ${about} back with another status`,
  edited: (about) => `accepted ${about} in other words`,
  accepted: (about) => `accepted ${about}`,
  joined: (about) => `joined another address to ${about}`,
  dismissed: () => 'said that somebody who wrote is not one of yours',
  'shown-again': () => 'had somebody who wrote shown to you again',
  moved: () => 'moved the meeting',
  paused: () => 'paused the round',
  resumed: () => 'went on with the round',
};

/** A request that lost its own deadline as the round got other dates is no move by itself. */
function isTold({ kind, ref }: CycleEvent): boolean {
  return verbs[kind] !== undefined && !(kind === 'moved' && ref !== undefined);
}

function about(events: readonly CycleEvent[], names: ReadonlyMap<string, string>): string {
  const refs = events.flatMap(({ ref }) => ref ?? []);
  return refs.length > 0 ? listedRefs(refs) : (names.get(events[0]?.contactId ?? '') ?? 'somebody');
}

function dayWords(date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? dayAndMonth(Temporal.PlainDate.from(date)) : 'a later day';
}
