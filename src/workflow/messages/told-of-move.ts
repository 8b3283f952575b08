import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { isOutstanding } from '../../cycle/request.ts';
import { addresseeOf } from '../../cycle/routing.ts';
import { sendWindow } from '../../outbox/policy/send-window.ts';
import type { ActMessage } from '../../outbox/ports.ts';
import { groupedBy } from '../../programme/grouped.ts';
import type { Contact } from '../../programme/register.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

/** Somebody who is to hear of an open cycle's new dates, and what they have outstanding. */
export interface Told {
  contact: Contact;
  refs: string[];
}

/**
 * Who hears of a cycle's new dates: whoever has something outstanding is written to once, the others not at all. Where
 * somebody has said that a request is not theirs, they are left alone until a lead has decided.
 */
export function toldOfMove(loaded: LoadedCycle, now: Temporal.Instant): Told[] {
  const { cycle, requests, routes, planState, contacts } = loaded;
  if (cycle.state !== 'open') return [];
  const at = sendWindow(planState.calendar, now);
  const date = localDate(at, planState.calendar.timeZone);
  const asked = requests.filter(isOutstanding).flatMap(({ ref, notMine }) => {
    const route = routes.get(ref);
    if (!route) return [];
    return [...new Set([addresseeOf(route, planState, { date, at }), route.standIn?.contactId])]
      .filter((id) => id !== notMine?.contactId)
      .flatMap((id) => contacts.get(id ?? '') ?? [])
      .map((contact) => ({ ref, contact }));
  });
  return [...groupedBy(asked, ({ contact }) => contact.id).values()].flatMap((own) =>
    own[0] ? [{ contact: own[0].contact, refs: own.map(({ ref }) => ref) }] : [],
  );
}

/** Their messages, within the hours of sending. `which` tells one change of the dates from another. */
export function moveMessages(loaded: LoadedCycle, now: Temporal.Instant, which: number): ActMessage[] {
  const { calendar } = loaded.planState;
  const at = sendWindow(calendar, now);
  return toldOfMove(loaded, now).map(({ contact: { id: contactId, email, reachedBy }, refs }) => ({
    recipient: { kind: 'contact', contactId, email, by: reachedBy },
    sections: [{ rung: `moved,${which}`, kind: 'moved' }],
    refs,
    date: localDate(at, calendar.timeZone),
    at,
  }));
}
