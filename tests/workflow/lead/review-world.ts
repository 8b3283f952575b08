import type { View } from '../../../src/cards/views/view.ts';
import { renderViews } from '../../../src/cards/render.ts';
import { workingCalendar } from '../../../src/calendar/working-days.ts';
import { manualClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { tick } from '../../../src/outbox/tick.ts';
import { realTimer } from '../../../src/outbox/timer.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import type { ActReply } from '../../../src/workflow/desk.ts';
import { createDraw } from '../../../src/workflow/messages/draw-message.ts';
import { createLeadDesk } from '../../../src/workflow/lead-desk.ts';
import { deskOn } from '../../builders/desk-world.ts';
import { cycleKey, openedCycle, type CycleSpec } from '../../builders/open-cycle.ts';

const housing: CycleSpec = {
  owners: { Housing: { lead: 'ama', deputy: 'ben' }, Parks: { lead: 'cat' } },
  actions: {
    '1.1': { owners: ['Housing'], imported: { status: 'minor_slippage', narrative: 'Half of it is done.' } },
    '1.2': { owners: ['Housing'], imported: { status: 'on_track', narrative: 'Begun in spring.' } },
    '2.1': { owners: ['Parks'], imported: { status: 'on_track', narrative: 'The trees are ordered.' } },
  },
  leads: ['priya', 'tom'],
};

export const onTrack = { status: 'on_track', narrative: 'The doors are hung.', nextSteps: 'Paint them.' };

/**
 * A programme with sign-off and two leads, Priya and Tom, on Tuesday 20 October 2026: due 26 October, closes 29 October,
 * cleared 2 November, published 11 November. Every card that is answered is drawn, so that none of them is too large.
 */
export async function reviewWorld(spec: Partial<CycleSpec> = {}) {
  const store = await openedCycle({ ...housing, ...spec });
  const clock = manualClock('2026-10-20T09:15:00Z');
  const calendarOf = async (id: string) => {
    const programme = await store.programmes.find(id);
    return programme && workingCalendar(programme.value.settings.calendar);
  };
  const outbox = createOutbox({ store, clock, shardOf, calendarOf });
  const desk = deskOn(store, { clock, outbox, lead: createLeadDesk({ store, outbox, clock }) });

  async function press(name: string, verb: string, data: Record<string, unknown> = {}): Promise<View[]> {
    const reply = await desk.act(name, verb, data, `card-of-${name}`);
    const views = viewsOf(reply);
    renderViews(views);
    return views;
  }

  return {
    store,
    clock,
    outbox,
    press,
    desk,
    async say(name: string, text: string): Promise<View[]> {
      return desk.say(name, text);
    },

    /** A minute later, an owner submits a whole answer. */
    async submit(name: string, ref: string, inputs: Record<string, string> = {}, version = 0) {
      clock.set(clock.now().add({ minutes: 1 }).toString());
      return press(name, 'update.submit', { ref, version, ...onTrack, ...inputs });
    },

    async request(ref: string) {
      const stored = await store.cycles.request(cycleKey, ref);
      if (!stored) throw new Error(`There is no request ${ref}.`);
      return stored.value;
    },

    /** One pass of planning at a moment, of whatever the agenda has due. */
    async planAt(moment: string) {
      clock.set(moment);
      await tick({ store, shardOf, publish: async () => undefined, log: createLog('silent') }, clock.now());
    },

    versions: (ref: string) => store.cycles.updates(cycleKey, ref),

    /** The trail of one request: what, by whom, and what of it. */
    async trail(ref: string): Promise<string[]> {
      const events = await store.cycles.events(cycleKey);
      return events
        .filter((event) => event.ref === ref)
        .map(({ kind, by, detail }) => `${by?.name ?? ''} ${kind}: ${detail ?? ''}`);
    },

    /** Everybody's messages: to whom, when they go, what for, in which state. */
    async messages(): Promise<string[]> {
      const rows = await store.ledger.ofCycle(cycleKey);
      return rows.map(({ value: { recipient, sections, notBefore, state } }) => {
        const to = recipient.kind === 'board' ? 'board' : recipient.email.split('@')[0];
        return `${to ?? ''} ${notBefore?.toString() ?? ''} ${sections.map(({ kind }) => kind).join('+')} ${state}`;
      });
    },

    /** What somebody's newest planned message would say now: its first line, or why it says nothing. */
    async said(name: string): Promise<string> {
      const rows = await store.ledger.ofCycle(cycleKey);
      const row = rows.findLast(
        ({ value: { recipient } }) => recipient.kind === 'contact' && recipient.email.startsWith(`${name}@`),
      );
      const programme = await store.programmes.find(cycleKey.programmeId);
      const shown: View[] = [];
      const draw = createDraw({
        store,
        clock,
        timer: realTimer,
        render: (views) => {
          shown.push(...views);
          return { card: {}, summary: '' };
        },
      });
      const drawn = await draw(row!.value, programme!);
      if (drawn.kind === 'nothing') return drawn.why;
      const [list] = shown;
      return list?.kind === 'list' ? (list.view.lead ?? '') : `a ${list?.kind ?? 'nothing'}`;
    },
  };
}

export type ReviewWorld = Awaited<ReturnType<typeof reviewWorld>>;

function viewsOf(reply: ActReply): View[] {
  if (reply.kind === 'malformed') throw new Error(reply.message);
  return reply.views;
}

/** The one view of this kind; fails the test where it is not there. */
export function only<K extends View['kind']>(views: readonly View[], kind: K) {
  const found = views.find((view) => view.kind === kind);
  if (!found) throw new Error(`no ${kind} in ${JSON.stringify(views)}`);
  return found.view as Extract<View, { kind: K }>['view'];
}
