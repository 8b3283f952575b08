import { z } from 'zod';
import type { Register } from '../programme/register.ts';
import type { RegisterStore } from '../workflow/ports.ts';
import { insertMissing, type NewRow } from './batches.ts';
import { keyOf, prefixOf } from './keys.ts';
import { pack, unpack, unpackAll } from './packing.ts';
import { rowOf } from './schemas/row-of.ts';
import { actionRow, contactRow, ownerRow } from './schemas/register.ts';
import type { StoredRow, Table } from './table.ts';

/** How many versions are remembered: those in force, and a few that a digest looks back to. */
const remembered = 16;

/** The last row that a write makes: without it the version is not there. It says how many rows there must be. */
interface Head {
  actions: number;
  owners: number;
  contacts: number;
  retired: number;
}
const headRow = rowOf<Head>({
  actions: z.number(),
  owners: z.number(),
  contacts: z.number(),
  retired: z.number(),
});

/** Partition: tenant, programme, version. Rows: `action,{ref}`, `owner,{id}`, `contact,{id}`, `retired,{ref}`, and `head`. */
export function openRegisters(table: Table): RegisterStore {
  const versions = new Map<string, Register>();

  function remember(partition: string, register: Register): void {
    versions.delete(partition);
    versions.set(partition, register);
    const oldest = versions.keys().next();
    if (versions.size > remembered && !oldest.done) versions.delete(oldest.value);
  }

  async function readRows<T>(rows: StoredRow[], kind: string, schema: z.ZodType<T>): Promise<T[]> {
    const ofKind = rows.filter(({ row }) => row.startsWith(prefixOf(kind))).sort(byPosition);
    return (await unpackAll(table, ofKind, schema)).map(({ value }) => value);
  }

  return {
    async write(tenantId, programmeId, { version, actions, owners, contacts, retired = [] }) {
      const partition = keyOf(tenantId, programmeId, version);
      await insertMissing(table, partition, [
        ...actions.map((action, position) => newRow('action', action.ref, action, position)),
        ...owners.map((owner, position) => newRow('owner', owner.id, owner, position)),
        ...contacts.map((contact, position) => newRow('contact', contact.id, contact, position)),
        ...retired.map((action, position) => newRow('retired', action.ref, action, position)),
      ]);
      const head: Head = {
        actions: actions.length,
        owners: owners.length,
        contacts: contacts.length,
        retired: retired.length,
      };
      await table.insert({ partition, row: 'head', properties: pack(head) });
    },

    async read(tenantId, programmeId, version) {
      const partition = keyOf(tenantId, programmeId, version);
      const known = versions.get(partition);
      if (known) {
        remember(partition, known);
        return known;
      }
      const rows = await table.list({ partition });
      const head = rows.find(({ row }) => row === 'head');
      if (!head)
        throw new Error(`Register version "${version}" of programme "${programmeId}" is not in the store.`);
      const retired = await readRows(rows, 'retired', actionRow);
      const register: Register = {
        version,
        actions: await readRows(rows, 'action', actionRow),
        owners: await readRows(rows, 'owner', ownerRow),
        contacts: await readRows(rows, 'contact', contactRow),
        ...(retired.length > 0 ? { retired } : {}),
      };
      checkWhole(register, unpack(table, head, headRow));
      remember(partition, register);
      return register;
    },
  };
}

function newRow(kind: string, id: string, value: object, position: number): NewRow {
  return { row: keyOf(kind, id), properties: { ...pack(value), position } };
}

function byPosition(a: StoredRow, b: StoredRow): number {
  return Number(a.properties['position']) - Number(b.properties['position']);
}

function checkWhole(register: Register, head: Head): void {
  const { actions, owners, contacts, retired = [] } = register;
  if (
    actions.length === head.actions &&
    owners.length === head.owners &&
    contacts.length === head.contacts &&
    retired.length === head.retired
  )
    return;
  throw new Error(`Rows of register version "${register.version}" are missing from the store.`);
}
