import { workingCalendar } from '../../../src/calendar/working-days.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { manualClock } from '../../../src/clock.ts';
import type { CycleEvent } from '../../../src/cycle/event.ts';
import { createLog } from '../../../src/log.ts';
import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { tick } from '../../../src/outbox/tick.ts';
import { memoryStore, memoryTables } from '../../../src/storage/memory-store.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { tableNames, type Store } from '../../../src/storage/store.ts';
import type { ActReply, Turn } from '../../../src/workflow/desk.ts';
import { createLeadDesk } from '../../../src/workflow/lead-desk.ts';
import { closeCycle } from '../../../src/workflow/rounds/close-cycle.ts';
import { loadCycle } from '../../../src/workflow/rounds/load-cycle.ts';
import { breakableTables } from './breakable-tables.ts';
import { channelTurnOf, deskOn, turnOf } from '../../builders/desk-world.ts';
import { contactId, cycleKey, emailOf, openedCycle, type CycleSpec } from '../../builders/open-cycle.ts';

/** Everybody who could press a button: whose it is, and who has something else, or nothing, to do with it. */
export const people = {
  ambrosine: 'an owner’s contact',
  bartolome: 'their deputy',
  caterine: 'another owner’s contact',
  priyanka: 'a lead',
  tomasina: 'the other lead',
  cleopatra: 'the chair',
  evangeline: 'a contact of another programme',
  lenamaria: 'a lead of another programme',
  samuela: 'a stranger',
} as const;
export type Name = keyof typeof people;
const names = Object.keys(people) as Name[];

/** Who presses, and where: in their own chat, in a channel, or with the same address in another tenant. */
export interface Presser {
  name: Name;
  place?: 'channel' | 'abroad';
}

const here: CycleSpec = {
  owners: { Ocelots: { lead: 'ambrosine', deputy: 'bartolome' }, Pangolins: { lead: 'caterine' } },
  actions: {
    '1.1': { owners: ['Ocelots'], title: 'Lightships', imported: imported('shipwords') },
    '1.2': { owners: ['Ocelots'], title: 'Footpaths' },
    '2.1': { owners: ['Pangolins'], title: 'Orchards', imported: imported('orchardwords') },
  },
  leads: ['priyanka', 'tomasina'],
  chairs: ['cleopatra'],
  settings: { title: 'Quayside plan', board: { name: 'Quayside board', channelId: 'c' } },
};
const elsewhere: CycleSpec = {
  programmeId: 'other',
  owners: { Numbats: { lead: 'evangeline' } },
  actions: { '1.1': { owners: ['Numbats'], title: 'Windmills' } },
  leads: ['lenamaria'],
  settings: { title: 'Hillside plan' },
};

function imported(narrative: string) {
  return { status: 'on_track', narrative, asOf: 'March 2026' };
}

/** The same with more people than fit into a list to choose from, and more actions. */
export const large: CycleSpec = {
  ...here,
  owners: { ...here.owners, ...Object.fromEntries(many((at) => [`Team ${at}`, { lead: `contact${at}` }])) },
  actions: { ...here.actions, ...Object.fromEntries(many((at) => [`9.${at}`, { owners: [`Team ${at}`] }])) },
};

function many<T>(each: (at: number) => T): T[] {
  return Array.from({ length: 70 }, (_, at) => each(at));
}

/** Two programmes with their people, all of whom the bot has met, and both sides of the desk over one store. */
export async function verbWorld(of: CycleSpec = here) {
  const clock = manualClock('2026-10-20T09:15:00Z');
  const power = breakableTables(memoryTables());
  const { tables } = power;
  const store = memoryStore({ clock, tables });
  await openedCycle(of, store);
  await openedCycle(elsewhere, store);
  const redrawn: View[][] = [];
  const desk = bothSides(store, clock, redrawn);
  for (const name of names) {
    for (const place of [undefined, 'abroad'] as const) await desk.said(turnIn(name, place), 'help');
  }
  await desk.settled();

  function press(
    { name, place }: Presser,
    verb: string,
    data: object,
    turn: Pick<Turn, 'signal'> = {},
  ): Promise<ActReply> {
    return desk.acted({ ...turnIn(name, place), ...turn }, verb, {
      programme: cycleKey.programmeId,
      cycle: cycleKey.cycleId,
      ...data,
    });
  }

  return {
    store,
    clock,
    desk,
    press,
    /** Has the store fail, and mends it. */
    power,
    /** One pass of planning, of whatever the agenda has due by now. */
    async tick(): Promise<void> {
      await tick({ store, shardOf, publish: async () => undefined, log: createLog('silent') }, clock.now());
    },
    /** What was drawn again meanwhile. */
    redrawn,
    /** Presses a button of the cycle that must do something, to bring about what a test needs. */
    async bringAbout(name: Name, verb: string, data: object): Promise<void> {
      const before = await dump(tables);
      const reply = await press({ name }, verb, data);
      await desk.settled();
      clock.advance({ minutes: 1 });
      if ((await dump(tables)) === before) throw new Error(`${verb} did nothing: ${JSON.stringify(reply)}`);
      redrawn.length = 0;
    },
    async close(): Promise<void> {
      clock.set('2026-10-29T17:01:00Z');
      const loaded = await loadCycle(store, cycleKey);
      if (!loaded) throw new Error('There is no cycle to close.');
      await closeCycle(store, loaded, clock.now());
      clock.set('2026-10-30T09:15:00Z');
    },
    /** All rows of all tables, or of these, with their tags: whatever is written shows. */
    dump: (names: readonly (keyof typeof tables)[] = tableNames) => dump(tables, names),
    /** The trail of every cycle. */
    async events(): Promise<CycleEvent[]> {
      const keys = (await store.programmes.list()).flatMap(
        ({ value: { tenantId, id: programmeId, cycles } }) =>
          cycles.map(({ id: cycleId }) => ({ tenantId, programmeId, cycleId })),
      );
      return (await Promise.all(keys.map((key) => store.cycles.events(key)))).flat();
    },
  };
}

