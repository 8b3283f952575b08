import { instantAt, localDate } from '../../calendar/local-time.ts';
import { isBefore } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import type { View } from '../../cards/views/view.ts';
import { isWanted } from '../../cycle/outstanding.ts';
import type { Section } from '../../cycle/message.ts';
import { isAboutReturn, returnIn } from '../../cycle/return-section.ts';
import { addresseeOf, type Route } from '../../cycle/routing.ts';
import type { Audience } from '../../programme/settings.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { listView } from '../updates/list-view.ts';
import { audienceOf } from './audience.ts';
import { inPlaceOfAway } from './away-words.ts';
import { isOwnerKind, type OwnerKind } from '../../cycle/owner-kinds.ts';
import { leadLine } from './message-words.ts';
import { returnedSentences } from './return-words.ts';

/** Who is asked, by whom, and when. */
export interface Asking {
  loaded: LoadedCycle;
  /** The reader's contact id. */
  reader: string;
  /** Who asks: the first lead's name, where it is known. */
  asker: string | undefined;
  now: Temporal.Instant;
}

/** The list of what a message's sections ask of a contact, with why they come now; none where nothing of it is outstanding still. */
export function ownList(asking: Asking, sections: readonly Section[]): View[] {
  const { loaded, reader, now } = asking;
  if (loaded.cycle.state === 'cancelled') return [];
  const still = sections.filter((section) => stillAsks(section, loaded));
  const audiences = new Set(still.map((section) => audienceOf(loaded, section)));
  const asked = askedOf(asking, audiences);
  if (asked.own.length + asked.covered.length === 0) return [];
  const view = listView({
    loaded,
    readers: [reader],
    now,
    today: todayIn(loaded, now),
    coversDeputy: audiences.has('deputies'),
  });
  return [{ kind: 'list', view: { ...view, lead: whyNow(asking, still, asked) } }];
}

function stillAsks(section: Section, { requests }: LoadedCycle): boolean {
  if (!isOwnerKind(section.kind)) return false;
  return !isAboutReturn(section) || returnIn(section, requests) !== undefined;
}

/** What is outstanding and somebody is asked for. */
interface Asked {
  own: Route[];
  /** As the deputy, who has been asked to step in. */
  covered: Route[];
}

function askedOf({ loaded, reader, now }: Asking, audiences: ReadonlySet<Audience>): Asked {
  const due = { date: todayIn(loaded, now), at: now };
  const outstanding = loaded.requests
    .filter((request) => isWanted(request, loaded.cycle) && request.notMine?.contactId !== reader)
    .flatMap(({ ref }) => loaded.routes.get(ref) ?? []);
  return {
    own: audiences.has('contacts') ? outstanding.filter((route) => isAsked(loaded, route, reader, due)) : [],
    covered: audiences.has('deputies') ? outstanding.filter(({ deputies }) => deputies.includes(reader)) : [],
  };
}

/** Whether somebody is asked themselves: as the contact, or in place of one who cannot be reached, or is away. */
function isAsked(
  { planState }: LoadedCycle,
  route: Route,
  contactId: string,
  now: { date: Temporal.PlainDate; at: Temporal.Instant },
): boolean {
  if (route.messaged === contactId || route.standIn?.contactId === contactId) return true;
  return addresseeOf(route, planState, now) === contactId;
}

/** Why the message comes now, and in whose place. */
function whyNow(asking: Asking, sections: readonly Section[], { own, covered }: Asked): string {
  const { loaded, reader, asker, now } = asking;
  const nameOf = (id: string): string | undefined => loaded.contacts.get(id)?.name;
  const kinds = sections.flatMap((section) =>
    isOwnerKind(section.kind) && !isAboutReturn(section) ? [kindBy(loaded, section.kind, now)] : [],
  );
  const refs = [...new Set([...own, ...covered].map(({ ref }) => ref))];
  const insteadOf = unreachedAmong(own, reader).flatMap((id) => nameOf(id) ?? []);
  const about = { reader, asDeputy: own.length === 0, refs, loaded, asker, insteadOf };
  return [
    ...inPlaceOfAway(own, reader, todayIn(loaded, now), nameOf),
    ...returnedSentences(sections, loaded.requests),
    ...(kinds.length > 0 ? [leadLine(kinds, about)] : []),
  ].join(' ');
}

/** The ids of those who cannot be reached, and in whose place somebody is asked. */
function unreachedAmong(own: readonly Route[], contactId: string): string[] {
  const ids = own.flatMap(({ standIn }) => (standIn?.contactId === contactId ? [standIn.insteadOf] : []));
  return [...new Set(ids)];
}

/**
 * What a reminder is by the time it goes: a message can be put off by another's on its day, or be made up late, and a
 * ladder can have its steps on any day. So "due today" is said on that day only, and nobody is told of time that has gone.
 */
function kindBy(loaded: LoadedCycle, kind: OwnerKind, now: Temporal.Instant): OwnerKind {
  if (kind !== 'reminder' && kind !== 'due') return kind;
  const { deadline, closeAt } = loaded.cycle.dates;
  const { timeZone } = loaded.planState.calendar;
  if (isBefore(instantAt(deadline, closeAt, timeZone), now)) return 'overdue';
  return todayIn(loaded, now).equals(deadline) ? kind : 'reminder';
}

function todayIn({ planState }: LoadedCycle, now: Temporal.Instant): Temporal.PlainDate {
  return localDate(now, planState.calendar.timeZone);
}
