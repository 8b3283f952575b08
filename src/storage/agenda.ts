import { Temporal } from '../calendar/temporal.ts';
import type { Agenda, AgendaEntry } from '../outbox/ports.ts';
import type { CycleKey } from '../workflow/ports.ts';
import { instantKey, keyOf } from './keys.ts';
import { pack, unpackAll } from './packing.ts';
import { agendaRow } from './schemas/delivery.ts';
import type { Row, StoredRow, Table } from './table.ts';
import type { ReportUnreadable } from './unreadable-row.ts';

/** Partition: the day (UTC). Row: the due instant, then the cycle, then the shard if there is one. */
export function openAgenda(table: Table, report?: ReportUnreadable): Agenda {
  async function entriesOf(rows: StoredRow[]): Promise<AgendaEntry[]> {
    const entries = (await unpackAll(table, rows, agendaRow, report)).map(({ value }) => value);
    return entries.sort((a, b) => Temporal.Instant.compare(a.due, b.due));
  }

  return {
    /** Both keys begin with time, so the bounds leave out every row that is still to come. */
    async due(now) {
      const upToNow = { from: '', before: `${instantKey(now)}-` };
      const upToToday = { from: '', before: `${dayOf(now)}-` };
      return await entriesOf(await table.list({ partition: upToToday, row: upToNow }));
    },

    async upcoming(cycle) {
      return (await entriesOf(await table.list({}))).filter((entry) => isOf(entry, cycle));
    },

    async add(entry) {
      await table.put(rowFor(entry));
    },

    async remove(entry) {
      const { partition, row } = rowFor(entry);
      await table.delete(partition, row);
    },
  };
}

function rowFor(entry: AgendaEntry): Row {
  const { due, tenantId, programmeId, cycleId, shard } = entry;
  const row = [
    keyOf(instantKey(due), tenantId, programmeId, cycleId),
    ...(shard === undefined ? [] : [shard]),
  ];
  return { partition: dayOf(due), row: row.join(','), properties: pack(entry) };
}

function dayOf(instant: Temporal.Instant): string {
  return instantKey(instant).slice(0, 10);
}

function isOf(entry: AgendaEntry, cycle: CycleKey): boolean {
  const { tenantId, programmeId, cycleId } = entry;
  return tenantId === cycle.tenantId && programmeId === cycle.programmeId && cycleId === cycle.cycleId;
}
