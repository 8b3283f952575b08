import { Temporal } from '../calendar/temporal.ts';
import type { Agenda, AgendaEntry } from '../outbox/ports.ts';
import { groupedBy } from '../programme/grouped.ts';
import { inBatches } from './batches.ts';
import { instantKey, keyOf } from './keys.ts';
import { openLull } from './lull.ts';
import { pack, unpackAll } from './packing.ts';
import { agendaRow } from './schemas/delivery.ts';
import type { Operation, Row, StoredRow, Table } from './table.ts';
import type { ReportUnreadable } from './unreadable-row.ts';

/** The agenda is looked through at least as often as this, whatever the lull says: a lost one heals by itself. */
const longestLull = { hours: 1 };

/**
 * Partition: the day (UTC). Row: the due instant, then the cycle, then the shard if there is one. Beside them is the
 * lull, which spares a tick with nothing due the look: Azurite reads the whole table for every list.
 */
export function openAgenda(table: Table, report?: ReportUnreadable): Agenda {
  const lull = openLull(table);

  /** In order of time. Both keys begin with it, so the bounds leave out every row that comes later. */
  async function upTo(instant: Temporal.Instant): Promise<StoredRow[]> {
    return await table.list({
      partition: { from: '', before: `${dayOf(instant)}-` },
      row: { from: '', before: endOf(instant) },
    });
  }

  /** All in as few transactions as may be; where one fails, because others are at it as well, one by one. */
  async function forEach(
    entries: readonly AgendaEntry[],
    operation: (row: Row) => Operation,
    one: (row: Row) => Promise<unknown>,
  ): Promise<void> {
    for (const [partition, rows] of byPartition(entries)) {
      for (const batch of inBatches(rows)) {
        const together = batch.length > 1 && (await table.transaction(partition, batch.map(operation)));
        if (together && together.kind === 'written') continue;
        for (const row of batch) await one(row);
      }
    }
  }

  return {
    async due(now) {
      const found = await lull.at(now);
      if (found.isOn) return [];
      const latest = now.add(longestLull);
      const rows = await upTo(latest);
      const due = rows.filter(({ row }) => row < endOf(now));
      const [next] = rows.slice(due.length);
      if (due.length === 0) {
        await lull.begin({ from: now, until: next ? instantOf(next) : latest }, found.permit);
      }
      const entries = (await unpackAll(table, due, agendaRow, report)).map(({ value }) => value);
      return entries.sort((a, b) => Temporal.Instant.compare(a.due, b.due));
    },

    async add(...entries) {
      await forEach(
        entries,
        ({ row, properties }) => ({ kind: 'put', row, properties }),
        (row) => table.put(row),
      );
      const [soonest] = entries.map(({ due }) => due).sort((a, b) => Temporal.Instant.compare(a, b));
      if (soonest) await lull.disturb(soonest);
    },

    async remove(...entries) {
      await forEach(
        entries,
        ({ row }) => ({ kind: 'delete', row }),
        ({ partition, row }) => table.delete(partition, row),
      );
    },
  };
}

/** The rows of the entries, each once, by their partitions. */
function byPartition(entries: readonly AgendaEntry[]): Map<string, Row[]> {
  const rows = new Map(entries.map(rowFor).map((row) => [row.row, row]));
  return groupedBy([...rows.values()], ({ partition }) => partition);
}

function rowFor(entry: AgendaEntry): Row {
  const { due, tenantId, programmeId, cycleId, shard } = entry;
  const row = [
    keyOf(instantKey(due), tenantId, programmeId, cycleId),
    ...(shard === undefined ? [] : [shard]),
  ];
  return { partition: dayOf(due), row: row.join(','), properties: pack(entry) };
}

/** When a row falls due, by its key alone: what is still to come need not be readable. */
function instantOf({ row }: StoredRow): Temporal.Instant {
  return Temporal.Instant.from(row.slice(0, row.indexOf(',')));
}

/** What comes after every key of this millisecond. */
function endOf(instant: Temporal.Instant): string {
  return `${instantKey(instant)}-`;
}

function dayOf(instant: Temporal.Instant): string {
  return instantKey(instant).slice(0, 10);
}
