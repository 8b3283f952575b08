import { localDate } from '../../calendar/local-time.ts';
import { Temporal } from '../../calendar/temporal.ts';
import type { AwaitedOwner } from '../../cards/views/overview.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { answeringOwner } from '../../digest/participation.ts';
import { groupedBy } from '../../programme/grouped.ts';
import { deliveryWords, type AskedInstead } from '../messages/delivery-words.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { unnamedLead } from '../people/programme-people.ts';
import { ownersNotReached } from '../messages/reach.ts';
import type { OverdueState } from './overdue-state.ts';
import { ownerRemarks } from './owner-remarks.ts';

const order: readonly AwaitedOwner['need'][] = ['decide', 'reach', 'await', 'later'];

/** Stands for the actions without an owner where owners are chosen: a choice cannot be empty. */
export const noOwnerChoice = 'no-owner';

/** What a choice of a request's owner sends. */
export function ownerChoice(request: UpdateRequest): string {
  return answeringOwner(request).id || noOwnerChoice;
}

/** The owners with something outstanding, by what needs doing; among equals those with most of it. */
export function awaitedOwners(state: OverdueState): AwaitedOwner[] {
  const { loaded, deliveries } = state;
  const notReached = ownersNotReached(loaded.requests, deliveries);
  return [...groupedBy(loaded.requests.filter(isOutstanding), ownerChoice)]
    .map(([id, outstanding]) =>
      ownerRow(state, id, outstanding, !notReached.has(id === noOwnerChoice ? '' : id)),
    )
    .sort(
      (a, b) =>
        order.indexOf(a.need) - order.indexOf(b.need) ||
        b.outstanding - a.outstanding ||
        (a.owner < b.owner ? -1 : 1),
    );
}

function ownerRow(
  { loaded, deliveries, now }: OverdueState,
  id: string,
  outstanding: readonly UpdateRequest[],
  reached: boolean,
): AwaitedOwner {
  const refs = new Set(outstanding.map(({ ref }) => ref));
  const messaged = new Set(outstanding.map(({ ref }) => loaded.routes.get(ref)?.messaged));
  const contact = [...messaged]
    .flatMap((contactId) => loaded.contacts.get(contactId ?? '')?.name ?? [])
    .filter((name) => name !== unnamedLead)
    .join(', ');
  const theirs = deliveries.filter((delivery) => delivery.refs.some((ref) => refs.has(ref)));
  const { timeZone } = loaded.planState.calendar;
  return {
    id,
    owner: outstanding[0] ? answeringOwner(outstanding[0]).name : '',
    ...(contact !== '' && { contact }),
    ...(contact === '' && id === noOwnerChoice && { contact: 'the programme lead answers' }),
    outstanding: outstanding.length,
    refs: [...refs],
    delivery: deliveryWords(theirs, timeZone, askedInstead(loaded, refs)),
    reached,
    drafts: outstanding.filter(({ draft }) => draft).length,
    need: needOf(outstanding, reached, localDate(now, timeZone)),
    remarks: ownerRemarks(loaded, outstanding, now),
  };
}

function needOf(
  outstanding: readonly UpdateRequest[],
  reached: boolean,
  today: Temporal.PlainDate,
): AwaitedOwner['need'] {
  if (outstanding.some(({ notMine }) => notMine)) return 'decide';
  if (!reached) return 'reach';
  return outstanding.every((request) => hasTime(request, today)) ? 'later' : 'await';
}

/** Whether there is a day of its own by which it is wanted, and that has not passed. */
function hasTime({ state, returned, extended }: UpdateRequest, today: Temporal.PlainDate): boolean {
  const until = state === 'returned' ? returned?.answerBy : extended?.to;
  return until !== undefined && Temporal.PlainDate.compare(today, until) <= 0;
}

/** Who is asked about some requests in place of a contact out of reach. */
function askedInstead({ routes, contacts }: LoadedCycle, refs: ReadonlySet<string>): AskedInstead[] {
  const ids = [...refs].flatMap((ref) => routes.get(ref)?.standIn?.contactId ?? []);
  return [...new Set(ids)].map((contactId) => ({ contactId, name: contacts.get(contactId)?.name ?? '' }));
}
