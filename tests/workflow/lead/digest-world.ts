import { workingCalendar } from '../../../src/calendar/working-days.ts';
import { renderViews } from '../../../src/cards/render.ts';
import { checkCard, sizeOf } from '../../../src/cards/check-card.ts';
import type { CardElement } from '../../../src/cards/card.ts';
import type { View } from '../../../src/cards/views/view.ts';
import type { Recipient } from '../../../src/cycle/message.ts';
import { manualClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import type { ProgrammeSettings } from '../../../src/programme/settings.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { closeCycle } from '../../../src/workflow/rounds/close-cycle.ts';
import { createLeadDesk } from '../../../src/workflow/lead-desk.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { publishByItself } from '../../../src/workflow/publication/publish-by-itself.ts';
import { deskOn } from '../../builders/desk-world.ts';
import { cycleKey, openedCycle, type CycleSpec } from '../../builders/open-cycle.ts';

const plan: CycleSpec = {
  owners: { Housing: { lead: 'ama' }, Parks: { lead: 'cat' } },
  actions: {
    '1.1': { owners: ['Housing'], imported: { status: 'on_track', narrative: 'Half of it is done.' } },
    '1.2': { owners: ['Housing'], imported: { status: 'on_track', narrative: 'Begun in spring.' } },
    '2.1': { owners: ['Parks'], imported: { status: 'minor_slippage', asOf: 'March 2026' } },
  },
  leads: ['priya', 'tom'],
  chairs: ['jo'],
  settings: { board: { name: 'Harbour Board', channelId: '19:papers@thread.tacv2' } },
};

export const onTrack = { status: 'on_track', narrative: 'The doors are hung.', nextSteps: 'Paint them.' };
export const slipped = {
  status: 'minor_slippage',
  narrative: 'The doors have not come.',
  reason: 'The joiner is ill.',
  recoveryAction: 'Another joiner starts in May.',
};
export const completed = { status: 'completed', outcome: 'Every door is hung.' };

/**
 * A programme with two leads, Priya and Tom, a chair, Jo, and a channel, on 20 October 2026. It closes on 29 October, and
 * its papers are published on 11 November. What is drawn again can be made to fail, and what is sent anew (`board, anew`).
 */
export async function digestWorld(spec: Partial<CycleSpec> = {}) {
  const store = await openedCycle({ ...plan, ...spec });
  const clock = manualClock('2026-10-20T09:15:00Z');
  const calendarOf = async (id: string) => {
    const programme = await store.programmes.find(id);
    return programme && workingCalendar(programme.value.settings.calendar);
  };
  const outbox = createOutbox({ store, clock, shardOf, calendarOf });
  const posts = new Map<string, View[]>();
  const failing = new Map<string, 'failed' | 'gone'>();
  const lead = createLeadDesk({
    store,
    outbox,
    clock,
    async redraw({ activityId }, views) {
      const outcome = failing.get(activityId) ?? 'redrawn';
      if (outcome === 'redrawn') posts.set(activityId, views);
      return outcome;
    },
    async sendAnew({ recipient }, _programme, views) {
      const activityId = `${nameOf(recipient)}, anew`;
      if (failing.has(activityId)) return undefined;
      posts.set(activityId, views);
      return { conversationId: 'c', serviceUrl: 'http://teams.example', activityId };
    },
  });
  const desk = deskOn(store, { clock, outbox, lead });
  const { programmeId, cycleId } = cycleKey;

  async function loaded() {
    const cycle = await loadCycle(store, cycleKey);
    if (!cycle) throw new Error('There is no such cycle.');
    return cycle;
  }

  async function changeBoard(change: (board: ProgrammeSettings['board']) => ProgrammeSettings['board']) {
    const stored = (await store.programmes.find(programmeId))!;
    const { settings } = stored.value;
    const value = { ...stored.value, settings: { ...settings, board: change(settings.board) } };
    await store.programmes.replace({ ...stored, value });
  }

  /** Every card that is answered is drawn, so that none is too large or half empty. */
  async function press(name: string, verb: string, data: Record<string, unknown> = {}): Promise<View[]> {
    clock.set(clock.now().add({ seconds: 30 }).toString());
    const reply = await desk.act(name, verb, data, `card-of-${name}`);
    if (reply.kind === 'malformed') throw new Error(reply.message);
    const { card } = renderViews(reply.views);
    checkCard(card as CardElement);
    if (sizeOf(card) >= 25_000) throw new Error('The card is too large.');
    return reply.views;
  }

  return {
    store,
    clock,
    outbox,
    desk,
    press,
    loaded,
    /** What each published post shows since it was drawn again: `board`, or the chair's address; `board, anew`. */
    posts,
    failing,

    submit: (name: string, ref: string, inputs: Record<string, string> = onTrack, version = 0) =>
      press(name, 'update.submit', { ref, version, ...inputs }),

    async close() {
      clock.set('2026-10-29T17:00:00Z');
      await closeCycle(store, await loaded(), clock.now());
    },

    async publish(data: Record<string, unknown> = {}) {
      clock.set('2026-11-11T10:00:00Z');
      return press('priya', 'digest.publish', data);
    },

    tick: () => publishByItself({ store, outbox, log: createLog('silent') }, cycleKey, clock.now()),

    /** The board has no channel any more. */
    removeChannel: () => changeBoard(({ channelId: _, ...board }) => board),

    /** It has one again. */
    chooseChannel: () => changeBoard((board) => ({ ...board, channelId: '19:papers@thread.tacv2' })),

    /** What was published has arrived, each under its recipient's name. */
    async delivered() {
      for (const row of await store.ledger.ofCycle(cycleKey)) {
        const activityId = nameOf(row.value.recipient);
        const activity = { conversationId: 'c', serviceUrl: 'http://teams.example', activityId };
        await store.ledger.replace({ ...row, value: { ...row.value, state: 'sent', activity } });
      }
    },

    async request(ref: string) {
      return (await store.cycles.request(cycleKey, ref))!.value;
    },

    frozen: () => store.cycles.frozenDigest(cycleKey),
    addenda: () => store.cycles.addenda(cycleKey),
    versions: (ref: string) => store.cycles.updates(cycleKey, ref),
    events: async () =>
      (await store.cycles.events(cycleKey)).map(({ kind, by }) => `${by?.name ?? ''} ${kind}`),
    scope: { programme: programmeId, cycle: cycleId },
  };
}

function nameOf(recipient: Recipient): string {
  return recipient.kind === 'board' ? 'board' : recipient.email;
}

export type DigestWorld = Awaited<ReturnType<typeof digestWorld>>;

/** All that a card of these views would say, in one text. */
export function textOf(views: readonly View[] = []): string {
  return JSON.stringify(views);
}
