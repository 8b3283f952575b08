import { instantAt, localDate } from '../../calendar/local-time.ts';
import { Temporal } from '../../calendar/temporal.ts';
import type { View } from '../../cards/views/view.ts';
import type { Clock } from '../../clock.ts';
import { isWanted } from '../../cycle/acts/change-hands.ts';
import { actKinds, type Recipient, type Section } from '../../cycle/message.ts';
import { isOutstanding } from '../../cycle/request.ts';
import { isAboutReturn, returnIn } from '../../cycle/return-section.ts';
import { addresseeOf, type Route } from '../../cycle/routing.ts';
import { heldBack, type Delivery } from '../../outbox/ledger.ts';
import type { Draw, Drawn, Ledger, OutgoingMessage } from '../../outbox/ports.ts';
import { recentReads } from '../../outbox/recent-reads.ts';
import type { Timer } from '../../outbox/timer.ts';
import { shareReads } from '../../outbox/share-reads.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Audience } from '../../programme/settings.ts';
import { assembleDigest } from '../publication/assemble-digest.ts';
import { inPlaceOfAway } from './away-words.ts';
import { listView } from '../updates/list-view.ts';
import { newsLines } from './leads-news.ts';
import { loadCycle, loadPart, type CycleReader, type LoadedCycle } from '../rounds/load-cycle.ts';
import { overdueView } from '../overdue/overdue.ts';
import { deliveriesOf } from '../overdue/overdue-state.ts';
import type { CycleKey, PeopleStore, Stored } from '../ports.ts';
import { unnamedLead } from '../people/programme-people.ts';
import { previewView } from '../publication/preview-digest.ts';
import { publishedDigest, publishedView } from '../publication/published-view.ts';
import { returnedSentences } from './return-words.ts';
import { leadLine, ownerKinds, type OwnerKind } from './message-words.ts';

export interface DrawDeps {
  store: CycleReader & { ledger: Pick<Ledger, 'ofCycle'>; people: Pick<PeopleStore, 'byEmail'> };
  clock: Clock;
  timer: Timer;
  render: (views: View[]) => OutgoingMessage;
}

/** A cycle, or the recipient's part of it, as it stood after a claim. */
interface Look {
  loaded: LoadedCycle;
  /** Who asks: the first lead's name, where the bot has met them or the register has it. */
  asker: string | undefined;
}

/**
 * Looks again, then draws: whatever a message was planned for, it says what is outstanding now; and where nothing
 * of it is, it is not sent. One for each round of deliveries.
 */
export function createDraw(deps: DrawDeps): Draw {
  const { cycles } = deps.store;
  const requests = shareReads((id) => cycles.requests(JSON.parse(id) as CycleKey));
  const met = recentReads(async (id) => {
    const [tenantId, email] = JSON.parse(id) as [string, string];
    return (await deps.store.people.byEmail(tenantId, email))?.value.name;
  }, deps.timer);

  async function askerOf({ leads: [lead], key }: LoadedCycle): Promise<string | undefined> {
    if (!lead) return undefined;
    const name = await met(JSON.stringify([key.tenantId, lead.email]));
    return name ?? (lead.name === unnamedLead ? undefined : lead.name);
  }

  async function forOwners(delivery: Delivery, programme: Stored<Programme>): Promise<Drawn> {
    const { recipient, cycleId } = delivery;
    const contactIds = recipient.kind === 'board' ? [] : [recipient.contactId];
    const loaded = await loadPart(deps.store, programme, cycleId, contactIds, (key) =>
      requests(JSON.stringify(key)),
    );
    const cycle = programme.value.cycles.find(({ id }) => id === cycleId);
    if (!loaded) return { kind: 'nothing', why: cycle ? whyNothing({ cycle }) : 'the cycle is gone' };
    // The programme was read a little earlier, and a lead may have gone on with the round since.
    if (loaded.cycle.paused) return forAnybody(delivery);
    const views = loaded.requests.some(isOutstanding)
      ? ownList(deps, { loaded, asker: await askerOf(loaded) }, delivery)
      : [];
    if (views.length === 0) {
      // The act that called for the message may be later than that as well.
      return delivery.sections.some(isCalledForByAct)
        ? forAnybody(delivery)
        : { kind: 'nothing', why: whyNothing(loaded) };
    }
    return { kind: 'message', message: deps.render(views), showsList: true, ...metAt(loaded, recipient) };
  }

  async function forAnybody(delivery: Delivery): Promise<Drawn> {
    const { tenantId, programmeId, cycleId } = delivery;
    const loaded = await loadCycle(deps.store, { tenantId, programmeId, cycleId });
    if (!loaded) return { kind: 'nothing', why: 'the cycle is gone' };
    if (loaded.cycle.state === 'cancelled') return { kind: 'nothing', why: whyNothing(loaded) };
    if (loaded.cycle.paused) return { kind: 'nothing', why: heldBack };
    const seen = { loaded, asker: await askerOf(loaded) };
    const own = ownList(deps, seen, delivery);
    const views = [
      ...own,
      ...(await forLeads(deps, seen, delivery)),
      ...(await digest(deps, seen, delivery)),
    ];
    if (views.length === 0) return { kind: 'nothing', why: whyNothing(loaded) };
    const message = deps.render(views);
    return { kind: 'message', message, showsList: own.length > 0, ...metAt(loaded, delivery.recipient) };
  }

  return async (delivery, programme) => {
    const toOwners = delivery.sections.every(({ kind }) => isOwnerKind(kind));
    return toOwners && !isForLeads(delivery, programme)
      ? forOwners(delivery, programme)
      : forAnybody(delivery);
  };
}

