import type { SettingsStore } from '../workflow/ports.ts';
import { escapePart, keyOf } from './keys.ts';
import { packText, packedText } from './packing.ts';
import type { Table } from './table.ts';

/** Two parts, where a tenant's partition has one: no tenant can have this name. */
const partition = keyOf('store', 'settings');

/** The installation's small settings, beside the programmes. */
export function openSettings(table: Table): SettingsStore {
  return {
    async get(name) {
      const row = await table.get(partition, escapePart(name));
      return row && packedText(row.properties);
    },
    async set(name, value) {
      await table.put({ partition, row: escapePart(name), properties: packText(value) });
    },
  };
}
