import type { Agenda, Ledger, PaceStore, WakeQueue } from '../outbox/ports.ts';
import type {
  ChannelStore,
  CycleStore,
  PeopleStore,
  ProgrammeStore,
  RegisterStore,
  SettingsStore,
} from '../workflow/ports.ts';
import { openAgenda } from './agenda.ts';
import { openChannels } from './channels.ts';
import { openCycles } from './cycles.ts';
import { openLedger } from './deliveries.ts';
import { openPace } from './pace.ts';
import { openPeople } from './people.ts';
import { openProgrammes } from './programmes.ts';
import { openRegisters } from './registers.ts';
import { openSettings } from './settings.ts';
import type { Table } from './table.ts';
import type { ReportUnreadable } from './unreadable-row.ts';

/** All that is kept, behind the ports of workflow and outbox. */
export interface Store {
  programmes: ProgrammeStore;
  registers: RegisterStore;
  cycles: CycleStore;
  ledger: Ledger;
  agenda: Agenda;
  people: PeopleStore;
  settings: SettingsStore;
  channels: ChannelStore;
  wakeQueue: WakeQueue;
  pace: PaceStore;
  /** Creates what is not there yet. May be run again, and by several processes at once. */
  prepare(): Promise<void>;
}

export interface StoreOptions {
  /**
   * Is told of a row that does not parse where a list goes on without it (programmes, a shard's deliveries, the
   * agenda, the wake queue): there one tenant's bad row must not stop everybody else. Without it such a list throws
   * UnreadableRows, as the lists that figures are made from always do.
   */
  report?: ReportUnreadable;
}

export const tableNames = ['Programmes', 'Register', 'Cycles', 'Deliveries', 'Agenda', 'People'] as const;
export type TableName = (typeof tableNames)[number];

/** One table for each name. */
export function tablesBy(make: (name: TableName) => Table): Record<TableName, Table> {
  return Object.fromEntries(tableNames.map((name) => [name, make(name)])) as Record<TableName, Table>;
}

/** The stores above one set of tables and a queue, whatever carries them. */
export function storeOn(
  tables: Record<TableName, Table>,
  wakeQueue: WakeQueue & { create(): Promise<void> },
  { report }: StoreOptions = {},
): Store {
  return {
    programmes: openProgrammes(tables.Programmes, report),
    registers: openRegisters(tables.Register),
    cycles: openCycles(tables.Cycles),
    ledger: openLedger(tables.Deliveries, report),
    agenda: openAgenda(tables.Agenda, report),
    people: openPeople(tables.People),
    settings: openSettings(tables.Programmes),
    channels: openChannels(tables.People),
    wakeQueue,
    pace: openPace(tables.Deliveries),
    prepare: async () => {
      await Promise.all([...tableNames.map((name) => tables[name].create()), wakeQueue.create()]);
    },
  };
}
