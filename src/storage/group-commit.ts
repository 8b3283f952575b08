import { RefusedByStorage } from './refused.ts';
import { bytesInTransaction, limits } from './limits.ts';
import type { Operation, Table, TransactionOutcome } from './table.ts';

/** Runs a transaction on a partition, perhaps together with others; its outcome is its own. */
export type Commit = (partition: string, operations: Operation[]) => Promise<TransactionOutcome>;

interface Pending {
  operations: Operation[];
  bytes: number;
  resolve: (outcome: TransactionOutcome) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: what is asked for while a partition's transaction is under way goes out together in the next one, so
 * that under load many small writes cost one round trip. A joint transaction that meets a conflict is undone whole by
 * the table, and one that is refused was never done; then each goes by itself, and only the one at fault is told so.
 */
export function groupCommit(table: Pick<Table, 'transaction'>): Commit {
  const lines = new Map<string, Pending[]>();

  async function serve(partition: string, line: Pending[]): Promise<void> {
    // Those who ask in the same turn of the event loop go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (line.length > 0) await runTogether(partition, takeTogether(line));
    lines.delete(partition);
  }

  async function runTogether(partition: string, group: Pending[]): Promise<void> {
    if (group.length === 1) {
      await runEach(partition, group);
      return;
    }
    try {
      const operations = group.flatMap((one) => one.operations);
      const outcome = await table.transaction(partition, operations);
      if (outcome.kind === 'conflict') {
        await runEach(partition, group);
        return;
      }
      let next = 0;
      for (const { operations, resolve } of group) {
        resolve({ kind: 'written', etags: outcome.etags.slice(next, (next += operations.length)) });
      }
    } catch (error) {
      if (error instanceof RefusedByStorage) await runEach(partition, group);
      else for (const { reject } of group) reject(error);
    }
  }

  async function runEach(partition: string, group: Pending[]): Promise<void> {
    await Promise.all(
      group.map(({ operations, resolve, reject }) =>
        table.transaction(partition, operations).then(resolve, reject),
      ),
    );
  }

  return (partition, operations) =>
    new Promise((resolve, reject) => {
      const bytes = operations.reduce((sum, operation) => sum + bytesInTransaction(operation), 0);
      const line = lines.get(partition);
      const pending = { operations, bytes, resolve, reject };
      if (line) {
        line.push(pending);
        return;
      }
      const started = [pending];
      lines.set(partition, started);
      void serve(partition, started);
    });
}

/** Takes from the front what fits into one transaction, which may hold each row once. */
function takeTogether(line: Pending[]): Pending[] {
  const rows = new Set<string>();
  let bytes = 0;
  let fitting = 0;
  for (const { operations, bytes: own } of line) {
    const full =
      rows.size + operations.length > limits.operationsInTransaction ||
      bytes + own > limits.transactionBytes ||
      operations.some(({ row }) => rows.has(row));
    if (fitting > 0 && full) break;
    for (const { row } of operations) rows.add(row);
    bytes += own;
    fitting += 1;
  }
  return line.splice(0, fitting);
}
