import { z } from 'zod';
import type { Programme } from '../programme/programme.ts';
import type { ProgrammeStore, Stored } from '../workflow/ports.ts';
import { keyOf, prefixOf } from './keys.ts';
import { readLarge, removePartsOf, writeLarge, type Place } from './large-value.ts';
import { limits } from './limits.ts';
import { pack, readAll, unpack } from './packing.ts';
import { programmeRow } from './schemas/programme.ts';
import { rowOf } from './schemas/row-of.ts';
import { beginningWith, type StoredRow, type Table } from './table.ts';
import type { ReportUnreadable } from './unreadable-row.ts';

/** The partition of the index rows, id → tenant, which make ids unique in a store. No tenant's has two parts. */
const index = keyOf('store', 'ids');
const indexRow = rowOf<{ tenantId: string }>({ tenantId: z.string() });

/** Programmes that are remembered as they were last read. */
const mostParsed = 2000;

/** Partition: the tenant. Rows: `programme,{id}`, and `part,{id},…` for what does not fit into that. */
export function openProgrammes(table: Table, report?: ReportUnreadable): ProgrammeStore {
  const parsed = new Map<string, Stored<Programme>>();
  /** A tenant once found never changes. */
  const tenants = new Map<string, string>();

  async function tenantOf(id: string): Promise<string | undefined> {
    const known = tenants.get(id);
    if (known !== undefined) return known;
    // The id may be anything that a card's data holds: what cannot be a key is the key of nothing.
    if (keyOf(id).length > limits.keyCharacters) return undefined;
    const row = await table.get(index, keyOf(id));
    if (!row) return undefined;
    const { tenantId } = unpack(table, row, indexRow);
    tenants.set(id, tenantId);
    return tenantId;
  }

  return {
    /** The row is read each time; what it says is worked out again only when its tag is another. */
    async find(programmeId) {
      const tenantId = await tenantOf(programmeId);
      if (tenantId === undefined) return undefined;
      const place = placeOf(tenantId, programmeId);
      const head = await table.get(place.partition, place.row);
      if (!head) return undefined;
      const known = parsed.get(programmeId);
      if (known?.etag === head.etag) return known;
      const programme = await readLarge(table, place, head, programmeRow);
      if (parsed.size >= mostParsed) parsed.clear();
      parsed.set(programmeId, programme);
      return programme;
    },

    async list(tenantId) {
      const heads = await table.list({
        ...(tenantId !== undefined && { partition: keyOf(tenantId) }),
        row: beginningWith(prefixOf('programme')),
      });
      const read = (head: StoredRow) => readLarge(table, placeOfHead(head), head, programmeRow);
      const programmes = await readAll(heads, read, report);
      return programmes.sort((a, b) => (a.value.id < b.value.id ? -1 : 1));
    },

    /** The id's row comes first: it decides. The same tenant may finish what a crash left after it. */
    async insert(programme) {
      const { id, tenantId } = programme;
      const claimed = await table.insert({
        partition: index,
        row: keyOf(id),
        properties: pack({ tenantId }),
      });
      if (claimed.kind === 'conflict' && (await tenantOf(id)) !== tenantId) return 'conflict';
      const place = placeOf(tenantId, id);
      const outcome = await writeLarge(table, place, programme, (properties) =>
        table.insert({ partition: place.partition, row: place.row, properties }),
      );
      return outcome.kind;
    },

    async replace({ value, etag }) {
      const place = placeOf(value.tenantId, value.id);
      const head = await table.get(place.partition, place.row);
      if (head?.etag !== etag) return 'conflict';
      const outcome = await writeLarge(table, place, value, (properties) =>
        table.replace({ partition: place.partition, row: place.row, properties }, etag),
      );
      if (outcome.kind === 'written') await removePartsOf(table, place, head);
      return outcome.kind;
    },
  };
}

function placeOf(tenantId: string, id: string): Place {
  return { partition: keyOf(tenantId), row: keyOf('programme', id), parts: prefixOf('part', id) };
}

/** The same from a head as it was listed, whose keys are escaped already. */
function placeOfHead({ partition, row }: StoredRow): Place {
  const id = row.slice(prefixOf('programme').length);
  return { partition, row, parts: `${prefixOf('part')}${id},` };
}
