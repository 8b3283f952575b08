import { randomUUID } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import { asFault, isConflict, isMissingRow } from './azure-errors.ts';
import { tableRequests, type Query, type Write } from './table-requests.ts';
import type { Keys, Operation, Outcome, Range, StoredRow, Table, TransactionOutcome } from './table.ts';

/** How long one call may take, with the SDK's own retries; a list's budget is for all of its pages. */
const callTimeout = 30_000;
const listTimeout = 120_000;

/**
 * A table of Azure Storage. The SDK tries again when an answer is lost, also for writes that went through, and then
 * meets its own write as a conflict. So every write carries an id of its own, and a conflict is believed only after
 * a look at the row shows that somebody else wrote it.
 */
export function azureTable(name: string, client: TableClient): Table {
  const requests = tableRequests(client);

  async function get(partition: string, row: string): Promise<StoredRow | undefined> {
    try {
      return await requests.get(partition, row, within(callTimeout));
    } catch (error) {
      throw asFault(name, error);
    }
  }

  /** The row's tag if this very write is in it. */
  async function tagOfOwnWrite(partition: string, row: string, writeId: string): Promise<string | undefined> {
    const stored = await get(partition, row);
    return stored?.properties[writeIdField] === writeId ? stored.etag : undefined;
  }

  async function writeOne(partition: string, operation: Write): Promise<Outcome> {
    const writeId = randomUUID();
    try {
      const etag = await requests.write(partition, withWriteId(operation, writeId), within(callTimeout));
      return { kind: 'written', etag: present(etag) };
    } catch (error) {
      if (!isConflict(error)) throw asFault(name, error);
      const etag = await tagOfOwnWrite(partition, operation.row, writeId);
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
      await client.createTable({ abortSignal: within(callTimeout) }).catch((error: unknown) => {
        throw asFault(name, error);
      });
    },

    insert: ({ partition, ...row }) => writeOne(partition, { kind: 'insert', ...row }),

    replace: ({ partition, ...row }, etag) => writeOne(partition, { kind: 'replace', ...row, etag }),

    async put({ partition, row, properties }) {
      const operation = withWriteId({ kind: 'put', row, properties }, randomUUID());
      await requests.write(partition, operation, within(callTimeout)).catch((error: unknown) => {
        throw asFault(name, error);
      });
    },

    async delete(partition, row, etag) {
      try {
        await client.deleteEntity(partition, row, {
          ...(etag !== undefined && { etag }),
          abortSignal: within(callTimeout),
        });
        return 'deleted';
      } catch (error) {
        if (isMissingRow(error)) return 'missing';
        if (isConflict(error)) return 'conflict';
        throw asFault(name, error);
      }
    },

    async list(range) {
      try {
        return await requests.list(queryOf(range), within(listTimeout));
      } catch (error) {
        throw asFault(name, error);
      }
    },

    async transaction(partition, operations): Promise<TransactionOutcome> {
      const writeId = randomUUID();
      const marked = operations.map((operation) => withWriteId(operation, writeId));
      try {
        const etags = await requests.transaction(partition, marked, within(callTimeout));
        return {
          kind: 'written',
          etags: operations.map(({ kind }, n) => (kind === 'delete' ? '' : present(etags[n]))),
        };
      } catch (error) {
        if (!isConflict(error)) throw asFault(name, error);
        const etags = await tagsOfOwnTransaction(partition, operations, writeId);
        return etags ? { kind: 'written', etags } : { kind: 'conflict' };
      }
    },
  };
}

const writeIdField = 'writeId';

function withWriteId<T extends Operation>(operation: T, writeId: string): T {
  if (operation.kind === 'delete') return operation;
  return { ...operation, properties: { ...operation.properties, [writeIdField]: writeId } };
}

function queryOf({ partition, row, holding, keysOnly = false }: Range): Query {
  const filter = [
    ...conditions('PartitionKey', partition),
    ...conditions('RowKey', row),
    ...(holding ? [`${holding.property} eq '${holding.text}'`] : []),
  ].join(' and ');
  return { filter, keysOnly };
}

/** Keys never hold a quote (keys.ts), so they stand in a filter as they are. */
function conditions(key: 'PartitionKey' | 'RowKey', keys: Keys | undefined): string[] {
  if (keys === undefined) return [];
  if (typeof keys === 'string') return [`${key} eq '${keys}'`];
  return [...(keys.from === '' ? [] : [`${key} ge '${keys.from}'`]), `${key} lt '${keys.before}'`];
}

function within(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(milliseconds);
}

function present(etag: string | undefined): string {
  if (!etag) throw new Error('Azure Storage answered without a tag.');
  return etag;
}
