import { z } from 'zod';
import { pausedUntil, takeTurns, type Line } from '../outbox/policy/turns.ts';
import type { PaceStore } from '../outbox/ports.ts';
import { keyOf } from './keys.ts';
import { pack, unpack } from './packing.ts';
import { rowOf } from './schemas/row-of.ts';
import type { Table } from './table.ts';

const lineRow = rowOf<Line>({
  freeAt: z.number(),
  recoversFrom: z.number().exactOptional(),
  recoversUntil: z.number().exactOptional(),
});

const row = 'next-turn';

/** Each tenant's line of turns, in a partition of its own beside the deliveries. */
export function openPace(table: Table): PaceStore {
  /** The row as this process last left it: while nobody else takes turns, one call reserves. */
  const last = new Map<string, { line: Line; etag: string }>();

  async function current(partition: string): Promise<{ line: Line; etag: string } | undefined> {
    const stored = await table.get(partition, row);
    return stored && { line: unpack(table, stored, lineRow), etag: stored.etag };
  }

  /** Moves the line on, from wherever it is now. */
  async function move<T extends { line: Line }>(
    tenantId: string,
    change: (line: Line | undefined) => T,
  ): Promise<T> {
    const partition = keyOf(tenantId, 'pace');
    let known = last.get(partition) ?? (await current(partition));
    for (;;) {
      const moved = change(known?.line);
      const next = { partition, row, properties: pack(moved.line) };
      const written = known ? await table.replace(next, known.etag) : await table.insert(next);
      if (written.kind === 'written') {
        last.set(partition, { line: moved.line, etag: written.etag });
        return moved;
      }
      known = await current(partition);
    }
  }

  return {
    async reserve(tenantId, wish) {
      return (await move(tenantId, (line) => takeTurns(line, wish))).at;
    },
    async pause(tenantId, pause) {
      await move(tenantId, (line) => ({ line: pausedUntil(line, pause) }));
    },
  };
}