/** What has come into the trail since. */
export function addedTo(before: readonly CycleEvent[], after: readonly CycleEvent[]): CycleEvent[] {
  const known = new Set(before.map((event) => JSON.stringify(event)));
  return after.filter((event) => !known.has(JSON.stringify(event)));
}

export type VerbWorld = Awaited<ReturnType<typeof verbWorld>>;

/** The message whose buttons are pressed. */
export const cardId = 'card-17';

function turnIn(name: Name, place: Presser['place']): Turn {
  if (place === 'channel') {
    const turn = channelTurnOf(name);
    return { ...turn, card: { conversationId: 'c', activityId: cardId, serviceUrl: turn.where.serviceUrl } };
  }
  const turn = turnOf(name, cardId);
  if (place === undefined) return turn;
  const tenantId = 'tenant-2';
  return { ...turn, who: { ...turn.who, tenantId }, where: { ...turn.where, tenantId } };
}

function bothSides(store: Store, clock: ReturnType<typeof manualClock>, redrawn: View[][]) {
  const outbox = createOutbox({
    store,
    clock,
    shardOf,
    calendarOf: async (programmeId) => {
      const programme = await store.programmes.find(programmeId);
      return programme && workingCalendar(programme.value.settings.calendar);
    },
  });
  const lead = createLeadDesk({
    store,
    outbox,
    clock,
    redraw: async (_card, views) => {
      redrawn.push(views);
      return 'redrawn';
    },
  });
  const { desk } = deskOn(store, {
    clock,
    outbox,
    lead,
    messenger: {
      redraw: async (_tenant, _activity, message) => {
        redrawn.push((message.card as { views: View[] }).views);
        return 'redrawn';
      },
      sendToPerson: async () => ({ kind: 'failed', detail: 'nobody is there' }),
    },
  });
  return desk;
}

async function dump(
  tables: ReturnType<typeof memoryTables>,
  names: readonly (keyof typeof tables)[] = tableNames,
): Promise<string> {
  const rows = await Promise.all(names.map((name) => tables[name].list({})));
  return JSON.stringify(rows);
}

/** What the contact of 1.1 says in these tests. */
const said = { narrative: 'shipsentence', nextSteps: 'shipnext', noteToLead: 'shipnote' };
export const wholeAnswer = { status: 'on_track', ...said };

const titles = ['Lightships', 'Footpaths', 'Orchards', 'Windmills'];
const owners = ['Ocelots', 'Pangolins', 'Numbats'];
const texts = ['shipwords', 'orchardwords', ...Object.values(said)];

/** What stands on people's own lists; of the rest they may be shown nothing unless they lead. */
const own: Partial<Record<Name, string[]>> = {
  ambrosine: ['Lightships', 'Footpaths', 'Ocelots', 'shipwords', ...Object.values(said)],
  caterine: ['Orchards', 'Pangolins', 'orchardwords'],
  evangeline: ['Windmills', 'Numbats'],
};

/** Words that a refusal may not show somebody: of actions, owners, people and what was said, but for their own. */
export function secretsFrom(name: Name): string[] {
  const others = names.filter((other) => other !== name);
  const all = [
    ...[...titles, ...owners, ...texts],
    ...others.flatMap((other) => [other, emailOf(other), contactId(other)]),
  ];
  return all.filter((word) => !own[name]?.includes(word));
}

const quayside: readonly Name[] = ['ambrosine', 'bartolome', 'caterine', 'priyanka', 'tomasina'];
const hillside: readonly Name[] = ['evangeline', 'lenamaria'];

/** The same for an answer in which a colleague of the same programme may be chosen, by name and owner. */
export function secretsFromColleague(name: Name): string[] {
  const isOfQuayside = quayside.includes(name);
  const colleagues = (isOfQuayside ? quayside : hillside).flatMap((one) => [
    ...[one, emailOf(one), contactId(one)],
  ]);
  const theirOwners = isOfQuayside ? ['Ocelots', 'Pangolins'] : ['Numbats'];
  return secretsFrom(name).filter((word) => !colleagues.includes(word) && !theirOwners.includes(word));
}
