import type { Update } from '../cycle/answer.ts';
import type { Draft } from '../cycle/draft.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import type { CycleEvent } from '../cycle/event.ts';
import { lineOf } from '../cycle/request-line.ts';
import type { Addendum } from '../digest/addendum.ts';
import type { CycleKey, CycleStore, Stored } from '../workflow/ports.ts';
import { inBatches, insertMissing } from './batches.ts';
import { instantKey, keyOf, padded, prefixOf } from './keys.ts';
import { readLarge, writeLarge, type Place } from './large-value.ts';
import { pack, unpack, unpackAll } from './packing.ts';
import { limits } from './limits.ts';
import { draftRow, eventRow, lineRow, requestRow, updateRow } from './schemas/cycle.ts';
import { addendumRow, frozenDigestRow } from './schemas/digest.ts';
import { beginningWith, type Operation, type Table } from './table.ts';

/**
 * Partition: tenant, programme, cycle; a cycle is there whole. Rows: `request,{ref}`, `line,{owner},{ref}`,
 * `update,{ref},{version}`, `draft,{ref}`, `event,{time},{id}`, `digest`, `digest,…` for what does not fit into that, and
 * `addendum,{time},{id}` for what stands beneath it. Updates, events and addenda are only ever added. A line says of its
 * request what a list shows, and lies beside the others of its first owner, so that a person's list is one short read
 * however large the cycle is; whatever writes a request writes its line in the same transaction.
 */
