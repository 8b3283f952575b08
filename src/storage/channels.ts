import type { ChannelStore } from '../workflow/ports.ts';
import { keyOf } from './keys.ts';
import { pack, unpack } from './packing.ts';
import { addressRow } from './schemas/person.ts';
import type { Table } from './table.ts';

/** Where each channel is, in its tenant's partition beside the people. */
export function openChannels(table: Table): ChannelStore {
  return {
    async find(tenantId, channelId) {
      const row = await table.get(keyOf(tenantId), keyOf('channel', channelId));
      return row && unpack(table, row, addressRow);
    },
    async save(channelId, address) {
      const partition = keyOf(address.tenantId);
      await table.put({ partition, row: keyOf('channel', channelId), properties: pack(address) });
    },
  };
}
