import { groupedBy } from '../programme/grouped.ts';
import { Temporal } from '../calendar/temporal.ts';
import { dayAndMonth } from '../calendar/words.ts';
import { firstOf } from '../cards/cut.ts';
import type { OverdueView } from '../cards/views.ts';
import { isOutstanding, type Draft, type UpdateRequest } from '../cycle/request.ts';
import type { Participation } from '../digest/digest.ts';
import { answeringOwner, participationOf } from '../digest/participation.ts';
import type { Delivery } from '../outbox/ledger.ts';
import type { Ledger } from '../outbox/ports.ts';
import { boardName } from './cycle-words.ts';
import { deliveryWords, type AskedInstead } from './delivery-words.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from './load-cycle.ts';
import { newestUpdate } from './newest-update.ts';
import type { CycleKey } from './ports.ts';
import { unnamedLead } from './programme-people.ts';
import { ownersNotReached } from './reach.ts';

export interface OverdueReader extends CycleReader {
  ledger: Pick<Ledger, 'ofCycle'>;
}

/** A cycle with what is known of its drafts and deliveries. */
export interface OverdueState {
  loaded: LoadedCycle;
  drafts: readonly Draft[];
  deliveries: readonly Delivery[];
  /** How many messages' records cannot be read. */
  unreadable?: number;
}

/** Who is outstanding in a cycle, what was sent to them, and why not. Undefined when there is no such cycle. */
export async function overdue(
  store: OverdueReader,
  key: CycleKey,
  now: Temporal.Instant,
  page = 1,
): Promise<OverdueView | undefined> {
  const loaded = await loadCycle(store, key);
  if (!loaded) return undefined;
  const drafts = (await store.cycles.drafts(loaded.key)).map(({ value }) => value);
  const state = { loaded, drafts, ...(await deliveriesOf(store.ledger, loaded.key)) };
  return overdueView(state, now, page);
}

/** A cycle's messages, as far as they can be read, and how many cannot. */
export async function deliveriesOf(
  ledger: Pick<Ledger, 'ofCycle'>,
  key: CycleKey,
): Promise<{ deliveries: Delivery[]; unreadable: number }> {
  let unreadable = 0;
  const rows = await ledger.ofCycle(key, () => (unreadable += 1));
  return { deliveries: rows.map(({ value }) => value), unreadable };
}

/** The same, of a state that is at hand: owners who were not reached first, then those with most outstanding. */
export function overdueView(state: OverdueState, now: Temporal.Instant, page = 1): OverdueView {
  const { programme, cycle, requests, key } = state.loaded;
  const notReached = ownersNotReached(requests, state.deliveries);
  const owners = [...groupedBy(requests.filter(isOutstanding), (request) => answeringOwner(request).id)]
    .map(([id, outstanding]) => ownerRow(state, outstanding, !notReached.has(id)))
    .sort(
      (a, b) =>
        Number(a.reached) - Number(b.reached) ||
        b.outstanding - a.outstanding ||
        (a.owner < b.owner ? -1 : 1),
    );
  return {
    scope: { programme: key.programmeId, cycle: key.cycleId },
    ...figuresOf(requests, notReached, state.unreadable),
    ...(cycle.state === 'cancelled' && {
      sentence: 'This cycle was cancelled: nobody is asked or reminded any more.',
    }),
    about: `For ${boardName(programme.value.settings)} on ${dayAndMonth(cycle.dates.meeting)}`,
    owners,
    page: Math.min(Math.max(1, page), Math.max(1, Math.ceil(owners.length / ownersAPage))),
    chasingEnded: chasingEnded(state.loaded, now),
  };
}

const ownersAPage = 10;
const lateShown = 20;

function ownerRow(
  { loaded, drafts, deliveries }: OverdueState,
  outstanding: UpdateRequest[],
  reached: boolean,
): OverdueView['owners'][number] {
  const refs = new Set(outstanding.map(({ ref }) => ref));
  const messaged = new Set(outstanding.map(({ ref }) => loaded.routes.get(ref)?.messaged));
  const contact = [...messaged]
    .flatMap((id) => loaded.contacts.get(id ?? '')?.name ?? [])
    .filter((name) => name !== unnamedLead)
    .join(', ');
  const theirs = deliveries.filter((delivery) => delivery.refs.some((ref) => refs.has(ref)));
  return {
    owner: outstanding[0] ? answeringOwner(outstanding[0]).name : '',
    ...(contact !== '' && { contact }),
    outstanding: outstanding.length,
    refs: [...refs],
    delivery: deliveryWords(theirs, loaded.planState.calendar.timeZone, askedInstead(loaded, refs)),
    reached,
    drafts: drafts.filter(({ ref }) => refs.has(ref)).length,
  };
}

/** Who is asked about some requests in place of a contact out of reach. */
function askedInstead({ routes, contacts }: LoadedCycle, refs: ReadonlySet<string>): AskedInstead[] {
  const ids = [...refs].flatMap((ref) => routes.get(ref)?.standIn?.contactId ?? []);
  return [...new Set(ids)].map((contactId) => ({ contactId, name: contacts.get(contactId)?.name ?? '' }));
}

/** `31 of 53 updates are in`, and who is awaited and what came late. */
function figuresOf(
  requests: readonly UpdateRequest[],
  notReached: ReadonlySet<string>,
  unreadable = 0,
): Pick<OverdueView, 'headline' | 'sentence'> {
  const figures = participationOf(requests, notReached);
  const { requestsAsked: asked, requestsAnswered: answered } = figures;
  if (asked === 0) return { headline: 'No updates have been asked for' };
  const allIn = asked === answered;
  const headline = allIn ? 'All updates are in' : `${answered} of ${asked} updates are in`;
  const sentences = [
    ...(allIn ? [] : [awaitedSentence(figures)]),
    ...lateSentence(requests),
    ...unreadableSentence(unreadable),
  ];
  return { headline, ...(sentences.length > 0 && { sentence: sentences.join(' ') }) };
}

/** `4 owners are awaited, and 1 more could not be reached.` */
function awaitedSentence({ noUpdate, notReached }: Participation): string {
  const awaited = noUpdate.length === 1 ? '1 owner is awaited' : `${noUpdate.length} owners are awaited`;
  return notReached.length === 0
    ? `${awaited}.`
    : `${awaited}, and ${notReached.length} more could not be reached.`;
}

/** `Sent after the close, and counted nowhere: 1.2 and 1.4.` This is where the leads hear of them. */
function lateSentence(requests: readonly UpdateRequest[]): string[] {
  const late = requests.filter((request) => newestUpdate(request)?.late === true).map(({ ref }) => ref);
  const { shown, more } = firstOf(late, lateShown);
  return late.length === 0
    ? []
    : [`Sent after the close, and counted nowhere: ${[shown.join(', '), ...more].join(' ')}.`];
}

/** What became of these is not known, and nobody is said to have been written to by them. */
function unreadableSentence(unreadable: number): string[] {
  if (unreadable === 0) return [];
  const messages = unreadable === 1 ? '1 message' : `${unreadable} messages`;
  return [`The record of ${messages} cannot be read; please tell whoever runs this bot.`];
}

/** Whether the last message to owners has fallen due, so that from here on it is up to the lead. */
function chasingEnded({ cycle, planState }: LoadedCycle, now: Temporal.Instant): boolean {
  if (cycle.state !== 'open') return cycle.state === 'closed' || cycle.state === 'published';
  return planState.rungs
    .filter(({ to }) => to !== 'leads')
    .every(({ at }) => Temporal.Instant.compare(at, now) <= 0);
}
