import pLimit from 'p-limit';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { createLog } from '../../../src/log.ts';
import { tick } from '../../../src/outbox/tick.ts';
import type { Register } from '../../../src/programme/register.ts';
import { azureClients } from '../../../src/storage/azure-clients.ts';
import { azureQueue } from '../../../src/storage/azure-queue.ts';
import { azureTables } from '../../../src/storage/azure-store.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { storeOn, type Store } from '../../../src/storage/store.ts';
import { contactIdOf } from '../../../src/workflow/people/contact-id.ts';
import type { KnownPerson } from '../../fakes/teams-control.ts';
import type { TeamsProcess } from '../../fakes/teams-process.ts';
import { opening, programmeOf } from '../council.ts';

/** A programme is of so many people at most: several make up a large council. */
const peopleOfProgramme = 1000;

/** Where a crowd is stored: its people once, and the rest anew for each run. */
export interface Place {
  connectionString: string;
  /** Of the table with the people. */
  people: string;
  /** Of all else. */
  run: string;
}

export function storeAt({ connectionString, people, run }: Place): Store {
  const clients = azureClients({ connectionString });
  const tables = { ...azureTables(clients, run), People: azureTables(clients, people).People };
  return storeOn(tables, azureQueue(clients.queue(`${run}-wake`)));
}

/** Has everybody met: as if each had installed the app. */
export async function meetEverybody(store: Store, teams: TeamsProcess): Promise<KnownPerson[]> {
  const people = await teams.people();
  await pLimit(16).map(people, ({ name, email, upn, mri, aadObjectId, conversationId }) =>
    store.people.upsert({ tenantId: teams.tenantId, aadObjectId }, () => ({
      ...{ tenantId: teams.tenantId, aadObjectId, name, email, upn, metAt: opening.subtract({ hours: 24 }) },
      address: {
        kind: 'personal',
        ...{ conversationId, serviceUrl: teams.serviceUrl, tenantId: teams.tenantId },
        ...{ botId: teams.botId, aadObjectId, userMri: mri },
      },
    })),
  );
  return people;
}

/**
 * Programmes in which each of these people has an action to answer for, opened and planned: their requests lie in the
 * ledger, and the workers' queue is full. The people's emails say who they are.
 */
export async function planRequests(
  store: Store,
  tenantId: string,
  people: readonly KnownPerson[],
): Promise<void> {
  await store.prepare();
  const log = createLog('error');
  for (let first = 0; first < people.length; first += peopleOfProgramme) {
    const id = `plan-${first}`;
    const register = registerFor(tenantId, people.slice(first, first + peopleOfProgramme));
    await store.registers.write(tenantId, id, register);
    const programme = programmeOf(id);
    const settings = { ...programme.settings, tenantId };
    await store.programmes.insert({ ...programme, tenantId, settings });
    await store.agenda.add({ tenantId, programmeId: id, cycleId: 'autumn', due: opening });
  }
  await tick({ store, shardOf, publish: () => Promise.resolve(undefined), log }, opening);
}

function registerFor(tenantId: string, people: readonly KnownPerson[]): Register {
  const contacts = people.map(({ name, email }) => ({
    ...{ id: contactIdOf(tenantId, email), name, email },
    reachedBy: 'teams' as const,
  }));
  return {
    version: '1',
    actions: people.map((_, n) => ({
      ...{ ref: `1.${n}`, refAssigned: false, order: n, owners: [`owner-${n}`] },
      title: 'Open a warm, staffed room in every ward by the end of winter, and keep it open',
      priority: { number: 1, title: 'Warm homes and company for everybody' },
      imported: { status: 'on_track', narrative: 'Six of nine are open.', asOf: 'March 2026' },
    })),
    owners: contacts.map(({ id, name }, n) => ({
      ...{ id: `owner-${n}`, name: `Team of ${name}`, aliases: [], leadContact: id },
    })),
    contacts,
  };
}

/** How many messages ended in each state. */
export async function statesOf(
  store: Store,
  tenantId: string,
  people: number,
): Promise<Record<string, number>> {
  const states: Record<string, number> = {};
  for (let first = 0; first < people; first += peopleOfProgramme) {
    const rows = await store.ledger.ofCycle({ tenantId, programmeId: `plan-${first}`, cycleId: 'autumn' });
    for (const { value } of rows) states[value.state] = (states[value.state] ?? 0) + 1;
  }
  return states;
}

/** A little after the opening, when the requests may go. */
export const sendingAt = Temporal.Instant.from(opening.toString()).add({ seconds: 30 });
