import { isBefore } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import { pack, packedText } from './packing.ts';
import { lullRow, type Lull } from './schemas/delivery.ts';
import type { Properties, Table } from './table.ts';

/** What lets its holder write a new lull, for as long as nobody adds to the agenda; undefined for whoever came second. */
export type Permit = string | undefined;

/**
 * The one row that lets a tick with nothing due read one row and no more, however long the agenda is: it holds the
 * lull that somebody found, or that somebody has to look.
 *
 * It must never hide an entry that somebody adds while somebody else looks. So whoever looks says so in the row
 * first, and looks after that; whoever adds reads the row after their entry is in, and writes it again unless it
 * holds a lull that their entry lies beyond. Either the entry was in before the look, and was seen; or the row is read
 * after the look began, and writing it takes away the permit to write the lull that was found. Whoever stops halfway
 * leaves a row that makes others look, and only one who stops between their entry and the row hides that entry: until
 * the lull is over.
 */
export function openLull(table: Table) {
  const place = { partition: 'lull', row: 'lull' };

  return {
    /** Whether there is one at this instant; if not, the caller has to look, and gets the permit to say what they found. */
    async at(now: Temporal.Instant): Promise<{ isOn: true } | { isOn: false; permit: Permit }> {
      const row = await table.get(place.partition, place.row);
      const lull = row && lullIn(row.properties);
      if (lull && covers(lull, now)) return { isOn: true };
      if (row && !lull) return { isOn: false, permit: row.etag };
      const unknown = { ...place, properties: pack({}) };
      const outcome = await (row ? table.replace(unknown, row.etag) : table.insert(unknown));
      return { isOn: false, permit: outcome.kind === 'written' ? outcome.etag : undefined };
    },

    async begin(lull: Lull, permit: Permit): Promise<void> {
      if (permit !== undefined) await table.replace({ ...place, properties: pack(lull) }, permit);
    },

    /** Something was added that falls due then. Where there is no row, whoever makes it looks after that. */
    async disturb(due: Temporal.Instant): Promise<void> {
      const row = await table.get(place.partition, place.row);
      const lull = row && lullIn(row.properties);
      if (!row || (lull && Temporal.Instant.compare(lull.until, due) <= 0)) return;
      await table.put({ ...place, properties: pack({}) });
    },
  };
}

/** A row that cannot be read is no lull: somebody looks, and writes it anew. */
function lullIn(properties: Properties): Lull | undefined {
  try {
    return lullRow.safeParse(JSON.parse(packedText(properties))).data;
  } catch {
    return undefined;
  }
}

/** Not before its beginning either: a clock that was ahead when the lull was found must not prolong it. */
function covers({ from, until }: Lull, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(from, now) <= 0 && isBefore(now, until);
}
