import { localDate } from '../../calendar/local-time.ts';
import { sendWindow } from '../../calendar/send-window.ts';
import { isAfter } from '../../calendar/order.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { nominalDays } from '../../cycle/nominal-days.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { addresseeOf, routesOf } from '../../cycle/routing.ts';
import { groupedBy } from '../../programme/grouped.ts';
import type { Contact } from '../../programme/register.ts';
import type { CycleReader, LoadedCycle } from '../rounds/load-cycle.ts';
import { requestsAtOpening } from '../rounds/open-cycle.ts';
import { answeringOf } from './register-in-force.ts';

/** Somebody to whom actions that join an open cycle come. */
export interface Joining {
  contact: Contact;
  refs: string[];
  /** They are on the way to be written to anyhow, and find it in their next message; else they get one about it. */
  inNextMessage: boolean;
}

/**
 * The requests of the actions that an open cycle does not have yet, as it would have opened with them. What its ladder
 * called for before they came is not made up.
 */
export async function joiningRequests(
  store: CycleReader,
  { programme, register, stored, key }: Pick<LoadedCycle, 'programme' | 'register' | 'stored' | 'key'>,
  now: Temporal.Instant,
): Promise<UpdateRequest[]> {
  if (register.actions.every(({ ref }) => stored.has(ref))) return [];
  const all = await requestsAtOpening(store, programme.value, key.cycleId);
  return all
    .filter(({ ref }) => !stored.has(ref))
    .map((request) => ({ ...request, joined: true, askedAnew: now }));
}

/**
 * To whom they come: with the next message of whoever has something else outstanding and is to be written to still; where
 * nothing is left of the ladder for them, or they had finished, by one message of its own.
 */
export function joiningContacts(
  loaded: LoadedCycle,
  joining: readonly UpdateRequest[],
  now: Temporal.Instant,
): Joining[] {
  const { programme, register, cycle, planState, contacts } = loaded;
  const refs = new Set(joining.map(({ ref }) => ref));
  const requests = [...loaded.requests.filter(({ ref }) => !refs.has(ref)), ...joining];
  const routes = routesOf(answeringOf(programme.value, register, cycle), requests);
  const at = sendWindow(planState.calendar, now);
  const date = localDate(at, planState.calendar.timeZone);
  const addressee = ({ ref, notMine }: UpdateRequest) => {
    const route = routes.get(ref);
    const to = route && addresseeOf(route, planState, { date, at });
    return to === notMine?.contactId ? undefined : to;
  };
  const busy = new Set(
    requests.filter((request) => isOutstanding(request) && !refs.has(request.ref)).map(addressee),
  );
  const days = nominalDays({ ...planState, requests, routes });
  const asked = joining.filter(isOutstanding);
  return [...groupedBy(asked, (request) => addressee(request) ?? '')].flatMap(([contactId, own]) => {
    const contact = contacts.get(contactId);
    if (!contact) return [];
    const isWrittenTo = (days.get(contactId) ?? []).some(
      (day) =>
        isAfter(day.at, now) &&
        day.sections.some(
          ({ rung, requests: about }) => rung.to === 'contacts' && about.some(({ ref }) => refs.has(ref)),
        ),
    );
    return {
      contact,
      refs: own.map(({ ref }) => ref),
      inNextMessage: busy.has(contactId) && isWrittenTo,
    };
  });
}