export function openCycles(table: Table): CycleStore {
  async function list(cycle: CycleKey, ...kind: string[]) {
    return await table.list({ partition: partitionOf(cycle), row: beginningWith(prefixOf(...kind)) });
  }

  async function requestsOf(cycle: CycleKey): Promise<Stored<UpdateRequest>[]> {
    return (await unpackAll(table, await list(cycle, 'request'), requestRow)).sort(byOrder);
  }

  async function request(cycle: CycleKey, ref: string): Promise<Stored<UpdateRequest> | undefined> {
    const partition = partitionOf(cycle);
    const key = keyOf('request', ref);
    // The ref may be anything that a card's data holds: what cannot be a key is the key of nothing.
    if (Math.max(partition.length, key.length) > limits.keyCharacters) return undefined;
    const row = await table.get(partition, key);
    return row && { value: unpack(table, row, requestRow), etag: row.etag };
  }

  /** A batch fails whole on one stale tag: then what it holds is written one by one. Returns the refs that were stale. */
  async function writeEach(
    partition: string,
    writes: readonly { ref: string; operations: Operation[] }[],
  ): Promise<string[]> {
    const conflicts: string[] = [];
    for (const batch of inBatches(writes, ({ operations }) => operations)) {
      const outcome = await table.transaction(
        partition,
        batch.flatMap(({ operations }) => operations),
      );
      if (outcome.kind === 'written') continue;
      for (const { ref, operations } of batch) {
        const one = await table.transaction(partition, operations);
        if (one.kind === 'conflict') conflicts.push(ref);
      }
    }
    return conflicts;
  }

  return {
    requests: requestsOf,

    request,

    async lines(cycle, listedUnder) {
      const lines = await unpackAll(table, await list(cycle, 'line', listedUnder), lineRow);
      return lines.map(({ value }) => value);
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
      const stored =
        tags.size < requests.length
          ? await requestsOf(cycle)
          : requests
              .map((value) => ({ value, etag: tags.get(keyOf('request', value.ref)) ?? '' }))
              .sort(byOrder);
      const lines = stored.flatMap(({ value }) => linePut(value));
      await insertMissing(
        table,
        partitionOf(cycle),
        lines.map(({ row, properties }) => ({ row, properties })),
      );
      return stored;
    },

    /**
     * A transaction that deletes a row which is not there fails whole, so the draft's presence must be known. When it
     * has gone meanwhile, the same is written without it; when the conflict is about anything else, that fails too,
     * and says so.
     */
    async submit(cycle, { request: answered, update, event, hasDraft }) {
      const partition = partitionOf(cycle);
      const draft = keyOf('draft', answered.value.ref);
      const operations: Operation[] = [
        replacement(answered),
        ...linePut(answered.value),
        insertion('update', [update.ref, padded(update.version)], update),
        eventInsertion(event),
      ];
      if (hasDraft ?? (await table.get(partition, draft)) !== undefined) {
        const withDraft = await table.transaction(partition, [...operations, { kind: 'delete', row: draft }]);
        if (withDraft.kind === 'written') return 'written';
      }
      return (await table.transaction(partition, operations)).kind;
    },

    async change(cycle, changes) {
      const writes = changes.map(({ request: changed, event, update, draft, addendum }) => ({
        ref: changed.value.ref,
        operations: [
          ...withLine(changed),
          ...(update ? [insertion('update', [update.ref, padded(update.version)], update)] : []),
          ...(draft ? [draftPut(draft)] : []),
          ...(addendum ? [addendumInsertion(addendum)] : []),
          eventInsertion(event),
        ],
      }));
      return writeEach(partitionOf(cycle), writes);
    },

    async replaceRequests(cycle, requests) {
      const writes = requests.map((one) => ({ ref: one.value.ref, operations: withLine(one) }));
      return writeEach(partitionOf(cycle), writes);
    },

    async saveDraft(cycle, draft, etag, event) {
      const row = keyOf('draft', draft.ref);
      const properties = pack(draft);
      const marked = await request(cycle, draft.ref);
      const { by, at } = draft;
      const outcome = await table.transaction(partitionOf(cycle), [
        etag === undefined ? { kind: 'insert', row, properties } : { kind: 'replace', row, properties, etag },
        // Put, since saved twice in one moment it is the same.
        { ...eventInsertion(event), kind: 'put' },
        ...(marked ? withLine({ ...marked, value: { ...marked.value, draft: { by, at } } }) : []),
      ]);
      return outcome.kind;
    },

    async updates(cycle, ref) {
      const rows = await list(cycle, 'update', ...(ref === undefined ? [] : [ref]));
      const updates = (await unpackAll(table, rows, updateRow)).map(({ value }) => value);
      return ref === undefined ? updates.sort(byTime) : updates;
    },

    async addEvent(cycle, event) {
      const { row, properties } = eventInsertion(event);
      await table.insert({ partition: partitionOf(cycle), row, properties });
    },

    async addEvents(cycle, events) {
      const rows = events.map(eventInsertion).map(({ row, properties }) => ({ row, properties }));
      await insertMissing(table, partitionOf(cycle), rows);
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

    async addenda(cycle) {
      return (await unpackAll(table, await list(cycle, 'addendum'), addendumRow)).map(({ value }) => value);
    },

    async addAddendum(cycle, addendum, event) {
      await table.transaction(partitionOf(cycle), [addendumInsertion(addendum), eventInsertion(event)]);
    },
  };
}

function partitionOf({ tenantId, programmeId, cycleId }: CycleKey): string {
  return keyOf(tenantId, programmeId, cycleId);
}

function digestPlace(cycle: CycleKey): Place {
  return { partition: partitionOf(cycle), row: 'digest', parts: prefixOf('digest') };
}

function insertion(kind: string, parts: readonly string[], value: object): Operation & { kind: 'insert' } {
  return { kind: 'insert', row: keyOf(kind, ...parts), properties: pack(value) };
}

function eventInsertion(event: CycleEvent): Operation & { kind: 'insert' } {
  return insertion('event', [instantKey(event.at), event.id], event);
}

function addendumInsertion(addendum: Addendum): Operation & { kind: 'insert' } {
  return insertion('addendum', [instantKey(addendum.at), addendum.id], addendum);
}

function draftPut(draft: Draft): Operation & { kind: 'put' } {
  return { kind: 'put', row: keyOf('draft', draft.ref), properties: pack(draft) };
}

function replacement({ value, etag }: Stored<UpdateRequest>): Operation & { kind: 'replace' } {
  return { kind: 'replace', row: keyOf('request', value.ref), properties: pack(value), etag };
}

/** The line of a request that has one; written whatever is there, since the request's own tag guards both. */
function linePut(request: UpdateRequest): (Operation & { kind: 'put' })[] {
  const { ref, listedUnder } = request;
  if (listedUnder === undefined) return [];
  return [{ kind: 'put', row: keyOf('line', listedUnder, ref), properties: pack(lineOf(request)) }];
}

function withLine(request: Stored<UpdateRequest>): Operation[] {
  return [replacement(request), ...linePut(request.value)];
}

function byOrder(a: Stored<UpdateRequest>, b: Stored<UpdateRequest>): number {
  return a.value.order - b.value.order;
}

function byTime(a: Update, b: Update): number {
  return a.at.epochMilliseconds - b.at.epochMilliseconds;
}
