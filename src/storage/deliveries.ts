import type { Temporal } from '../calendar/temporal.ts';
import type { Delivery } from '../outbox/ledger.ts';
import type { Ledger } from '../outbox/ports.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import { insertMissing } from './batches.ts';
import { keyOf, prefixOf } from './keys.ts';
import { pack, unpack, unpackAll } from './packing.ts';
import { dayRow, deliveryRow } from './schemas/delivery.ts';
import { shardOf } from './shard-of.ts';
import { beginningWith, type Outcome, type Table } from './table.ts';
import type { ReportUnreadable, UnreadableRow } from './unreadable-row.ts';

/**
 * Partition: tenant, shard of the contact. Rows: `message,{key}`, whose key begins with programme and cycle, and
 * `day,{contact},{date}`, which says which message holds a contact's day.
 */
export function openLedger(table: Table, report?: ReportUnreadable): Ledger {
  async function holderOfDay(partition: string, row: string) {
    const day = await table.get(partition, row);
    return day && { ...unpack(table, day, dayRow), etag: day.etag };
  }

  async function replace({ value, etag }: Stored<Delivery>) {
    return await table.replace(
      { partition: partitionOf(value), row: messageRow(value.key), properties: pack(value) },
      etag,
    );
  }

  return {
    async inShard({ tenantId, shard }, cycle) {
      const row = beginningWith(cycle ? cyclePrefix(cycle) : 'message,');
      const rows = await table.list({ partition: keyOf(tenantId, shard), row });
      const deliveries = await unpackAll(table, rows, deliveryRow, report);
      return deliveries.filter(({ value }) => !cycle || isOf(value, cycle)).sort(byInstant);
    },

    /** One query over the tenant's shards. */
    async ofCycle(cycle, onUnreadable) {
      const partition = beginningWith(prefixOf(cycle.tenantId));
      const rows = await table.list({ partition, row: beginningWith(cyclePrefix(cycle)) });
      const tell =
        onUnreadable &&
        (({ location, message }: UnreadableRow) =>
          onUnreadable({ key: location.row.replace(/^message,/, ''), problem: message }));
      const deliveries = await unpackAll(table, rows, deliveryRow, tell);
      return deliveries.filter(({ value }) => isOf(value, cycle)).sort(byInstant);
    },

    async find(tenantId, contactId, key) {
      const row = await table.get(keyOf(tenantId, shardOf(contactId)), messageRow(key));
      return row && { value: unpack(table, row, deliveryRow), etag: row.etag };
    },

    async insertMissing(deliveries) {
      const inserted: string[] = [];
      for (const partition of new Set(deliveries.map(partitionOf))) {
        const inPartition = deliveries.filter((delivery) => partitionOf(delivery) === partition);
        const rows = inPartition.map((delivery) => ({
          row: messageRow(delivery.key),
          properties: pack(delivery),
        }));
        const fresh = new Set(await insertMissing(table, partition, rows));
        inserted.push(...inPartition.map(({ key }) => key).filter((key) => fresh.has(messageRow(key))));
      }
      return inserted;
    },

    replace,

    async claim(delivery, localDate) {
      const { value, etag } = delivery;
      const day = dayKey(value, localDate);
      // The board's channel has no day: it may get one digest a programme.
      if (day === undefined) return claimed(await replace(delivery));
      const partition = partitionOf(value);
      const outcome = await table.transaction(partition, [
        { kind: 'replace', row: messageRow(value.key), properties: pack(value), etag },
        { kind: 'insert', row: day, properties: pack({ message: value.key }) },
      ]);
      if (outcome.kind === 'written') return { kind: 'claimed', etag: outcome.etags[0] ?? '' };
      const holder = await holderOfDay(partition, day);
      if (!holder) return { kind: 'conflict' };
      if (holder.message !== value.key) return { kind: 'had-one-today' };
      return claimed(await replace(delivery));
    },

    async releaseDay(delivery, localDate) {
      const day = dayKey(delivery, localDate);
      if (day === undefined) return;
      const partition = partitionOf(delivery);
      const holder = await holderOfDay(partition, day);
      if (holder?.message === delivery.key) await table.delete(partition, day, holder.etag);
    },
  };
}

function claimed(outcome: Outcome): { kind: 'claimed'; etag: string } | { kind: 'conflict' } {
  return outcome.kind === 'written' ? { kind: 'claimed', etag: outcome.etag } : outcome;
}

function partitionOf({ tenantId, recipient }: Delivery): string {
  return keyOf(tenantId, shardOf(recipient.kind === 'board' ? 'board' : recipient.contactId));
}

/** A message's key is parts and commas already: its parts are escaped, its commas stay, and prefixes hold. */
function messageRow(key: string): string {
  return keyOf('message', ...key.split(','));
}

function cyclePrefix({ programmeId, cycleId }: CycleKey): string {
  return `${messageRow(`${programmeId},${cycleId}`)},`;
}

/** Ids that hold commas may share a prefix with another cycle's: the row itself decides. */
function isOf(delivery: Delivery, { programmeId, cycleId }: CycleKey): boolean {
  return delivery.programmeId === programmeId && delivery.cycleId === cycleId;
}

function dayKey({ recipient }: Delivery, date: Temporal.PlainDate): string | undefined {
  return recipient.kind === 'board' ? undefined : keyOf('day', recipient.contactId, date.toString());
}

function byInstant(a: Stored<Delivery>, b: Stored<Delivery>): number {
  return a.value.at.epochMilliseconds - b.value.at.epochMilliseconds;
}
