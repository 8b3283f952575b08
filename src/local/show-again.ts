import type { App } from '../app.ts';
import { Temporal } from '../calendar/temporal.ts';
import { renderViews } from '../cards/render.ts';
import { systemClock } from '../clock.ts';
import type { Delivery } from '../outbox/ledger.ts';
import type { Desk, Turn } from '../workflow/desk.ts';
import { createDraw } from '../workflow/draw-message.ts';
import type { Person } from '../workflow/person.ts';
import { possibleContactIds } from '../workflow/resolve-actor.ts';

/** The Playground announces one arrival twice, at nearly the same time. */
const sameArrival = { milliseconds: 250 };

/**
 * The Playground forgets a chat when its page is loaded again or it is restarted, and then says that the app was
 * installed. Teams keeps its chats; so that local mode does too, the last card that the person got is sent again, as
 * things stand now.
 */
export function showAgain(desk: Desk, app: App): Desk {
  const seen = new Map<string, Temporal.Instant>();
  return {
    ...desk,
    async installed(turn) {
      const { aadObjectId } = turn.who;
      const before = seen.get(aadObjectId);
      const isRepeated = before && Temporal.Instant.compare(before.add(sameArrival), systemClock.now()) > 0;
      seen.set(aadObjectId, systemClock.now());
      const views = await desk.installed(turn);
      if (views.length > 0 || isRepeated || turn.where.kind !== 'personal') return views;
      if (await sendLastAgain(app, turn)) return [];
      return desk.said(turn, 'help');
    },
  };
}

async function sendLastAgain(app: App, { who, where }: Turn): Promise<boolean> {
  const person = (await app.store.people.byId(who.tenantId, who.aadObjectId))?.value;
  const last = person && (await lastSent(app, person));
  if (!last) return false;
  const drawn = await createDraw({ store: app.store, clock: app.clock, render: renderViews })(last);
  if (drawn.kind === 'nothing') return false;
  const outcome = await app.messenger.sendToPerson(where, drawn.message);
  if (outcome.kind !== 'sent') return false;
  if (drawn.showsList) {
    const { programmeId, cycleId } = last;
    const newestCard = { ...outcome.activity, programmeId, cycleId };
    await app.store.people.upsert(person, (current) => ({ ...(current ?? person), newestCard }));
  }
  return true;
}

/** The newest message that reached them, of all their cycles. */
async function lastSent({ store }: App, person: Person): Promise<Delivery | undefined> {
  const ids = possibleContactIds(person);
  const programmes = await store.programmes.list(person.tenantId);
  const cycles = programmes.flatMap(({ value: { tenantId, id, cycles } }) =>
    cycles.map((cycle) => ({ tenantId, programmeId: id, cycleId: cycle.id })),
  );
  const rows = await Promise.all(cycles.map((cycle) => store.ledger.ofCycle(cycle)));
  return rows
    .flat()
    .map(({ value }) => value)
    .filter(
      ({ state, recipient }) =>
        state === 'sent' && recipient.kind === 'contact' && ids.includes(recipient.contactId),
    )
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at))
    .at(-1);
}
