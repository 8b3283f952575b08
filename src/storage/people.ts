import type { PeopleStore, Stored } from '../workflow/ports.ts';
import type { Person } from '../workflow/people/person.ts';
import { contactIdOf } from '../workflow/people/contact-id.ts';
import { keyOf, prefixOf } from './keys.ts';
import { pack, unpack, unpackAll } from './packing.ts';
import { personPointerRow, personRow, type PersonPointer } from './schemas/person.ts';
import { shardOf } from './shard-of.ts';
import { beginningWith, type Operation, type StoredRow, type Table } from './table.ts';

/** Above this many addresses, reading a tenant's people whole is cheaper than asking for each. */
const fewAddresses = 20;

/** Somebody else writing the same person at once is rare; that often in a row is a fault. */
const attempts = 20;

/** People whose shard is remembered. */
const mostRemembered = 50_000;

/**
 * Partition: tenant, shard. A person lies in the shard of their address, where the ledger has their messages, so that
 * whoever delivers a shard reads its people in one go. Rows: `person,{object id}`, and pointers to it: `email,{hash}`
 * and `upn,{hash}` in the shard of that address, `id,{object id}` in the shard of that id, and `stranger,{object id}` in a
 * partition of their own for those whom no register knew when they wrote. Storage logs every key, so
 * a pointer's key holds the address's hash (the contact id), not the address.
 */
export function openPeople(table: Table): PeopleStore {
  const lastShards = new Map<string, string>();

  async function personAt(tenantId: string, { aadObjectId, shard }: PersonPointer) {
    const row = await table.get(keyOf(tenantId, shard), keyOf('person', aadObjectId));
    return row && { value: unpack(table, row, personRow), etag: row.etag };
  }

  async function pointerAt(place: Place): Promise<PersonPointer | undefined> {
    const row = await table.get(place.partition, place.row);
    return row && unpack(table, row, personPointerRow);
  }

  /** Where they were last is looked at first. Who has moved is not there any more: then the pointer is asked. */
  async function byId(tenantId: string, aadObjectId: string): Promise<Stored<Person> | undefined> {
    const place = placeOfId(tenantId, aadObjectId);
    const last = lastShards.get(placeName(place));
    const there = last === undefined ? undefined : await personAt(tenantId, { aadObjectId, shard: last });
    if (there) return there;
    const pointer = await pointerAt(place);
    if (!pointer) return undefined;
    if (lastShards.size >= mostRemembered) lastShards.clear();
    lastShards.set(placeName(place), pointer.shard);
    return await personAt(tenantId, pointer);
  }

  async function byEmail(tenantId: string, email: string): Promise<Stored<Person> | undefined> {
    const found = await Promise.all(placesOfAddress(tenantId, email).map(pointerAt));
    const pointer = found.find((one) => one !== undefined);
    return pointer && (await personAt(tenantId, pointer));
  }

  /**
   * The person and the pointers beside them in one transaction, then the pointers elsewhere, then what is left at an
   * address that they had before. Whoever moves leaves their old row before the pointer by their id leads to the new
   * one: a process that remembers where they were must not find them there. A crash in between leaves a person who is
   * written again in their next turn.
   */
  async function write(current: Stored<Person> | undefined, next: Person): Promise<boolean> {
    const home = homeOf(next);
    const partition = keyOf(next.tenantId, home);
    const stays = current && homeOf(current.value) === home;
    const here = stays ? current : await personAt(next.tenantId, at(next));
    const row = { row: keyOf('person', next.aadObjectId), properties: pack(next) };
    const last = current && !stays ? [placeOfId(next.tenantId, next.aadObjectId)] : [];
    const fresh = without(placesOf(next), stays ? placesOf(current.value) : last);
    const pointer = pack(at(next));
    const beside = fresh.filter((place) => place.partition === partition);
    const operations: Operation[] = [
      here ? { kind: 'replace', ...row, etag: here.etag } : { kind: 'insert', ...row },
      ...beside.map((place): Operation => ({ kind: 'put', row: place.row, properties: pointer })),
    ];
    if ((await table.transaction(partition, operations)).kind === 'conflict') return false;
    for (const place of fresh.filter((one) => !beside.includes(one))) {
      await table.put({ ...place, properties: pointer });
    }
    if (current) await leave(current.value, next);
    for (const place of last) await table.put({ ...place, properties: pointer });
    return true;
  }

  /** Takes away what stood for them at an address that is theirs no more, as far as it still points to them. */
  async function leave(before: Person, next: Person): Promise<void> {
    for (const place of without(placesOf(before), placesOf(next))) {
      const pointer = await pointerAt(place);
      if (pointer?.aadObjectId === next.aadObjectId) await table.delete(place.partition, place.row);
    }
    if (homeOf(before) === homeOf(next)) return;
    await table.delete(keyOf(before.tenantId, homeOf(before)), keyOf('person', before.aadObjectId));
  }

  /** Everybody that the pointers in these rows lead to, by contact id; an e-mail address before a principal name. */
  async function peopleIn(tenantId: string, rows: readonly StoredRow[]): Promise<Map<string, Person>> {
    const ofKind = (kind: string) => rows.filter(({ row }) => row.startsWith(prefixOf(kind)));
    const people = new Map(
      (await unpackAll(table, ofKind('person'), personRow)).map(({ value }) => [value.aadObjectId, value]),
    );
    const found = new Map<string, Person>();
    for (const row of [...ofKind('upn'), ...ofKind('email')]) {
      const pointer = unpack(table, row, personPointerRow);
      const person = people.get(pointer.aadObjectId) ?? (await personAt(tenantId, pointer))?.value;
      if (person) found.set(row.row.slice(row.row.indexOf(',') + 1), person);
    }
    return found;
  }

  return {
    byId,
    byEmail,

    async byEmails(tenantId, emails) {
      const found = new Map<string, Person>();
      if (emails.length <= fewAddresses) {
        const people = await Promise.all(emails.map((email) => byEmail(tenantId, email)));
        emails.forEach((email, n) => people[n] && found.set(email, people[n].value));
        return found;
      }
      const rows = await table.list({ partition: beginningWith(prefixOf(tenantId)) });
      const people = await peopleIn(tenantId, rows);
      for (const email of emails) {
        const person = people.get(contactIdOf(tenantId, email));
        if (person) found.set(email, person);
      }
      return found;
    },

    async inShard(tenantId, shard) {
      return await peopleIn(tenantId, await table.list({ partition: keyOf(tenantId, shard) }));
    },

    async strangers(tenantId) {
      const rows = await table.list({ partition: strangersOf(tenantId) });
      const people = await Promise.all(
        rows.map((row) => personAt(tenantId, unpack(table, row, personPointerRow))),
      );
      const since = ({ strangerSince }: Person): number => strangerSince?.epochMilliseconds ?? 0;
      return people.flatMap((person) => person?.value ?? []).sort((a, b) => since(b) - since(a));
    },

    async upsert({ tenantId, aadObjectId }, change) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const known = await byId(tenantId, aadObjectId);
        const wanted = change(known?.value);
        // Somebody whose pointer is not written yet is there all the same.
        const current = known ?? (await personAt(tenantId, at(wanted)));
        const next = current === known ? wanted : change(current?.value);
        if (await write(current, next)) return next;
      }
      throw new Error(`A person's row changed under us ${attempts} times running.`);
    },
  };
}

