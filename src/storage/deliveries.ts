import pLimit from 'p-limit';
import type { Temporal } from '../calendar/temporal.ts';
import type { Delivery, NewestCard } from '../outbox/ledger.ts';
import { readyAt } from '../outbox/policy/ready.ts';
import type { Ledger } from '../outbox/ports.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import { groupedBy } from '../programme/grouped.ts';
import { insertMissing } from './batches.ts';
import { groupCommit } from './group-commit.ts';
import { keyOf, prefixOf } from './keys.ts';
import { pack, unpack, unpackAll } from './packing.ts';
import { dayRow, deliveryRow, newestCardRow } from './schemas/delivery.ts';
import { shardOf } from './shard-of.ts';
import { beginningWith, type Operation, type Outcome, type Properties, type Table } from './table.ts';
import type { ReportUnreadable, UnreadableRow } from './unreadable-row.ts';

/** Shards that a plan is written into at a time. */
const partitionsAtOnce = 8;

/**
 * Partition: tenant, shard of the contact. Rows: `message,{key}`, whose key begins with programme and cycle;
 * `day,{contact},{date}`, which says which message holds a contact's day; and `card,{contact},{programme}`, the newest
 * card of theirs.
 */
export function openLedger(table: Table, report?: ReportUnreadable): Ledger {
  const commit = groupCommit(table);

  async function holderOfDay(partition: string, row: string) {
    const day = await table.get(partition, row);
    return day && { ...unpack(table, day, dayRow), etag: day.etag };
  }

  async function replace({ value, etag }: Stored<Delivery>) {
    return await table.replace({ partition: partitionOf(value), ...rowFor(value) }, etag);
  }

  async function freeDay(delivery: Delivery, localDate: Temporal.PlainDate): Promise<void> {
    const day = dayKey(delivery, localDate);
    if (day === undefined) return;
    const partition = partitionOf(delivery);
    const holder = await holderOfDay(partition, day);
    if (holder?.message === delivery.key) await table.delete(partition, day, holder.etag);
  }

  return {
    async workOf({ tenantId, shard }) {
      const rows = await table.list({ partition: keyOf(tenantId, shard), holding: inWork });
      const ofKind = (kind: string) => rows.filter(({ row }) => row.startsWith(prefixOf(kind)));
      const unfinished = await unpackAll(table, ofKind('message'), deliveryRow, report);
      const cards = await unpackAll(table, ofKind('card'), newestCardRow, report);
      return { unfinished: unfinished.sort(byInstant), cards: cards.map(({ value }) => value) };
    },

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
      const partitions = groupedBy(deliveries, partitionOf);
      const inserted = await pLimit(partitionsAtOnce).map(partitions, async ([partition, own]) => {
        const tags = await insertMissing(table, partition, own.map(rowFor));
        return own.map(({ key }) => key).filter((key) => tags.has(messageRow(key)));
      });
      return inserted.flat();
    },

    replace,

    async claim(delivery, localDate) {
      const { value, etag } = delivery;
      const day = dayKey(value, localDate);
      // The board's channel has no day: it may get one digest a programme.
      if (day === undefined) return claimed(await replace(delivery));
      const partition = partitionOf(value);
      const outcome = await commit(partition, [
        { kind: 'replace', ...rowFor(value), etag },
        { kind: 'insert', row: day, properties: pack({ message: value.key }) },
      ]);
      if (outcome.kind === 'written') return { kind: 'claimed', etag: outcome.etags[0] ?? '' };
      const holder = await holderOfDay(partition, day);
      if (!holder) return { kind: 'conflict' };
      if (holder.message !== value.key) return { kind: 'had-one-today' };
      return claimed(await replace(delivery));
    },

    /** The day may be free already; then the rest is written without that, and the day looked at by itself. */
    async settle({ value, etag }, { newestCard, freesDay } = {}) {
      const partition = partitionOf(value);
      const day = freesDay && dayKey(value, freesDay);
      const operations: Operation[] = [
        { kind: 'replace', ...rowFor(value), etag },
        ...(newestCard ? [{ kind: 'put', ...cardRow(newestCard) } as const] : []),
      ];
      const freeing: Operation[] = day === undefined ? [] : [{ kind: 'delete', row: day }];
      const settled = await commit(partition, [...operations, ...freeing]);
      if (settled.kind === 'written' || freesDay === undefined) return settled.kind;
      const without = await commit(partition, operations);
      if (without.kind === 'written') await freeDay(value, freesDay);
      return without.kind;
    },

    async holderOfDay(tenantId, contactId, localDate) {
      const day = keyOf('day', contactId, localDate.toString());
      return (await holderOfDay(keyOf(tenantId, shardOf(contactId)), day))?.message;
    },

    async newestCard(tenantId, contactId, programmeId) {
      const row = await table.get(keyOf(tenantId, shardOf(contactId)), keyOf('card', contactId, programmeId));
      return row && unpack(table, row, newestCardRow);
    },

    async keepNewestCard(tenantId, card) {
      await table.put({ partition: keyOf(tenantId, shardOf(card.contactId)), ...cardRow(card) });
    },
  };
}

function claimed(outcome: Outcome): { kind: 'claimed'; etag: string } | { kind: 'conflict' } {
  return outcome.kind === 'written' ? { kind: 'claimed', etag: outcome.etag } : outcome;
}

function partitionOf({ tenantId, recipient }: Delivery): string {
  return keyOf(tenantId, shardOf(recipient.kind === 'board' ? 'board' : recipient.contactId));
}

/** What marks a row that whoever delivers a shard must read: a message that is not at its end, a newest card. */
const inWork = { property: 'inWork', text: 'yes' };
const marked = { [inWork.property]: inWork.text };

function rowFor(delivery: Delivery): { row: string; properties: Properties } {
  const properties = pack(delivery);
  return {
    row: messageRow(delivery.key),
    properties: readyAt(delivery) ? { ...properties, ...marked } : properties,
  };
}

function cardRow(card: NewestCard): { row: string; properties: Properties } {
  return { row: keyOf('card', card.contactId, card.programmeId), properties: { ...pack(card), ...marked } };
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
