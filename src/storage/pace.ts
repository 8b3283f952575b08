import { z } from 'zod';
import type { PaceStore } from '../outbox/ports.ts';
import { keyOf } from './keys.ts';
import { pack, unpack } from './packing.ts';
import { rowOf } from './schemas/row-of.ts';
import type { Table } from './table.ts';

interface Line {
  /** When the next turn is free, in milliseconds of the epoch. */
  freeAt: number;
}
const lineRow = rowOf<Line>({ freeAt: z.number() });

const row = 'next-turn';

/** Each tenant's line of turns, in a partition of its own beside the deliveries. */
export function openPace(table: Table): PaceStore {
  /** The row as this process last left it: while nobody else takes turns, one call reserves. */
  const last = new Map<string, Line & { etag: string }>();

  async function current(partition: string): Promise<(Line & { etag: string }) | undefined> {
    const stored = await table.get(partition, row);
    return stored && { ...unpack(table, stored, lineRow), etag: stored.etag };
  }

  /** Moves the line on, from wherever it is now. Returns where it was. */
  async function move(tenantId: string, next: (freeAt: number) => number): Promise<number> {
    const partition = keyOf(tenantId, 'pace');
    let line = last.get(partition) ?? (await current(partition));
    for (;;) {
      const freeAt = line?.freeAt ?? 0;
      const moved = { partition, row, properties: pack({ freeAt: next(freeAt) } satisfies Line) };
      const written = line ? await table.replace(moved, line.etag) : await table.insert(moved);
      if (written.kind === 'written') {
        last.set(partition, { freeAt: next(freeAt), etag: written.etag });
        return freeAt;
      }
      line = await current(partition);
    }
  }

  return {
    async reserve(tenantId, { turns, interval, now }) {
      const start = (freeAt: number): number => Math.max(freeAt, now);
      return start(await move(tenantId, (freeAt) => start(freeAt) + turns * interval));
    },
    async pause(tenantId, until) {
      await move(tenantId, (freeAt) => Math.max(freeAt, until));
    },
  };
}
