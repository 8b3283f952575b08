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
  const versions = new Map<string, Promise<Register>>();

  function remember(partition: string, register: Promise<Register>): void {
    versions.delete(partition);
    versions.set(partition, register);
    const oldest = versions.keys().next();
    if (versions.size > remembered && !oldest.done) versions.delete(oldest.value);
  }

  async function readWhole(tenantId: string, programmeId: string, version: string): Promise<Register> {
    const place = placeOf(tenantId, programmeId, version);
    const head = await table.get(place.partition, place.row);
    if (!head)
      throw new Error(`Register version "${version}" of programme "${programmeId}" is not in the store.`);
    return (await readLarge(table, place, head, registerRow)).value;
  }

  return {
    async write(tenantId, programmeId, register) {
      const place = placeOf(tenantId, programmeId, register.version);
      const { partition, row } = place;
      await writeLarge(table, place, register, (properties) => table.insert({ partition, row, properties }));
    },

    /** Whoever asks while a version is being read waits for that read: it can be large, and all get the same. */
    async read(tenantId, programmeId, version) {
      const { partition } = placeOf(tenantId, programmeId, version);
      const reading = versions.get(partition) ?? readWhole(tenantId, programmeId, version);
      remember(partition, reading);
      try {
        return await reading;
      } catch (error) {
        versions.delete(partition);
        throw error;
      }
    },
  };
}

function placeOf(tenantId: string, programmeId: string, version: string): Place {
  return { partition: keyOf(tenantId, programmeId, version), row: 'register', parts: prefixOf('part') };
}
