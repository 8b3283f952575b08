import type { View } from '../../cards/views/view.ts';
import type { Clock } from '../../clock.ts';
import { actKinds, type Recipient, type Section } from '../../cycle/message.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import { isOwnerKind } from '../../cycle/owner-kinds.ts';
import { heldBack, type Delivery } from '../../outbox/ledger.ts';
import type { Draw, Drawn, OutgoingMessage } from '../../outbox/ports.ts';
import { recentReads } from '../../outbox/recent-reads.ts';
import { shareReads } from '../../outbox/share-reads.ts';
import type { Timer } from '../../outbox/timer.ts';
import type { Programme } from '../../programme/programme.ts';
import { unnamedLead } from '../people/programme-people.ts';
import type { CycleKey, PeopleStore, Stored } from '../ports.ts';
import type { DigestReader } from '../publication/assemble-digest.ts';
import { publishedDigest, publishedView } from '../publication/published-view.ts';
import { loadCycle, loadPart, type LoadedCycle } from '../rounds/load-cycle.ts';
import { leadsReport } from './leads-report.ts';
import { ownList } from './own-list.ts';

export interface DrawDeps {
  store: DigestReader & { people: Pick<PeopleStore, 'byEmail'> };
  clock: Clock;
  timer: Timer;
  render: (views: View[]) => OutgoingMessage;
}

/**
 * Looks again, then draws: whatever a message was planned for, it says what is outstanding now; and where nothing
 * of it is, it is not sent. One for each round of deliveries.
 */
export function createDraw({ store, clock, timer, render }: DrawDeps): Draw {
  const requests = shareReads((id) => store.cycles.requests(JSON.parse(id) as CycleKey));
  const met = recentReads(async (id) => {
    const [tenantId, email] = JSON.parse(id) as [string, string];
    return (await store.people.byEmail(tenantId, email))?.value.name;
  }, timer);

  /** The first lead's name, where the bot has met them or the register has it. */
  async function askerOf({ leads: [lead], key }: LoadedCycle): Promise<string | undefined> {
    if (!lead) return undefined;
    const name = await met(JSON.stringify([key.tenantId, lead.email]));
    return name ?? (lead.name === unnamedLead ? undefined : lead.name);
  }

  async function forOwners(delivery: Delivery, programme: Stored<Programme>): Promise<Drawn> {
    const { recipient, cycleId } = delivery;
    const contactIds = recipient.kind === 'board' ? [] : [recipient.contactId];
    const loaded = await loadPart(store, programme, cycleId, contactIds, (key) =>
      requests(JSON.stringify(key)),
    );
    const cycle = programme.value.cycles.find(({ id }) => id === cycleId);
    if (!loaded) return { kind: 'nothing', why: cycle ? whyNothing({ cycle }) : 'the cycle is gone' };
    // The programme was read a little earlier, and a lead may have gone on with the round since.
    if (loaded.cycle.paused) return forAnybody(delivery);
    const list = loaded.requests.some(isOutstanding) ? await listFor(loaded, delivery) : [];
    if (list.length === 0) {
      // The act that called for the message may be later than that as well.
      return delivery.sections.some(isCalledForByAct)
        ? forAnybody(delivery)
        : { kind: 'nothing', why: whyNothing(loaded) };
    }
    return { kind: 'message', message: render(list), showsList: true, ...metAt(loaded, recipient) };
  }

  async function forAnybody(delivery: Delivery): Promise<Drawn> {
    const { tenantId, programmeId, cycleId, recipient } = delivery;
    const loaded = await loadCycle(store, { tenantId, programmeId, cycleId });
    if (!loaded) return { kind: 'nothing', why: 'the cycle is gone' };
    if (loaded.cycle.state === 'cancelled') return { kind: 'nothing', why: whyNothing(loaded) };
    if (loaded.cycle.paused) return { kind: 'nothing', why: heldBack };
    const list = await listFor(loaded, delivery);
    const views = [
      ...list,
      ...(await leadsReport(store, loaded, delivery, clock.now())),
      ...(await digestFor(loaded, delivery)),
    ];
    if (views.length === 0) return { kind: 'nothing', why: whyNothing(loaded) };
    return {
      kind: 'message',
      message: render(views),
      showsList: list.length > 0,
      ...metAt(loaded, recipient),
    };
  }

  /** What the recipient is asked for. */
  async function listFor(loaded: LoadedCycle, { recipient, sections }: Delivery): Promise<View[]> {
    if (recipient.kind === 'board') return [];
    const { contactId: reader } = recipient;
    const asker = await askerOf(loaded);
    return ownList({ loaded, reader, asker, now: clock.now() }, sections);
  }

  /** The digest as it was frozen, for the board's channel, and as a briefing for the chairs. */
  async function digestFor(loaded: LoadedCycle, { sections, recipient }: Delivery): Promise<View[]> {
    if (!sections.some(({ kind }) => kind === 'digest')) return [];
    const published = await publishedDigest(store.cycles, loaded);
    return published ? [publishedView(published, recipient)] : [];
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

function isCalledForByAct({ kind }: Section): boolean {
  return (actKinds as readonly string[]).includes(kind);
}
