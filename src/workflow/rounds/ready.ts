import type { Temporal } from '../../calendar/temporal.ts';
import { clockTime, dateAndTime, longDate } from '../../calendar/words.ts';
import type { ReadySection, ReadyView } from '../../cards/views/ready.ts';
import { opensAt } from '../../cycle/moments.ts';
import { recipientId, type DueMessage } from '../../cycle/message.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { Programme } from '../../programme/programme.ts';
import { boardName } from './cycle-words.ts';
import type { CycleReader, LoadedCycle } from './load-cycle.ts';
import { requestsAtOpening } from './open-cycle.ts';
import type { Person } from '../people/person.ts';
import { planCycle } from './plan-cycle.ts';
import type { CycleKey, PeopleStore } from '../ports.ts';
import { reasonWords } from '../messages/reason-words.ts';
import { proposedDates } from './reschedule-cycle.ts';
import { whoSees } from '../publication/use-this-channel.ts';

export interface ReadyReader extends CycleReader {
  people: Pick<PeopleStore, 'byEmails'>;
}

/** What a scheduled cycle would open with now, and to whom it would go. */
export interface AtOpening {
  loaded: LoadedCycle;
  requests: UpdateRequest[];
  messages: DueMessage[];
}

/** Undefined when there is no such cycle. */
export async function atOpening(store: CycleReader, key: CycleKey): Promise<AtOpening | undefined> {
  const planned = await planCycle(store, key);
  if (!planned) return undefined;
  const requests = await requestsAtOpening(store, planned.loaded.programme.value, key.cycleId);
  return { ...planned, requests };
}

/** All that a lead wants to have seen before a round opens. Undefined when there is no such cycle. */
export async function ready(
  store: ReadyReader,
  key: CycleKey,
  now: Temporal.Instant,
  { page = 1, notice }: { page?: number; notice?: string } = {},
): Promise<ReadyView | undefined> {
  const opening = await atOpening(store, key);
  if (!opening) return undefined;
  const { loaded, requests } = opening;
  const { settings } = loaded.programme.value;
  const emails = [...loaded.contacts.values()].map(({ email }) => email);
  const people = await store.people.byEmails(key.tenantId, emails);
  const asked = askedPeople(opening, people);
  const strangers = asked.filter(({ by }) => by === 'never met');
  const scope = { programme: key.programmeId, cycle: key.cycleId };
  return {
    scope,
    ...(notice !== undefined && { notice }),
    title: 'Ready to open?',
    about: `For ${boardName(settings)} on ${longDate(loaded.cycle.dates.meeting)}`,
    sections: [
      dates(loaded, now),
      reached(asked),
      ...(strangers.length > 0 ? [neverMet(strangers)] : []),
      withoutOwner(requests),
      withoutStatus(requests),
      channel(loaded.programme.value),
    ],
    ...(strangers.length > 0 && { forward: forwardText(loaded) }),
    page,
    buttons: [
      { title: 'Open', verb: 'lead.open', data: scope },
      { title: 'Send me a sample', verb: 'lead.sample', data: scope },
      { title: 'Schedule', verb: 'lead.schedule', data: scope },
      { title: 'Change the dates', verb: 'lead.move', data: scope },
    ],
  };
}

function dates({ cycle, planState, programme }: LoadedCycle, now: Temporal.Instant): ReadySection {
  const { meeting, opens, deadline, closes, publish, closeAt } = cycle.dates;
  const outcome = proposedDates(
    programme.value,
    cycle,
    { meeting, given: { opens, deadline, closes, publish } },
    now,
  );
  const items = outcome.kind === 'refused' ? outcome.problems : outcome.warnings;
  const hour = clockTime(closeAt);
  return {
    id: 'dates',
    heading: 'Dates',
    line: `It opens on ${dateAndTime(opensAt(planState), planState.calendar.timeZone)}. Updates are due by ${hour} on ${longDate(deadline)}, it closes at ${hour} on ${longDate(closes)}, and the papers are out on ${longDate(publish)}.`,
    fine: items.length === 0,
    items,
  };
}

interface Asked {
  name: string;
  email: string;
  /** A deputy is asked once it is overdue. */
  isDeputy: boolean;
  by: 'Teams' | 'e-mail' | 'never met' | 'out of reach';
  why?: string;
}

