import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { workingCalendar } from '../../../src/calendar/working-days.ts';
import type { QuietLine } from '../../../src/cards/views/overview.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { manualClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import { createDeliverer } from '../../../src/outbox/deliver.ts';
import { createDispatch } from '../../../src/outbox/dispatch.ts';
import type { Messenger } from '../../../src/outbox/ports.ts';
import { createPace } from '../../../src/outbox/pace.ts';
import { rebuildAgenda, tick } from '../../../src/outbox/tick.ts';
import { workUntilEmpty } from '../../../src/outbox/worker.ts';
import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { realTimer } from '../../../src/outbox/timer.ts';
import { memoryStore } from '../../../src/storage/memory-store.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import type { ActReply } from '../../../src/workflow/desk.ts';
import { createDraw } from '../../../src/workflow/messages/draw-message.ts';
import { createLeadDesk } from '../../../src/workflow/lead-desk.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { deskOn, theView } from '../../builders/desk-world.ts';
import { contactId, cycleKey, openedCycle, type CycleSpec } from '../../builders/open-cycle.ts';

/** A desk with both sides over one store, and what it has put into the ledger and the trail. */
export async function handoverWorld(spec: CycleSpec) {
  const clock = manualClock('2026-10-20T09:15:00Z');
  const store = await openedCycle(spec, memoryStore({ clock }));
  const calendarOf = async (programmeId: string) => {
    const programme = await store.programmes.find(programmeId);
    return programme && workingCalendar(programme.value.settings.calendar);
  };
  const outbox = createOutbox({ store, clock, shardOf, calendarOf });
  const world = deskOn(store, { clock, outbox, lead: createLeadDesk({ store, outbox, clock }) });

  async function loaded(cycleId = cycleKey.cycleId) {
    return (await loadCycle(store, { ...cycleKey, cycleId }))!;
  }

  /** One pass of planning at a moment, of whatever the agenda has due. */
  async function planAt(moment: string) {
    clock.set(moment);
    await tick({ store, shardOf, publish: async () => undefined, log: createLog('silent') }, clock.now());
  }

  return {
    ...world,
    clock,
    loaded,
    planAt,

    /** Something is done, and the store is away when its messages are to be put in. */
    async withoutItsMessages(act: () => Promise<unknown>) {
      const put = outbox.put.bind(outbox);
      outbox.put = async () => Promise.reject(new Error('The store is away.'));
      await expect(act()).rejects.toThrow('The store is away.');
      outbox.put = put;
    },

    /** Plans and sends what is due now. Returns the conversations that were written to. */
    async deliver() {
      const written: string[] = [];
      const log = createLog('silent');
      await rebuildAgenda({ store }, clock.now());
      await planAt(clock.now().toString());
      const pace = createPace('off', store.pace);
      const messenger: Messenger = {
        sendToPerson: async ({ conversationId, serviceUrl }) => {
          written.push(conversationId);
          return {
            kind: 'sent',
            activity: { conversationId, serviceUrl, activityId: `card-${conversationId}` },
          };
        },
        postToChannel: async () => ({ kind: 'failed', detail: 'no channel' }),
        redraw: async () => 'redrawn',
      };
      const { people, channels } = store;
      const deliverer = createDeliverer({
        store,
        clock,
        timer: realTimer,
        newDraw: () =>
          createDraw({ store, clock, timer: realTimer, render: () => ({ card: {}, summary: '' }) }),
        dispatch: createDispatch({ people, channels, messenger, pace, shrunk: () => undefined, log }),
        random: () => 0.5,
        newId: randomUUID,
        log,
      });
      await workUntilEmpty({ wakeQueue: store.wakeQueue, deliverer, pace, log });
      return written;
    },

    /** Who is asked about an action, by name. */
    async asked(ref: string, cycleId = cycleKey.cycleId) {
      const { contacts, routes } = await loaded(cycleId);
      return contacts.get(routes.get(ref)?.messaged ?? '')?.name;
    },

    /** Messages in the ledger: to whom, of which kinds, about what. */
    async messages() {
      const rows = await store.ledger.ofCycle(cycleKey);
      return rows.map(({ value: { recipient, sections, refs } }) => [
        recipient.kind === 'board' ? 'board' : recipient.email,
        sections.map(({ kind }) => kind),
        refs,
      ]);
    },

    async trail() {
      const events = await store.cycles.events(cycleKey);
      return events
        .filter(({ kind }) => kind !== 'opened' && kind !== 'drafted' && kind !== 'submitted')
        .map(({ kind, ref, by, contactId: whom }) => [kind, ref, by?.name, whom]);
    },

    async programme() {
      return (await store.programmes.find(cycleKey.programmeId))!.value;
    },

    /** The list that somebody's newest message carries when it is drawn now; or why it carries none. */
    async drawn(name: string, id = contactId(name)) {
      const rows = await store.ledger.ofCycle(cycleKey);
      const row = rows.findLast(
        ({ value: { recipient } }) => recipient.kind === 'contact' && recipient.contactId === id,
      );
      const render = (views: View[]) => ({ card: { views }, summary: '' });
      const draw = createDraw({ store, clock, timer: realTimer, render });
      const result = await draw(row!.value, (await store.programmes.find(cycleKey.programmeId))!);
      return result.kind === 'message'
        ? theView((result.message.card as { views: View[] }).views, 'list')
        : result.why;
    },
  };
}

export type HandoverWorld = Awaited<ReturnType<typeof handoverWorld>>;

/** What the overview in an answer says was done. */
export function noticeOf(reply: ActReply): string | undefined {
  return theView(reply, 'overdue').notice;
}

/** What the overview in an answer says beside who is awaited. */
export function quietOf(reply: ActReply): QuietLine[] {
  return theView(reply, 'overdue').quiet;
}