function placeName({ partition, row }: Place): string {
  return `${partition} ${row}`;
}

interface Place {
  partition: string;
  row: string;
}

/** The shard of a person: of their e-mail address, else of their principal name, else of their id. */
function homeOf({ tenantId, email, upn, aadObjectId }: Person): string {
  return shardOf(contactIdOf(tenantId, email ?? upn ?? aadObjectId));
}

function at(person: Person): PersonPointer {
  return { aadObjectId: person.aadObjectId, shard: homeOf(person) };
}

/** Where an address is looked up: as an e-mail address first, then as a user principal name. Case does not matter. */
function placesOfAddress(tenantId: string, address: string): Place[] {
  return [placeOf(tenantId, 'email', address), placeOf(tenantId, 'upn', address)];
}

function placeOf(tenantId: string, kind: 'email' | 'upn', address: string): Place {
  const hash = contactIdOf(tenantId, address);
  return { partition: keyOf(tenantId, shardOf(hash)), row: keyOf(kind, hash) };
}

function placeOfId(tenantId: string, aadObjectId: string): Place {
  const shard = shardOf(contactIdOf(tenantId, aadObjectId));
  return { partition: keyOf(tenantId, shard), row: keyOf('id', aadObjectId) };
}

/** Every place that points to somebody. */
function placesOf({ tenantId, email, upn, aadObjectId, strangerSince }: Person): Place[] {
  return [
    ...(email === undefined ? [] : [placeOf(tenantId, 'email', email)]),
    ...(upn === undefined ? [] : [placeOf(tenantId, 'upn', upn)]),
    placeOfId(tenantId, aadObjectId),
    ...(strangerSince ? [{ partition: strangersOf(tenantId), row: keyOf('stranger', aadObjectId) }] : []),
  ];
}

/** Few, and apart from the shards, so that the leads' overview need not look for them. */
function strangersOf(tenantId: string): string {
  return keyOf(tenantId, 'strangers');
}

function without(places: readonly Place[], others: readonly Place[]): Place[] {
  return places.filter(
    ({ partition, row }) => !others.some((other) => other.partition === partition && other.row === row),
  );
}
