import type { Register } from '../programme/register.ts';
import type { RegisterStore } from '../workflow/ports.ts';
import { keyOf, prefixOf } from './keys.ts';
import { readLarge, writeLarge, type Place } from './large-value.ts';
import { registerRow } from './schemas/register.ts';
import type { Table } from './table.ts';

/** How many versions are remembered: those in force, and a few that a digest looks back to. */
const remembered = 16;

/**
 * Partition: tenant, programme, version. Rows: `register`, and `part,…` for what does not fit into that. A version is
 * written once, and always read whole: so it is one value, which a point read gives.
 */
export function openRegisters(table: Table): RegisterStore {
  const versions = new Map<string, Register>();

  function remember(partition: string, register: Register): void {
    versions.delete(partition);
    versions.set(partition, register);
    const oldest = versions.keys().next();
    if (versions.size > remembered && !oldest.done) versions.delete(oldest.value);
  }

  return {
    async write(tenantId, programmeId, register) {
      const place = placeOf(tenantId, programmeId, register.version);
      const { partition, row } = place;
      await writeLarge(table, place, register, (properties) => table.insert({ partition, row, properties }));
    },

    async read(tenantId, programmeId, version) {
      const place = placeOf(tenantId, programmeId, version);
      const known = versions.get(place.partition);
      if (known) {
        remember(place.partition, known);
        return known;
      }
      const head = await table.get(place.partition, place.row);
      if (!head)
        throw new Error(`Register version "${version}" of programme "${programmeId}" is not in the store.`);
      const { value } = await readLarge(table, place, head, registerRow);
      remember(place.partition, value);
      return value;
    },
  };
}

function placeOf(tenantId: string, programmeId: string, version: string): Place {
  return { partition: keyOf(tenantId, programmeId, version), row: 'register', parts: prefixOf('part') };
}
