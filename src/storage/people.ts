import type { PeopleStore, Stored } from '../workflow/ports.ts';
import type { Person } from '../workflow/person.ts';
import { contactIdOf } from '../workflow/contact-id.ts';
import { keyOf, prefixOf } from './keys.ts';
import { pack, unpack, unpackAll } from './packing.ts';
import { personPointerRow, personRow } from './schemas/person.ts';
import { beginningWith, type Operation, type StoredRow, type Table } from './table.ts';

/** Above this many addresses, reading a tenant's people whole is cheaper than asking for each. */
const fewAddresses = 20;

/** Somebody else writing the same person at once is rare; that often in a row is a fault. */
const attempts = 20;

/**
 * Partition: the tenant. Rows: `person,{object id}`, and the index rows `email,{hash}` and `upn,{hash}` that point to
 * it. Storage logs every key, so an index row's key holds the address's hash (the contact id), not the address.
 */
export function openPeople(table: Table): PeopleStore {
  async function byId(tenantId: string, aadObjectId: string): Promise<Stored<Person> | undefined> {
    const row = await table.get(keyOf(tenantId), keyOf('person', aadObjectId));
    return row && { value: unpack(table, row, personRow), etag: row.etag };
  }

  async function pointedTo(tenantId: string, indexKey: string): Promise<string | undefined> {
    const row = await table.get(keyOf(tenantId), indexKey);
    return row && unpack(table, row, personPointerRow).aadObjectId;
  }

  async function byEmail(tenantId: string, email: string): Promise<Stored<Person> | undefined> {
    const found = await Promise.all(indexKeys(tenantId, email).map((key) => pointedTo(tenantId, key)));
    const aadObjectId = found.find((id) => id !== undefined);
    return aadObjectId === undefined ? undefined : await byId(tenantId, aadObjectId);
  }

  /** Index rows that the person no longer has, as far as they still point to them. */
  async function pointingHere(person: Person, keys: string[]): Promise<string[]> {
    const holders = await Promise.all(keys.map((key) => pointedTo(person.tenantId, key)));
    return keys.filter((_, n) => holders[n] === person.aadObjectId);
  }

  async function write(current: Stored<Person> | undefined, next: Person): Promise<boolean> {
    const before = current ? ownIndexKeys(current.value) : [];
    const after = ownIndexKeys(next);
    const gone = await pointingHere(
      next,
      before.filter((key) => !after.includes(key)),
    );
    const row = { row: keyOf('person', next.aadObjectId), properties: pack(next) };
    const pointer = pack({ aadObjectId: next.aadObjectId });
    const operations: Operation[] = [
      current ? { kind: 'replace', ...row, etag: current.etag } : { kind: 'insert', ...row },
      ...after
        .filter((key) => !before.includes(key))
        .map((key): Operation => ({ kind: 'put', row: key, properties: pointer })),
      ...gone.map((key): Operation => ({ kind: 'delete', row: key })),
    ];
    return (await table.transaction(keyOf(next.tenantId), operations)).kind === 'written';
  }

  /** A tenant's people by the keys of their index rows. */
  async function everybody(tenantId: string): Promise<Map<string, Person>> {
    const list = (kind: string) =>
      table.list({ partition: keyOf(tenantId), row: beginningWith(prefixOf(kind)) });
    const [people, emails, upns] = await Promise.all([list('person'), list('email'), list('upn')]);
    const byObjectId = new Map(
      (await unpackAll(table, people, personRow)).map(({ value }) => [value.aadObjectId, value]),
    );
    const pointers = [...emails, ...upns].map((row: StoredRow) => {
      const person = byObjectId.get(unpack(table, row, personPointerRow).aadObjectId);
      return [row.row, person] as const;
    });
    return new Map(pointers.filter((pair): pair is [string, Person] => pair[1] !== undefined));
  }

  return {
    byId,
    byEmail,

    async byEmails(tenantId, emails) {
      if (emails.length <= fewAddresses) {
        const found = await Promise.all(
          emails.map(async (email) => [email, await byEmail(tenantId, email)] as const),
        );
        return new Map(found.flatMap(([email, person]) => (person ? [[email, person.value]] : [])));
      }
      const people = await everybody(tenantId);
      const found = emails.map((email) => {
        const keys = indexKeys(tenantId, email);
        return [email, keys.map((key) => people.get(key)).find((person) => person !== undefined)] as const;
      });
      return new Map(found.flatMap(([email, person]) => (person ? [[email, person]] : [])));
    },

    async upsert({ tenantId, aadObjectId }, change) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const current = await byId(tenantId, aadObjectId);
        const next = change(current?.value);
        if (await write(current, next)) return next;
      }
      throw new Error(`A person's row changed under us ${attempts} times running.`);
    },
  };
}

/** Where an address is looked up: as an e-mail address first, then as a user principal name. Case does not matter. */
function indexKeys(tenantId: string, address: string): string[] {
  const hash = contactIdOf(tenantId, address);
  return [keyOf('email', hash), keyOf('upn', hash)];
}

function ownIndexKeys({ tenantId, email, upn }: Person): string[] {
  return [
    ...(email === undefined ? [] : [keyOf('email', contactIdOf(tenantId, email))]),
    ...(upn === undefined ? [] : [keyOf('upn', contactIdOf(tenantId, upn))]),
  ];
}
