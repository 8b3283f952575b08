import { workingCalendar } from '../../src/calendar/working-days.ts';
import type { ActFormView } from '../../src/cards/views/act-form.ts';
import type { View } from '../../src/cards/views/view.ts';
import { manualClock, type ManualClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createOutbox } from '../../src/outbox/create-outbox.ts';
import type { SentActivity } from '../../src/outbox/ledger.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import type { Store } from '../../src/storage/store.ts';
import { createDesk, type RunningDesk } from '../../src/workflow/create-desk.ts';
import type { DeskDeps } from '../../src/workflow/desk-deps.ts';
import type { ActReply, ChannelTurn, Turn } from '../../src/workflow/desk.ts';
import { cycleKey, emailOf, openedCycle, tenantId, type CycleSpec } from './open-cycle.ts';

/** A desk over a real store in memory; what is drawn again, and whom it met, is written down. */
export interface DeskWorld {
  store: Store;
  clock: ManualClock;
  desk: RunningDesk;
  redrawn: { activityId: string; views: View[] }[];
  /** Contact ids handed to the outbox as newly met. */
  met: string[];
  /** Activity ids of cards that were acted on by somebody of whom an arrival is not known. */
  confirmed: string[];
  say(name: string, text: string): Promise<View[]>;
  /** Presses a button of the programme's cycle; `data` is added to its ids. */
  act(name: string, verb: string, data?: Record<string, unknown>, card?: string): Promise<ActReply>;
  /** The same with the data exactly as given. */
  actRaw(name: string, verb: string, data: unknown): Promise<ActReply>;
}

export async function deskWorld(spec: CycleSpec, more: Partial<DeskDeps> = {}): Promise<DeskWorld> {
  return deskOn(await openedCycle(spec), more);
}

/** The same over a store that is there already. */
export function deskOn(store: Store, more: Partial<DeskDeps> = {}): DeskWorld {
  const clock = manualClock('2026-10-20T09:15:00Z');
  const redrawn: DeskWorld['redrawn'] = [];
  const met: string[] = [];
  const confirmed: string[] = [];
  const calendarOf = async (programmeId: string) => {
    const programme = await store.programmes.find(programmeId);
    return programme && workingCalendar(programme.value.settings.calendar);
  };
  const outbox = createOutbox({ store, clock, shardOf, calendarOf });
  const desk = createDesk({
    store,
    clock,
    messenger: {
      redraw: async (_tenant, activity, message) => {
        redrawn.push({ activityId: activity.activityId, views: (message.card as { views: View[] }).views });
        return 'redrawn';
      },
      sendToPerson: async () => ({ kind: 'failed', detail: 'nobody is there' }),
    },
    outbox: {
      put: (cycle, messages) => outbox.put(cycle, messages),
      metPerson: async (_tenant, ids) => void met.push(...ids),
      confirmArrival: async (_person, { card }) => void confirmed.push(card.activityId),
    },
    render: (views) => ({ card: { views }, summary: '' }),
    lead: { said: async () => undefined, acted: async () => undefined, mentioned: async () => undefined },
    log: createLog('silent'),
    ...more,
  });
  const ids = { programme: cycleKey.programmeId, cycle: cycleKey.cycleId };
  return {
    store,
    clock,
    desk,
    redrawn,
    met,
    confirmed,
    say: (name, text) => desk.said(turnOf(name), text),
    act: (name, verb, data = {}, card) => desk.acted(turnOf(name, card), verb, { ...ids, ...data }),
    actRaw: (name, verb, data) => desk.acted(turnOf(name), verb, data),
  };
}

/** A turn in the person's own chat. `stranger` and the like are people whom no register knows. */
export function turnOf(name: string, card?: string): Turn {
  const pressed: SentActivity | undefined =
    card === undefined
      ? undefined
      : { conversationId: `chat-${name}`, activityId: card, serviceUrl: 'http://teams.example' };
  return {
    who: { tenantId, aadObjectId: `aad-${name}`, name: name.charAt(0).toUpperCase() + name.slice(1) },
    where: {
      kind: 'personal',
      conversationId: `chat-${name}`,
      serviceUrl: 'http://teams.example',
      tenantId,
      botId: 'bot',
      aadObjectId: `aad-${name}`,
      userMri: `29:${name}`,
    },
    ...(pressed ? { card: pressed } : {}),
    profile: async () => ({ email: emailOf(name) }),
  };
}

export function channelTurnOf(name: string): ChannelTurn {
  return {
    ...turnOf(name),
    where: {
      kind: 'channel',
      conversationId: '19:board@thread.tacv2',
      serviceUrl: 'http://teams.example',
      tenantId,
      botId: 'bot',
    },
    audience: async () => ({ name: 'Board', teamId: 't', channelId: 'c', members: 5, guests: 0 }),
  };
}

export type ViewOf<K extends View['kind']> = Extract<View, { kind: K }>['view'];

/** The first view of this kind in an answer; fails the test where there is none. */
export function theView<K extends View['kind']>(answer: ActReply | View[], kind: K): ViewOf<K> {
  const views = Array.isArray(answer) ? answer : answer.kind === 'views' ? answer.views : [];
  const found = views.find((view) => view.kind === kind);
  if (!found) throw new Error(`no ${kind} in ${JSON.stringify(answer)}`);
  return found.view as ViewOf<K>;
}

/** The small form in an answer. */
export function formOf(answer: ActReply): ActFormView {
  return theView(answer, 'act-form');
}
