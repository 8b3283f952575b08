import pLimit from 'p-limit';
import { Temporal } from '../../src/calendar/temporal.ts';
import { manualClock } from '../../src/clock.ts';
import type { SectionKind } from '../../src/cycle/message.ts';
import type { Delivery } from '../../src/outbox/ledger.ts';
import { loadCycle } from '../../src/workflow/rounds/load-cycle.ts';
import type { CycleKey } from '../../src/workflow/ports.ts';
import { storeCycle, storeProgramme, type ProgrammeSpec } from '../builders/stored-programme.ts';
import type { FakePerson, FakeTeams } from '../fakes/teams-server.ts';
import type { Council } from './council.ts';

/** People with an action each, all met already, in a programme of their own whose cycle is about to open. */
export interface MetCrowd {
  people: FakePerson[];
  cycle: CycleKey;
  /** When a rung of this kind falls due, by the ladder. */
  rungAt(kind: SectionKind): string;
  /** What the ledger holds for these people, whatever the cycle. */
  deliveries(): Promise<Delivery[]>;
  /** How many messages each has seen come so far, in the order of `people`. */
  counts(): number[];
}

export interface CrowdOptions {
  size: number;
  /** Where they are; the council's own Teams unless given. */
  teams?: FakeTeams;
  programme?: string;
  /** The meeting's day. */
  meeting?: string;
  settings?: ProgrammeSpec['settings'];
}

type Owner = ProgrammeSpec['owners'][string];

/** As an import, the app's installation by everybody, and `cycle add` leave it; written straight into the store. */
export async function meetCrowd(council: Council, options: CrowdOptions): Promise<MetCrowd> {
  const { size, teams = council.teams, programme = 'strategy', meeting = '2026-06-25', settings } = options;
  const { tenantId } = teams;
  const store = council.store();
  await store.prepare();
  const names = Array.from({ length: size }, (_, n) => `${programme}${n + 1}`);
  const owners = names.map(
    (lead, n) => [`Team ${n + 1}`, { actions: [`1.${n + 1}`], lead }] as [string, Owner],
  );
  await storeProgramme(store, {
    ...{ id: programme, tenantId, owners: Object.fromEntries<Owner>(owners) },
    ...(settings ? { settings } : {}),
  });
  const people = names.map((name) => teams.person({ name, installed: true }));
  await pLimit(16).map(people, (person) => meet(council, teams, person));
  const day = Temporal.PlainDate.from(meeting);
  const early = manualClock(`${day.subtract({ months: 3 }).toString()}T09:00:00Z`);
  const cycle = await storeCycle(store, early, meeting, { programmeId: programme, tenantId });
  const rungs = (await loadCycle(store, cycle))?.planState.rungs ?? [];
  const emails = new Set(people.map(({ email }) => email));
  return {
    people,
    cycle,
    rungAt: (kind) => rungs.find((rung) => rung.kind === kind)?.at.toString() ?? '',
    async deliveries() {
      const rows = await council.store().ledger.ofCycle(cycle);
      return rows.map(({ value }) => value).filter((one) => emails.has(emailOf(one)));
    },
    counts() {
      const { seenBy } = teams.report();
      return people.map(({ aadObjectId }) => seenBy[aadObjectId] ?? 0);
    },
  };
}

export function emailOf({ recipient }: Delivery): string {
  return recipient.kind === 'contact' ? recipient.email : '';
}

async function meet(council: Council, teams: FakeTeams, person: FakePerson): Promise<void> {
  const { aadObjectId, name, email, mri, chatId } = person;
  const { tenantId, serviceUrl, botId } = teams;
  await council.store().people.upsert({ tenantId, aadObjectId }, () => ({
    ...{ tenantId, aadObjectId, name, email, metAt: Temporal.Instant.from('2026-01-05T09:00:00Z') },
    address: {
      kind: 'personal',
      ...{ conversationId: chatId, serviceUrl, tenantId, botId, aadObjectId, userMri: mri },
    },
  }));
}
