import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AgendaEntry } from '../../src/outbox/ports.ts';
import { openAgenda } from '../../src/storage/agenda.ts';
import { memoryTable } from '../../src/storage/memory-table.ts';
import type { Table } from '../../src/storage/table.ts';
import { cycleKey, instant } from '../contract/examples.ts';

const start = instant('2026-03-02T09:30:00Z');
/** Within the hour after which anybody looks again. */
const end = start.add({ minutes: 58 });

/** The same table for one process: each of its calls waits for the scheduler before it begins, and after it ended. */
function asSeenBy(table: Table, scheduler: fc.Scheduler, process: string): Table {
  const ordered = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), `${process} ${call}`);
    const answer = await work();
    await scheduler.schedule(Promise.resolve(), `${process} ${call} answered`);
    return answer;
  };
  return {
    ...table,
    get: (partition, row) => ordered('get', () => table.get(partition, row)),
    insert: (row) => ordered('insert', () => table.insert(row)),
    replace: (row, etag) => ordered('replace', () => table.replace(row, etag)),
    put: (row) => ordered('put', () => table.put(row)),
    delete: (partition, row, etag) => ordered('delete', () => table.delete(partition, row, etag)),
    list: (range) => ordered('list', () => table.list(range)),
    transaction: (partition, operations) =>
      ordered('transaction', () => table.transaction(partition, operations)),
  };
}

const anEntry = (shard: string) =>
  fc
    .integer({ min: 10, max: 50 })
    .map((minutes): AgendaEntry => ({ ...cycleKey, shard, due: start.add({ minutes }) }));

describe('an agenda that several processes use at once', () => {
  it('gives every entry when it is due, in whatever order their calls come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.oneof(fc.tuple(anEntry('01')), fc.tuple(anEntry('01'), anEntry('02'))),
        fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 3 }),
        // What the row says at first: nothing, that nothing was due until an hour ago, or until the end.
        fc.constantFrom(undefined, 120, 1),
        async (scheduler, entries, ticks, lookedMinutesAgo) => {
          const table = memoryTable('Agenda');
          const seen = new Set<string>();
          if (lookedMinutesAgo !== undefined)
            await openAgenda(table).due(start.subtract({ minutes: lookedMinutesAgo }));
          const adding = entries.map(async (entry, n) => {
            await openAgenda(asSeenBy(table, scheduler, `adder ${n}`)).add(entry);
          });
          const ticking = ticks.map(async (minutes, n) => {
            const agenda = openAgenda(asSeenBy(table, scheduler, `ticker ${n}`));
            for (const due of await agenda.due(start.add({ minutes }))) {
              await agenda.remove(due);
              seen.add(due.shard ?? '');
            }
          });
          await scheduler.waitFor(Promise.all([...adding, ...ticking]));
          for (const { shard } of await openAgenda(table).due(end)) seen.add(shard ?? '');
          expect([...seen].sort()).toEqual(entries.map(({ shard }) => shard));
        },
      ),
      { numRuns: 400 },
    );
  });
});
