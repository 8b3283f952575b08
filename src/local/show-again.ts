import type { App } from '../app.ts';
import { Temporal } from '../calendar/temporal.ts';
import { renderViews } from '../cards/render.ts';
import { systemClock } from '../clock.ts';
import { recipientId } from '../cycle/message.ts';
import type { Delivery } from '../outbox/ledger.ts';
import { realTimer } from '../outbox/timer.ts';
import type { Drawn } from '../outbox/ports.ts';
import type { Desk, Turn } from '../workflow/desk.ts';
import { createDraw } from '../workflow/messages/draw-message.ts';
import { keepPlace } from '../workflow/messages/keep-place.ts';
import type { ConversationAddress } from '../workflow/people/person.ts';
import { contactsByAddress, contactsOf } from '../workflow/people/tenant-contacts.ts';
import { boardChannel } from './personas.ts';

/**
 * The Playground forgets its chats when its page is loaded again or it is restarted, and then says that the app was
 * installed. Teams keeps them; so that local mode does too, the last card that the person got, or the board's channel,
 * is sent again, as things stand now; from then on it is that one which is drawn again. Whatever comes from elsewhere is
 * the desk's alone.
 */
export function showAgain(desk: Desk, app: App, isPlayground: (serviceUrl: string) => boolean): Desk {
  const isRepeated = arrivals();
  /** When each Playground's page was last loaded, by local mode's clock. */
  const loadedAt = new Map<string, Temporal.Instant>();
  return {
    ...desk,
    async installed(turn) {
      const { who, where } = turn;
      if (!isPlayground(where.serviceUrl)) return desk.installed(turn);
      const repeated = isRepeated(who.aadObjectId);
      loadedAt.set(where.serviceUrl, app.clock.now());
      const views = await desk.installed(turn);
      if (views.length > 0 || repeated || where.kind !== 'personal') return views;
      return (await sendAgain(app, turn)) ? [] : desk.said(turn, 'help');
    },
    async roster(members, where) {
      if (!isPlayground(where.serviceUrl)) return desk.roster?.(members, where);
      // Nobody is met by a Playground's roster: each persona has a client of their own, and is written to there.
      const repeated = isRepeated(where.serviceUrl);
      if (repeated || where.conversationId !== boardChannel.channelId) return;
      await postAgain(app, where, loadedAt.get(where.serviceUrl));
    },
  };
}

/** The Playground announces one arrival twice, at nearly the same time. */
const sameArrival = { milliseconds: 250 };

function arrivals(): (key: string) => boolean {
  const seen = new Map<string, Temporal.Instant>();
  return (key) => {
    const before = seen.get(key);
    const now = systemClock.now();
    seen.set(key, now);
    return before !== undefined && Temporal.Instant.compare(before.add(sameArrival), now) > 0;
  };
}

/** False where there is nothing to show. */
async function sendAgain(app: App, { who, where }: Turn): Promise<boolean> {
  const person = (await app.store.people.byId(who.tenantId, who.aadObjectId))?.value;
  if (!person) return false;
  const ids = contactsOf(await contactsByAddress(app, who.tenantId), person);
  const last = await lastSent(
    app,
    who.tenantId,
    ({ recipient }) => recipient.kind === 'contact' && ids.includes(recipient.contactId),
  );
  if (!last) return false;
  const drawn = await draw(app, last);
  if (drawn.kind !== 'message') return false;
  const outcome = await app.messenger.sendToPerson(where, drawn.message);
  if (outcome.kind !== 'sent') return false;
  await keepPlace(app.store.ledger, last, outcome.activity);
  if (drawn.showsList) {
    const { programmeId, cycleId } = last;
    const card = { ...outcome.activity, contactId: recipientId(last), programmeId, cycleId };
    await app.store.ledger.keepNewestCard(who.tenantId, card);
  }
  return true;
}

/** A page that was open when the digest was posted shows it; one that was loaded since does not. */
async function postAgain(
  app: App,
  where: ConversationAddress,
  loaded: Temporal.Instant | undefined,
): Promise<void> {
  const last = await lastSent(app, where.tenantId, ({ recipient }) => recipient.kind === 'board');
  const posted = last?.attempts.at(-1)?.at;
  if (!last || !posted) return;
  const wasOpen = loaded !== undefined && Temporal.Instant.compare(loaded, posted) <= 0;
  if (wasOpen && last.activity?.serviceUrl === where.serviceUrl) return;
  const drawn = await draw(app, last);
  if (drawn.kind !== 'message') return;
  const outcome = await app.messenger.postToChannel(where, drawn.message);
  if (outcome.kind === 'sent') await keepPlace(app.store.ledger, last, outcome.activity);
}

async function draw({ store, clock }: App, delivery: Delivery): Promise<Drawn> {
  const programme = await store.programmes.find(delivery.programmeId);
  if (!programme) return { kind: 'nothing', why: 'the programme is gone' };
  return createDraw({ store, clock, timer: realTimer, render: renderViews })(delivery, programme);
}

/** The newest message that reached its recipient, of all cycles. */
async function lastSent(
  { store }: App,
  tenantId: string,
  isTheirs: (delivery: Delivery) => boolean,
): Promise<Delivery | undefined> {
  const programmes = await store.programmes.list(tenantId);
  const cycles = programmes.flatMap(({ value: { id, cycles } }) =>
    cycles.map((cycle) => ({ tenantId, programmeId: id, cycleId: cycle.id })),
  );
  const rows = await Promise.all(cycles.map((cycle) => store.ledger.ofCycle(cycle)));
  return rows
    .flat()
    .map(({ value }) => value)
    .filter((delivery) => delivery.state === 'sent' && isTheirs(delivery))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at))
    .at(-1);
}
