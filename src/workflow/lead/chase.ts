import { localDate } from '../../calendar/local-time.ts';
import { sendWindow } from '../../calendar/send-window.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { listed } from '../../cycle/date-names.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import { messageKey } from '../../cycle/plan.ts';
import type { ActMessage } from '../../outbox/ports.ts';
import type { ActResult } from '../act-result.ts';
import { waitingWords } from '../messages/going-words.ts';
import type { CycleKey } from '../ports.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import type { OverviewData } from './act-data.ts';
import { chaseList, type ChaseRecipient } from './chase-recipients.ts';
import { chosenRequests } from './chosen-requests.ts';
import type { LeadPress } from './lead-press.ts';
import { whenWords } from './others-acts.ts';
import { answerWithOverview } from './overview-reply.ts';
import { chooseFirst } from './lead-words.ts';

/**
 * `lead.chase`: asks those again who have not answered, within the hours of sending and at most one message a person a
 * day, whatever it is about. Whoever is not asked is named, with why.
 */
export async function chase(press: LeadPress<OverviewData>): Promise<ActResult> {
  const { deps, chosen, data, actor, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const requests = loaded ? chosenRequests(loaded, data) : [];
  if (!loaded || requests.length === 0) return answerWithOverview(press, { notice: chooseFirst });
  if (loaded.cycle.paused) {
    return answerWithOverview(press, { notice: 'The round is paused: nobody was written to.' });
  }
  const emails = [...loaded.contacts.values()].map(({ email }) => email);
  const people = await deps.store.people.byEmails(chosen.key.tenantId, emails);
  const { recipients, refused } = chaseList(loaded, requests, { by: actor.contactIds, now, people });
  const goes = goingAt(loaded, now);
  const events = await deps.store.cycles.events(chosen.key);
  const nudged: ChaseRecipient[] = [];
  for (const recipient of recipients) {
    const why = await whyNotToday(press, loaded, { recipient, goes, events });
    if (why === undefined) nudged.push(recipient);
    else refused.push(why);
  }
  await nudge(press, nudged, goes);
  const names = nudged.map(({ contact }) => contact.name);
  return answerWithOverview(press, {
    notice: [doneWords(names, goes, loaded, now), ...refused].join('\n'),
  });
}

/** When a message that is put in now leaves, and on which day. */
interface Going {
  at: Temporal.Instant;
  date: Temporal.PlainDate;
}

function goingAt({ planState: { calendar } }: LoadedCycle, now: Temporal.Instant): Going {
  const at = sendWindow(calendar, now);
  return { at, date: localDate(at, calendar.timeZone) };
}

/**
 * At most one message a day: by the ledger, and by what leads have put in that has not gone yet. Where the day's message
 * is a nudge that no event tells of, whoever pressed was stopped half-way, and this press does the rest.
 */
async function whyNotToday(
  { deps, chosen, author, now }: LeadPress<OverviewData>,
  loaded: LoadedCycle,
  about: { recipient: ChaseRecipient; goes: Going; events: readonly CycleEvent[] },
): Promise<string | undefined> {
  const { recipient, goes, events } = about;
  const { id, name } = recipient.contact;
  const { timeZone } = loaded.planState.calendar;
  const before = events.findLast(
    ({ kind, contactId, detail }) => kind === 'nudged' && contactId === id && detail === goes.date.toString(),
  );
  if (before) {
    const who = before.by?.contactId === author.contactId ? 'You' : (before.by?.name ?? 'Somebody');
    return `${who} nudged ${name} ${whenWords(before, now, timeZone)}: nobody gets two messages a day.`;
  }
  const holder = await deps.store.ledger.holderOfDay(chosen.key.tenantId, id, goes.date);
  return holder === undefined || (await isNudge(deps, chosen.key, { holder, contactId: id, goes }))
    ? undefined
    : `${name} has had a message today already: nobody gets two a day, so please try again tomorrow.`;
}

/** Whether the message that has somebody's day is a nudge of this round. */
async function isNudge(
  { store }: LeadPress<OverviewData>['deps'],
  { tenantId, programmeId, cycleId }: CycleKey,
  { holder, contactId, goes }: { holder: string; contactId: string; goes: Going },
): Promise<boolean> {
  if (holder !== messageKey(programmeId, cycleId, contactId, goes.date)) return false;
  const message = await store.ledger.find(tenantId, contactId, holder);
  return message?.value.sections.some(({ rung }) => rung === rungOf(goes)) ?? false;
}

function rungOf({ date }: Going): string {
  return `nudge,${date.toString()}`;
}

/** The messages before their events: the same press again finds them there, and changes nothing. */
async function nudge(
  { deps, chosen, author, turn }: LeadPress<OverviewData>,
  recipients: readonly ChaseRecipient[],
  goes: Going,
): Promise<void> {
  const { at, date } = goes;
  const messages = recipients.map(({ contact: { id: contactId, email, reachedBy }, refs }): ActMessage => ({
    recipient: { kind: 'contact', contactId, email, by: reachedBy },
    sections: [{ rung: rungOf(goes), kind: 'nudge' }],
    refs,
    date,
    at,
  }));
  // It reads the ledger for them all at once.
  if (messages.length > 0) await deps.outbox.put(chosen.key, messages);
  for (const { contact } of recipients) {
    await deps.store.cycles.addEvent(chosen.key, {
      id: `nudged-${contact.id}-${date.toString()}-${author.contactId.slice(0, 8)}`,
      at: deps.clock.now(),
      kind: 'nudged',
      by: author,
      contactId: contact.id,
      detail: date.toString(),
      ...(turn.card && { card: turn.card.activityId }),
    });
  }
}

function doneWords(
  nudged: readonly string[],
  { at }: Going,
  { planState }: LoadedCycle,
  now: Temporal.Instant,
): string {
  if (nudged.length === 0) return 'Nobody was nudged.';
  const waits = waitingWords(at, now, planState.calendar);
  return `Nudged ${listed(nudged)}${waits === undefined ? '' : `: ${waits}`}.`;
}
