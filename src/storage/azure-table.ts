import { randomUUID } from 'node:crypto';
import type { TableClient, TransactionAction } from '@azure/data-tables';
import { asFault, isConflict, isMissingRow } from './azure-errors.ts';
import type {
  Keys,
  Operation,
  Outcome,
  Properties,
  Range,
  Row,
  StoredRow,
  Table,
  TransactionOutcome,
} from './table.ts';

/** How long one call may take, with the SDK's own retries; a list's budget is for all of its pages. */
const callTimeout = 30_000;
const listTimeout = 120_000;

/**
 * A table of Azure Storage. The SDK tries again when an answer is lost, also for writes that went through, and then
 * meets its own write as a conflict. So every write carries an id of its own, and a conflict is believed only after
 * a look at the row shows that somebody else wrote it.
 */
export function azureTable(name: string, client: TableClient): Table {
  async function get(partition: string, row: string): Promise<StoredRow | undefined> {
    try {
      return toStored(await client.getEntity<Entity>(partition, row, within(callTimeout)));
    } catch (error) {
      if (isMissingRow(error)) return undefined;
      throw asFault(name, error);
    }
  }

  /** The row's tag if this very write is in it. */
  async function tagOfOwnWrite(partition: string, row: string, writeId: string): Promise<string | undefined> {
    const stored = await get(partition, row);
    return stored?.properties[writeIdField] === writeId ? stored.etag : undefined;
  }

  async function writeOne(row: Row, write: (entity: Entity) => Promise<{ etag?: string }>): Promise<Outcome> {
    const writeId = randomUUID();
    const { partition } = row;
    try {
      const { etag } = await write(toEntity(partition, row.row, row.properties, writeId));
      return { kind: 'written', etag: present(etag) };
    } catch (error) {
      if (!isConflict(error)) throw asFault(name, error);
      const etag = await tagOfOwnWrite(partition, row.row, writeId);
      return etag === undefined ? { kind: 'conflict' } : { kind: 'written', etag };
    }
  }

  /** The tags if this very transaction went through. It is all or nothing, so the first row that it wrote decides. */
  async function tagsOfOwnTransaction(
    partition: string,
    operations: Operation[],
    writeId: string,
  ): Promise<string[] | undefined> {
    if (operations.every(({ kind }) => kind === 'delete')) return undefined;
    const etags: string[] = [];
    for (const operation of operations) {
      const etag = operation.kind === 'delete' ? '' : await tagOfOwnWrite(partition, operation.row, writeId);
      if (etag === undefined) return undefined;
      etags.push(etag);
    }
    return etags;
  }

  return {
    name,
    get,

    async create() {
      await client.createTable(within(callTimeout)).catch((error: unknown) => {
        throw asFault(name, error);
      });
    },

    insert: (row) => writeOne(row, (entity) => client.createEntity(entity, within(callTimeout))),

    replace: (row, etag) =>
      writeOne(row, (entity) => client.updateEntity(entity, 'Replace', { etag, ...within(callTimeout) })),

    async put({ partition, row, properties }) {
      const entity = toEntity(partition, row, properties, randomUUID());
      await client.upsertEntity(entity, 'Replace', within(callTimeout)).catch((error: unknown) => {
        throw asFault(name, error);
      });
    },

    async delete(partition, row, etag) {
      try {
        await client.deleteEntity(partition, row, {
          ...(etag !== undefined && { etag }),
          ...within(callTimeout),
        });
        return 'deleted';
      } catch (error) {
        if (isMissingRow(error)) return 'missing';
        if (isConflict(error)) return 'conflict';
        throw asFault(name, error);
      }
    },

    async list(range) {
      const rows: StoredRow[] = [];
      try {
        const options = { queryOptions: query(range), ...within(listTimeout) };
        for await (const entity of client.listEntities<Entity>(options)) rows.push(toStored(entity));
      } catch (error) {
        throw asFault(name, error);
      }
      return rows;
    },

    async transaction(partition, operations): Promise<TransactionOutcome> {
      const writeId = randomUUID();
      const actions = operations.map((operation) => toAction(partition, operation, writeId));
      try {
        const { subResponses } = await client.submitTransaction(actions, within(callTimeout));
        const etags = operations.map(({ kind }, n) =>
          kind === 'delete' ? '' : present(subResponses[n]?.etag),
        );
        return { kind: 'written', etags };
      } catch (error) {
        if (!isConflict(error)) throw asFault(name, error);
        const etags = await tagsOfOwnTransaction(partition, operations, writeId);
        return etags ? { kind: 'written', etags } : { kind: 'conflict' };
      }
    },
  };
}

const writeIdField = 'writeId';

/** What the SDK reads and writes: keys, our properties, and what the service adds. */
interface Entity {
  partitionKey: string;
  rowKey: string;
  etag?: string;
  timestamp?: string;
  [property: string]: unknown;
}

function toEntity(partition: string, row: string, properties: Properties, writeId: string): Entity {
  return { partitionKey: partition, rowKey: row, ...properties, [writeIdField]: writeId };
}

function toStored({ partitionKey, rowKey, etag, timestamp: _, ...rest }: Entity): StoredRow {
  const properties = Object.entries(rest).filter((property): property is [string, string | number] => {
    return typeof property[1] === 'string' || typeof property[1] === 'number';
  });
  return {
    partition: partitionKey,
    row: rowKey,
    properties: Object.fromEntries(properties.filter(([name]) => !name.startsWith('odata.'))),
    etag: present(etag),
  };
}

function toAction(partition: string, operation: Operation, writeId: string): TransactionAction {
  if (operation.kind === 'delete') return ['delete', { partitionKey: partition, rowKey: operation.row }];
  const entity = toEntity(partition, operation.row, operation.properties, writeId);
  switch (operation.kind) {
    case 'insert':
      return ['create', entity];
    case 'replace':
      return ['update', entity, 'Replace', { etag: operation.etag }];
    case 'put':
      return ['upsert', entity, 'Replace'];
  }
}

function query({ partition, row, holding, keysOnly }: Range): { filter?: string; select?: string[] } {
  const filter = [
    ...conditions('PartitionKey', partition),
    ...conditions('RowKey', row),
    ...(holding ? [`${holding.property} eq '${holding.text}'`] : []),
  ].join(' and ');
  return { ...(filter && { filter }), ...(keysOnly && { select: ['partitionKey', 'rowKey'] }) };
}

/** Keys never hold a quote (keys.ts), so they stand in a filter as they are. */
function conditions(key: 'PartitionKey' | 'RowKey', keys: Keys | undefined): string[] {
  if (keys === undefined) return [];
  if (typeof keys === 'string') return [`${key} eq '${keys}'`];
  return [...(keys.from === '' ? [] : [`${key} ge '${keys.from}'`]), `${key} lt '${keys.before}'`];
}

function within(milliseconds: number): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(milliseconds) };
}

function present(etag: string | undefined): string {
  if (etag === undefined) throw new Error('Azure Storage answered without a tag.');
  return etag;
}