/** Somebody with several addresses is written to where the bot has met them, whenever the message was planned. */
function metAt({ contacts }: LoadedCycle, recipient: Recipient): { to?: string } {
  const contact = recipient.kind === 'board' ? undefined : contacts.get(recipient.contactId);
  return contact?.aliases ? { to: contact.email } : {};
}

/** Whether a ladder writes to leads with a kind of message that is owners' otherwise. */
function isForLeads({ sections }: Delivery, { value }: Stored<Programme>): boolean {
  const toLeads = value.settings.ladder.filter(({ to }) => to === 'leads').map(({ rung }) => rung);
  return sections.some(({ rung }) => toLeads.includes(rung));
}

function whyNothing({ cycle }: Pick<LoadedCycle, 'cycle'>): Extract<Drawn, { kind: 'nothing' }>['why'] {
  if (cycle.state === 'cancelled') return 'the cycle was cancelled';
  return cycle.state === 'open' ? 'nothing is outstanding any more' : 'the cycle has closed';
}

/** What the recipient is asked for, if any of it is outstanding still. */
function ownList({ clock }: DrawDeps, { loaded, asker }: Look, { recipient, sections }: Delivery): View[] {
  if (recipient.kind === 'board' || loaded.cycle.state === 'cancelled') return [];
  const now = clock.now();
  const today = localDate(now, loaded.planState.calendar.timeZone);
  const asking = sections.filter(
    (section) =>
      isOwnerKind(section.kind) &&
      (!isAboutReturn(section) || returnIn(section, loaded.requests) !== undefined),
  );
  const audiences = new Set(asking.map((section) => audienceOf(loaded, section)));
  const covers = audiences.has('deputies');
  const { contactId } = recipient;
  const outstanding = loaded.requests
    .filter((request) => isWanted(request, loaded.cycle) && request.notMine?.contactId !== contactId)
    .map(({ ref }) => loaded.routes.get(ref));
  const isTheirs = (route: Route) => isAsked(loaded, route, contactId, { date: today, at: now });
  const own = outstanding.filter((route) => audiences.has('contacts') && route && isTheirs(route));
  const covered = outstanding.filter((route) => covers && route?.deputies.includes(contactId));
  const theirs = new Set([...own, ...covered].flatMap((route) => route?.ref ?? []));
  if (theirs.size === 0) return [];
  const view = listView({
    loaded,
    readers: [contactId],
    now,
    today,
    coversDeputy: covers,
  });
  const others = asking.filter((section) => !isAboutReturn(section));
  const kinds = others.map(({ kind }) => kindBy(loaded, kind as OwnerKind, now));
  const asDeputy = own.length === 0;
  const insteadOf = standsInFor(loaded, own, contactId);
  const inPlace = inPlaceOfAway(
    own.flatMap((route) => route ?? []),
    contactId,
    today,
    (id) => loaded.contacts.get(id)?.name,
  );
  const about = { reader: contactId, asDeputy, refs: [...theirs], loaded, asker, insteadOf };
  const lead = [
    ...inPlace,
    ...returnedSentences(asking, loaded.requests),
    ...(kinds.length > 0 ? [leadLine(kinds, about)] : []),
  ].join(' ');
  return [{ kind: 'list', view: { ...view, lead } }];
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

/** The names of those in whose place somebody is asked. */
function standsInFor(
  { contacts }: LoadedCycle,
  own: readonly (Route | undefined)[],
  contactId: string,
): string[] {
  const ids = own.flatMap((route) =>
    route?.standIn?.contactId === contactId ? [route.standIn.insteadOf] : [],
  );
  return [...new Set(ids)].flatMap((id) => contacts.get(id)?.name ?? []);
}

const toLeadsAnyway: readonly Section['kind'][] = ['summary', 'close', 'news'];

/** Whom a section speaks to, by the ladder in force; one that has left the ladder meanwhile, as its kind is meant. */
function audienceOf({ planState }: LoadedCycle, { rung, kind }: Section): Audience {
  const step = planState.rungs.find((one) => one.rung === rung);
  return step?.to ?? (toLeadsAnyway.includes(kind) ? 'leads' : 'contacts');
}

/**
 * What a reminder is by the time it goes: a message can be put off by another's on its day, or be made up late, and a
 * ladder can have its steps on any day. So "due today" is said on that day only, and nobody is told of time that has gone.
 */
function kindBy({ cycle, planState }: LoadedCycle, kind: OwnerKind, now: Temporal.Instant): OwnerKind {
  if (kind !== 'reminder' && kind !== 'due') return kind;
  const { deadline, closeAt } = cycle.dates;
  const { timeZone } = planState.calendar;
  if (Temporal.Instant.compare(instantAt(deadline, closeAt, timeZone), now) < 0) return 'overdue';
  return localDate(now, timeZone).equals(deadline) ? kind : 'reminder';
}

/**
 * The leads' summary while anything is outstanding, whatever its rung is called; the preview once the cycle has closed.
 * Either opens with the news; on other days the overview comes for the news alone.
 */
async function forLeads({ store, clock }: DrawDeps, { loaded }: Look, delivery: Delivery): Promise<View[]> {
  const now = clock.now();
  const kinds = new Set(delivery.sections.map(({ kind }) => kind));
  const isOpen = loaded.cycle.state === 'open';
  const isPreview = kinds.has('close') && loaded.cycle.state === 'closed';
  const hasSummary = delivery.sections.some(
    (section) =>
      section.kind !== 'close' && section.kind !== 'news' && audienceOf(loaded, section) === 'leads',
  );
  if (!isPreview && !kinds.has('news') && !(hasSummary && isOpen)) return [];
  const messages = await deliveriesOf(store.ledger, loaded.key);
  const news = newsLines(loaded, messages.deliveries, delivery, now);
  const wish: { notice?: string } =
    news.length === 0 ? {} : { notice: ['New since you last heard:', ...news].join('\n') };
  if (isPreview) {
    const assembled = await assembleDigest(store, loaded.key, now);
    if (!assembled) return [];
    const view = previewView(assembled, now);
    const notice = [wish.notice, view.notice].filter((line) => line !== undefined).join('\n');
    return [{ kind: 'preview', view: notice === '' ? view : { ...view, notice } }];
  }
  const isSummary = hasSummary && isOpen && loaded.requests.some(isOutstanding);
  if (news.length === 0 && !isSummary) return [];
  return [{ kind: 'overdue', view: overdueView({ loaded, ...messages, now }, wish) }];
}

/** The digest as it was frozen, for the board's channel, and as a briefing for the chairs. */
async function digest(
  { store }: DrawDeps,
  { loaded }: Look,
  { sections, recipient }: Delivery,
): Promise<View[]> {
  if (!sections.some(({ kind }) => kind === 'digest')) return [];
  const published = await publishedDigest(store.cycles, loaded);
  return published ? [publishedView(published, recipient)] : [];
}

function isOwnerKind(kind: Delivery['sections'][number]['kind']): kind is OwnerKind {
  return (ownerKinds as readonly string[]).includes(kind);
}

function isCalledForByAct({ kind }: Section): boolean {
  return (actKinds as readonly string[]).includes(kind);
}
