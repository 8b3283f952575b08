import type { Update, UpdateRequest } from '../cycle/request.ts';
import type { CycleKey, CycleStore, Stored } from '../workflow/ports.ts';
import { inBatches, insertMissing } from './batches.ts';
import { instantKey, keyOf, padded, prefixOf } from './keys.ts';
import { readLarge, writeLarge, type Place } from './large-value.ts';
import { pack, unpack, unpackAll } from './packing.ts';
import { draftRow, eventRow, requestRow, updateRow } from './schemas/cycle.ts';
import { frozenDigestRow } from './schemas/digest.ts';
import { beginningWith, type Operation, type Table } from './table.ts';

/**
 * Partition: tenant, programme, cycle; a cycle is there whole. Rows: `request,{ref}`, `update,{ref},{version}`,
 * `draft,{ref}`, `event,{time},{id}`, `digest`, and `digest,…` for what does not fit into that. Updates and events
 * are only ever added.
 */
export function openCycles(table: Table): CycleStore {
  async function list(cycle: CycleKey, ...kind: string[]) {
    return await table.list({ partition: partitionOf(cycle), row: beginningWith(prefixOf(...kind)) });
  }

  async function requestsOf(cycle: CycleKey): Promise<Stored<UpdateRequest>[]> {
    return (await unpackAll(table, await list(cycle, 'request'), requestRow)).sort(byOrder);
  }

  return {
    requests: requestsOf,

    async request(cycle, ref) {
      const row = await table.get(partitionOf(cycle), keyOf('request', ref));
      return row && { value: unpack(table, row, requestRow), etag: row.etag };
    },

    async drafts(cycle) {
      return await unpackAll(table, await list(cycle, 'draft'), draftRow);
    },

    async draft(cycle, ref) {
      const row = await table.get(partitionOf(cycle), keyOf('draft', ref));
      return row && { value: unpack(table, row, draftRow), etag: row.etag };
    },

    async open(cycle, requests) {
      const rows = requests.map((value) => ({ row: keyOf('request', value.ref), properties: pack(value) }));
      const tags = await insertMissing(table, partitionOf(cycle), rows);
      // What was there before may say something else, where a register was imported between two tries.
      if (tags.size < requests.length) return await requestsOf(cycle);
      return requests
        .map((value) => ({ value, etag: tags.get(keyOf('request', value.ref)) ?? '' }))
        .sort(byOrder);
    },

    /**
     * A transaction that deletes a row which is not there fails whole, so the draft's presence is looked up first (a
     * point read). When it has gone meanwhile, the same is written without it; when the conflict is about anything
     * else, that fails too, and says so.
     */
    async submit(cycle, { request, update, event }) {
      const partition = partitionOf(cycle);
      const draft = keyOf('draft', request.value.ref);
      const operations: Operation[] = [
        replacement(request),
        {
          kind: 'insert',
          row: keyOf('update', update.ref, padded(update.version)),
          properties: pack(update),
        },
        { kind: 'insert', row: keyOf('event', instantKey(event.at), event.id), properties: pack(event) },
      ];
      if (await table.get(partition, draft)) {
        const withDraft = await table.transaction(partition, [...operations, { kind: 'delete', row: draft }]);
        if (withDraft.kind === 'written') return 'written';
      }
      return (await table.transaction(partition, operations)).kind;
    },

    /** A batch fails whole on one stale tag: then its requests are replaced one by one. */
    async replaceRequests(cycle, requests) {
      const partition = partitionOf(cycle);
      const conflicts: string[] = [];
      const replacements = requests.map((request) => ({ ref: request.value.ref, ...replacement(request) }));
      for (const batch of inBatches(replacements)) {
        const outcome = await table.transaction(partition, batch);
        if (outcome.kind === 'written') continue;
        for (const { ref, row, properties, etag } of batch) {
          const one = await table.replace({ partition, row, properties }, etag);
          if (one.kind === 'conflict') conflicts.push(ref);
        }
      }
      return conflicts;
    },

    async saveDraft(cycle, draft, etag) {
      const row = { partition: partitionOf(cycle), row: keyOf('draft', draft.ref), properties: pack(draft) };
      const outcome = await (etag === undefined ? table.insert(row) : table.replace(row, etag));
      return outcome.kind;
    },

    async updates(cycle, ref) {
      const rows = await list(cycle, 'update', ...(ref === undefined ? [] : [ref]));
      const updates = (await unpackAll(table, rows, updateRow)).map(({ value }) => value);
      return ref === undefined ? updates.sort(byTime) : updates;
    },

    /** The same event again changes nothing. */
    async addEvent(cycle, event) {
      const row = keyOf('event', instantKey(event.at), event.id);
      await table.insert({ partition: partitionOf(cycle), row, properties: pack(event) });
    },

    async events(cycle) {
      return (await unpackAll(table, await list(cycle, 'event'), eventRow)).map(({ value }) => value);
    },

    async frozenDigest(cycle) {
      const place = digestPlace(cycle);
      const head = await table.get(place.partition, place.row);
      return head && (await readLarge(table, place, head, frozenDigestRow)).value;
    },

    async freezeDigest(cycle, digest) {
      const place = digestPlace(cycle);
      const { partition, row } = place;
      if (await table.get(partition, row)) return 'conflict';
      const outcome = await writeLarge(table, place, digest, (properties) =>
        table.insert({ partition, row, properties }),
      );
      return outcome.kind;
    },
  };
}

function partitionOf({ tenantId, programmeId, cycleId }: CycleKey): string {
  return keyOf(tenantId, programmeId, cycleId);
}

function digestPlace(cycle: CycleKey): Place {
  return { partition: partitionOf(cycle), row: 'digest', parts: prefixOf('digest') };
}

function replacement({ value, etag }: Stored<UpdateRequest>): Operation & { kind: 'replace' } {
  return { kind: 'replace', row: keyOf('request', value.ref), properties: pack(value), etag };
}

function byOrder(a: Stored<UpdateRequest>, b: Stored<UpdateRequest>): number {
  return a.value.order - b.value.order;
}

function byTime(a: Update, b: Update): number {
  return a.at.epochMilliseconds - b.at.epochMilliseconds;
}
