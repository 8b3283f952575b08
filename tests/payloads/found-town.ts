import { createApp, type App } from '../../src/app.ts';
import { Temporal } from '../../src/calendar/temporal.ts';
import { manualClock, type ManualClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { CycleState } from '../../src/cycle/cycle.ts';
import { createLog } from '../../src/log.ts';
import type { Programme } from '../../src/programme/programme.ts';
import type { Register } from '../../src/programme/register.ts';
import { memoryQueue } from '../../src/storage/memory-queue.ts';
import { memoryTables } from '../../src/storage/memory-store.ts';
import { storeOn, tableNames, type Store, type TableName } from '../../src/storage/store.ts';
import type { StoredRow, Table } from '../../src/storage/table.ts';
import { openCycle } from '../../src/workflow/rounds/open-cycle.ts';
import type { Desk, Turn } from '../../src/workflow/desk.ts';
import { setState } from '../builders/open-cycle.ts';
import { date } from '../builders/dates.ts';
import { programmeSettings } from '../builders/settings.ts';
import { failingTables } from './failing-tables.ts';
import { startTeams, type FakePerson, type FakeTeams } from '../fakes/teams-server.ts';
import type { cycles } from './town.ts';
import { emailOf, home, idOf, names, people, plans, said, titleOf, type Name, type Plan } from './town.ts';

/** The town as it is before the payloads come, and the Teams that its people use. Each sequence gets a copy of it. */
export interface FoundedTown {
  rows: [TableName, StoredRow[]][];
  teams: FakeTeams;
  townspeople: Record<Name, FakePerson>;
  /** The card that each was sent, which they press the buttons of. */
  cardIds: Map<Name, string>;
  channelId: string;
  teamId: string;
}

/** When the payloads begin to come. */
export const payloadsFrom = Temporal.Instant.from('2026-10-20T09:00:00Z');

export async function foundTown(): Promise<FoundedTown> {
  const teams = await startTeams({ tenantId: home, limits: 'off' });
  const townspeople = Object.fromEntries(
    names.map((name) => [name, teams.person({ ...personOf(name), installed: true })]),
  ) as Record<Name, FakePerson>;
  const board = teams.team({ name: 'Board', channels: ['Papers'], members: Object.values(townspeople) });
  const channelId = board.channelId('Papers');

  const clock = manualClock('2026-01-05T09:00:00Z');
  const tables = memoryTables();
  const store = storeOn(tables, memoryQueue(clock));
  const app = await createApp(config, { store, clock, log: createLog('silent') });
  const cardIds = new Map<Name, string>();
  for (const plan of plans) await addPlan(store, plan, channelId);
  for (const name of names) {
    const person = personMet(teams, townspeople[name], name);
    const sent = await app.messenger.sendToPerson(person.address, { card: blankCard, summary: 'A card' });
    if (sent.kind !== 'sent') throw new Error(`The card for ${name} was not sent.`);
    cardIds.set(name, sent.activity.activityId);
    const newestCards = plans
      .filter((plan) => hasPart(plan, name))
      .map(({ id }) => ({ ...sent.activity, programmeId: id, cycleId: 'autumn' }));
    await store.people.upsert(person, () => ({ ...person, metAt: clock.now(), newestCards }));
  }
  await letTheYearPass(app, store, clock, townspeople);
  const rows = await Promise.all(
    tableNames.map(async (name): Promise<[TableName, StoredRow[]]> => [name, await tables[name].list({})]),
  );
  return { rows, teams, townspeople, cardIds, channelId, teamId: board.id };
}

/** The real app behind a real port, over a store that holds the town. */
export interface Town extends FoundedTown {
  app: App;
  store: Store;
  tables: Record<TableName, Table>;
  clock: ManualClock;
  /** Every line that was logged. */
  logged: string[];
  /** Faults are to be expected, and to be told to people as such. */
  storageFails: boolean;
  /** The keys of all data that reached the desk. */
  keysSeen: Set<string>;
  close(): Promise<void>;
}

export async function openTown(
  founded: FoundedTown,
  tables: Record<TableName, Table>,
  storageFailsOneIn?: number,
): Promise<Town> {
  const clock = manualClock(payloadsFrom.toString());
  const store = storeOn(tables, memoryQueue(clock));
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  for (const [name, rows] of founded.rows) {
    for (const { partition, row, properties } of rows) await tables[name].put({ partition, row, properties });
  }
  const keysSeen = new Set<string>();
  const storageFails = storageFailsOneIn !== undefined;
  // What is looked at afterwards is read from the tables as they are.
  const botsStore = storageFails
    ? storeOn(failingTables(tables, storageFailsOneIn), memoryQueue(clock))
    : store;
  const app = await createApp(config, {
    store: botsStore,
    clock,
    log,
    desk: (desk) => noting(desk, keysSeen),
  });
  const { port } = await app.start();
  founded.teams.botIsAt(`http://127.0.0.1:${port}/api/messages`);
  return { ...founded, app, store, tables, clock, logged, storageFails, keysSeen, close: () => app.stop() };
}

const config = readConfig({ PORT: '0', SCHEDULER: 'off', SEND_RATE: 'off' });
/** The desk, with a look at what is handed to it. */
function noting(desk: Desk, keys: Set<string>): Desk {
  return {
    ...desk,
    acted(turn, verb, data) {
      for (const key of Object.keys(data ?? {})) keys.add(key);
      return desk.acted(turn, verb, data);
    },
  };
}

const blankCard = { type: 'AdaptiveCard', version: '1.5', body: [] };

function hasPart({ leads, actions }: Plan, name: Name): boolean {
  return leads.includes(name) || Object.values(actions).some(({ mayAnswer }) => mayAnswer.includes(name));
}

function personOf(name: Name) {
  const { fullName, guest = false } = people[name];
  const aadObjectId = `aad-${name === 'ama-abroad' ? 'ama' : name}`;
  return { name: fullName, email: emailOf(name), aadObjectId, guest };
}

async function addPlan(store: Store, plan: Plan, channelId: string): Promise<void> {
  await store.registers.write(plan.tenantId, plan.id, registerOf(plan));
  const programme: Programme = {
    id: plan.id,
    tenantId: plan.tenantId,
    registerVersion: '1',
    settings: programmeSettings({
      title: `Plan ${plan.id}`,
      tenantId: plan.tenantId,
      board: { name: `Board of ${plan.id}`, channelId },
      leads: plan.leads.map(emailOf),
      chairs: plan.chairs.map(emailOf),
      statusScheme: plan.scheme,
    }),
    cycles: [
      cycleOf('spring', '2026-04-16'),
      cycleOf('summer', '2026-07-16'),
      cycleOf('autumn', '2026-11-19'),
      cycleOf('winter', '2027-02-18'),
    ],
  };
  await store.programmes.insert(programme);
}

function cycleOf(id: keyof typeof cycles, meeting: string): Programme['cycles'][number] {
  const day = date(meeting);
  return {
    id,
    state: 'scheduled',
    dates: {
      meeting: day,
      opens: day.subtract({ days: 42 }),
      deadline: day.subtract({ days: 24 }),
      closes: day.subtract({ days: 21 }),
      clearance: day.subtract({ days: 17 }),
      final: day.subtract({ days: 10 }),
      publish: day.subtract({ days: 8 }),
      closeAt: Temporal.PlainTime.from('17:00'),
    },
  };
}

function registerOf(plan: Plan): Register {
  const owners = Object.entries(plan.owners);
  const officers = Object.values(plan.actions).flatMap(({ leadOfficer }) => leadOfficer ?? []);
  const contacts = [
    ...new Set([...owners.flatMap(([, { lead, deputy }]) => [lead, deputy ?? lead]), ...officers]),
  ];
  return {
    version: '1',
    owners: owners.map(([name, { lead, deputy }]) => ({
      id: name,
      name,
      aliases: [],
      leadContact: idOf(lead),
      ...(deputy === undefined ? {} : { deputy: idOf(deputy) }),
    })),
    contacts: contacts.map((name) => ({
      id: idOf(name),
      name: people[name].fullName,
      email: emailOf(name),
      reachedBy: 'teams',
    })),
    actions: Object.entries(plan.actions).map(([ref, { owners: owned, leadOfficer }], order) => ({
      ref,
      refAssigned: false,
      order,
      title: titleOf(plan, ref),
      priority: { number: 1, title: 'Start well' },
      owners: owned,
      ...(leadOfficer === undefined ? {} : { leadOfficer: idOf(leadOfficer) }),
    })),
  };
}

/** Everybody has been met, so that a payload tries the rules and not the roster. */
function personMet(teams: FakeTeams, { chatId, mri, aadObjectId, name, email }: FakePerson, who: Name) {
  const { tenantId } = people[who];
  const conversation = { kind: 'personal' as const, conversationId: chatId, serviceUrl: teams.serviceUrl };
  const address = { ...conversation, tenantId, botId: teams.botId, aadObjectId, userMri: mri };
  return { tenantId, aadObjectId, name, email, address };
}

async function letTheYearPass(
  app: App,
  store: Store,
  clock: ManualClock,
  townspeople: Record<Name, FakePerson>,
): Promise<void> {
  const starts: Record<keyof typeof cycles, string> = {
    spring: '2026-03-10T09:00:00Z',
    summer: '2026-06-10T09:00:00Z',
    autumn: '2026-10-12T09:00:00Z',
    winter: '',
  };
  for (const cycle of ['spring', 'summer', 'autumn'] as const) {
    clock.set(starts[cycle]);
    for (const { id } of plans) {
      const programme = await store.programmes.find(id);
      if (!programme) throw new Error(`The plan ${id} is not there.`);
      await openCycle(store, programme.value, cycle, clock.now());
    }
    for (const { plan, ref, by, verb, inputs } of said.filter((one) => one.cycle === cycle)) {
      await app.desk.acted(turnOf(by, townspeople[by]), verb, {
        programme: plan,
        cycle,
        ref,
        version: 0,
        ...inputs,
      });
    }
    await app.desk.settled();
    if (cycle === 'autumn') continue;
    for (const { id } of plans) await close(store, id, cycle);
    if (cycle !== 'spring') continue;
    clock.set('2026-04-10T09:00:00Z');
    for (const { id, leads } of plans) {
      const [lead] = leads;
      if (lead)
        await app.desk.acted(turnOf(lead, townspeople[lead]), 'digest.publish', { programme: id, cycle });
    }
  }
}

async function close(store: Store, programmeId: string, cycleId: string): Promise<void> {
  const state: CycleState = 'closed';
  await setState(store, state, programmeId, cycleId);
}

function turnOf(name: Name, person: FakePerson): Turn {
  const { tenantId } = people[name];
  const { aadObjectId, email } = person;
  return {
    who: { tenantId, aadObjectId, name: person.name },
    where: {
      kind: 'personal',
      conversationId: person.chatId,
      serviceUrl: 'http://teams.example',
      tenantId,
      botId: '28:board-updates',
      aadObjectId,
      userMri: person.mri,
    },
    profile: async () => ({ email }),
  };
}