/** Everybody who would be asked if nobody answered; in order of name. */
function askedPeople({ loaded, messages }: AtOpening, people: ReadonlyMap<string, Person>): Asked[] {
  const about = messages.filter(({ refs }) => refs.length > 0);
  const first = new Set(
    about.filter(({ sections }) => sections.some(({ kind }) => kind === 'request')).map(recipientId),
  );
  return [...new Set(about.map(recipientId))]
    .flatMap((id): Asked[] => {
      const contact = loaded.contacts.get(id);
      if (!contact) return [];
      const { name, email, reachedBy } = contact;
      const who = { name, email, isDeputy: !first.has(id) };
      if (reachedBy === 'email') return [{ ...who, by: 'e-mail' }];
      const person = people.get(email);
      if (!person || (!person.address && person.unreachable === undefined))
        return [{ ...who, by: 'never met' }];
      return person.unreachable === undefined
        ? [{ ...who, by: 'Teams' }]
        : [{ ...who, by: 'out of reach', why: reasonWords(person.unreachable) }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function reached(asked: readonly Asked[]): ReadySection {
  const count = (by: Asked['by']) => asked.filter((one) => one.by === by).length;
  const parts = [
    `${count('Teams')} in Teams`,
    ...(count('e-mail') > 0 ? [`${count('e-mail')} by e-mail, which is not sent yet`] : []),
    ...(count('never met') > 0
      ? [`${count('never met')} ${count('never met') === 1 ? 'has' : 'have'} never met me`]
      : []),
    ...(count('out of reach') > 0 ? [`${count('out of reach')} cannot be reached`] : []),
  ];
  const people = asked.length === 1 ? '1 person' : `${asked.length} people`;
  return {
    id: 'reach',
    heading: 'Who can be reached',
    line: asked.length === 0 ? 'Nobody would be asked.' : `${people} can be asked: ${parts.join('; ')}.`,
    fine: asked.length > 0 && count('Teams') === asked.length,
    items: asked.map(({ name, by, isDeputy, why }) => {
      const how = { Teams: 'in Teams', 'e-mail': 'by e-mail, not sent yet', 'never met': 'has never met me' };
      return `${name}${isDeputy ? ' (deputy)' : ''}: ${by === 'out of reach' ? (why ?? by) : how[by]}`;
    }),
  };
}

function neverMet(strangers: readonly Asked[]): ReadySection {
  const are = strangers.length === 1 ? '1 person has' : `${strangers.length} people have`;
  return {
    id: 'never-met',
    heading: 'Who has never met me',
    line: `${are} not added the app yet, so nothing would reach them. Forward the text below, or have the app installed for them.`,
    fine: false,
    items: strangers.map(({ name, email }) => `${name}, ${email}`),
  };
}

function withoutOwner(requests: readonly UpdateRequest[]): ReadySection {
  const found = requests.filter(({ owners }) => owners.length === 0);
  return {
    id: 'no-owner',
    heading: 'Actions without an owner',
    line:
      found.length === 0
        ? 'Every action has an owner.'
        : `${actions(found)} no owner: the programme lead is asked about ${found.length === 1 ? 'it' : 'them'}.`,
    fine: found.length === 0,
    items: found.map(titleOf),
  };
}

function withoutStatus(requests: readonly UpdateRequest[]): ReadySection {
  const found = requests.filter(({ baseline }) => baseline.status === undefined);
  return {
    id: 'no-status',
    heading: 'Actions without a status',
    line:
      found.length === 0
        ? 'Every action has a last known status.'
        : `${actions(found)} no status so far, and ${found.length === 1 ? 'counts' : 'count'} as such until somebody answers.`,
    fine: found.length === 0,
    items: found.map(titleOf),
  };
}

function channel({ settings, channelAudience }: Programme): ReadySection {
  const { channelId } = settings.board;
  const shared = { id: 'channel', heading: 'The board’s channel', items: [] };
  if (channelId === undefined) {
    return {
      ...shared,
      line: 'No channel is set. Add me to the board’s team, mention me in the channel and say: use this channel.',
      fine: false,
    };
  }
  if (channelAudience?.channelId !== channelId) {
    return {
      ...shared,
      line: 'A channel is set in the programme’s settings. Who can read it is not known: mention me there and say “use this channel” to see.',
      fine: false,
    };
  }
  const { name, at, guests } = channelAudience;
  const when = longDate(at.toZonedDateTimeISO(settings.calendar.timeZone).toPlainDate());
  return {
    ...shared,
    line: `The digest is posted in “${name}”. When it was chosen, on ${when}: ${whoSees(channelAudience)}`,
    fine: guests === 0,
  };
}

function actions(found: readonly UpdateRequest[]): string {
  return found.length === 1 ? '1 action has' : `${found.length} actions have`;
}

function titleOf({ ref, title }: UpdateRequest): string {
  return `${ref} ${title}`;
}

function forwardText({ programme, cycle }: LoadedCycle): string {
  const { settings } = programme.value;
  return [
    `For the report on ${settings.title} to ${boardName(settings)} on ${longDate(cycle.dates.meeting)} you will be asked for a short update in Microsoft Teams.`,
    'Please add the Board Updates app once: in Teams choose Apps, search for Board Updates, and choose Add. Then write “hello” to it.',
    `The request comes on ${longDate(cycle.dates.opens)}; updates are due by ${clockTime(cycle.dates.closeAt)} on ${longDate(cycle.dates.deadline)}. It takes a few minutes.`,
  ].join('\n\n');
}
