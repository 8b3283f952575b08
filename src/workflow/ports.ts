import type { Temporal } from '../calendar/temporal.ts';
import type { Update } from '../cycle/answer.ts';
import type { Author } from '../cycle/author.ts';
import type { Draft } from '../cycle/draft.ts';
import type { CycleEvent } from '../cycle/event.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import type { RequestLine } from '../cycle/request-line.ts';
import type { Addendum } from '../digest/addendum.ts';
import type { Digest, DigestWords } from '../digest/digest.ts';
import type { Programme } from '../programme/programme.ts';
import type { Register } from '../programme/register.ts';
import type { ConversationAddress, Identity, Person } from './people/person.ts';

/** A value as it was read, with the tag that a write of it must still match. */
export interface Stored<T> {
  value: T;
  etag: string;
}

/** The outcome of a guarded write: somebody else's came first, or ours is in. */
export type Written = 'written' | 'conflict';

export interface CycleKey {
  tenantId: string;
  programmeId: string;
  cycleId: string;
}

export interface ProgrammeStore {
  /** By its id, which is unique in the store. */
  find(programmeId: string): Promise<Stored<Programme> | undefined>;
  /** One tenant's, or all; in order of id. */
  list(tenantId?: string): Promise<Stored<Programme>[]>;
  /** 'conflict' when the id is taken, in any tenant. */
  insert(programme: Programme): Promise<Written>;
  replace(programme: Stored<Programme>): Promise<Written>;
}

export interface RegisterStore {
  /** Writes a whole version under a name that nothing points to yet. */
  write(tenantId: string, programmeId: string, register: Register): Promise<void>;
  /** A version is immutable, so an implementation may remember it. Throws when it is not there. */
  read(tenantId: string, programmeId: string, version: string): Promise<Register>;
}

/** A submission: one transaction, or nothing. */
export interface Submission {
  /** The request with its new answer, and the tag it was read with. */
  request: Stored<UpdateRequest>;
  update: Update;
  event: CycleEvent;
  /** Whether there is a draft to take away, by the request as it was read. Absent: it is looked up. */
  hasDraft?: boolean;
}

/** A change of one request, with what happened, and a new version of its answer or its draft where it has one. */
export interface RequestChange {
  request: Stored<UpdateRequest>;
  event: CycleEvent;
  update?: Update;
  /** Written over whatever draft there is. */
  draft?: Draft;
  /** What then stands beneath the published figures. */
  addendum?: Addendum;
}

export interface CycleStore {
  requests(cycle: CycleKey): Promise<Stored<UpdateRequest>[]>;
  request(cycle: CycleKey, ref: string): Promise<Stored<UpdateRequest> | undefined>;
  /** The lines of the requests that were opened under this owner's id; `''` for those without an owner. */
  lines(cycle: CycleKey, listedUnder: string): Promise<RequestLine[]>;
  drafts(cycle: CycleKey): Promise<Stored<Draft>[]>;
  draft(cycle: CycleKey, ref: string): Promise<Stored<Draft> | undefined>;
  /**
   * Inserts what is not there yet, in chunks; so it can be run again after a crash. Returns every request as it is
   * stored now, in order.
   */
  open(cycle: CycleKey, requests: UpdateRequest[]): Promise<Stored<UpdateRequest>[]>;
  /** Update, request and event in one transaction; the request's draft goes with it. */
  submit(cycle: CycleKey, submission: Submission): Promise<Written>;
  /**
   * Each change whole, in one transaction, or not at all; returns the refs of those whose tags did not match any more.
   * Many at once cost few round trips.
   */
  change(cycle: CycleKey, changes: RequestChange[]): Promise<string[]>;
  /** Replaces the requests whose tags still match; returns the refs of those that did not. */
  replaceRequests(cycle: CycleKey, requests: Stored<UpdateRequest>[]): Promise<string[]>;
  /**
   * Marks the request too, in one transaction with the event. `etag` of the draft it replaces; undefined when there was
   * none.
   */
  saveDraft(cycle: CycleKey, draft: Draft, etag: string | undefined, event: CycleEvent): Promise<Written>;
  /** Every version, oldest first; of one action, or of all. */
  updates(cycle: CycleKey, ref?: string): Promise<Update[]>;
  /** The same again changes nothing. */
  addEvent(cycle: CycleKey, event: CycleEvent): Promise<void>;
  /** Many at once cost few round trips. */
  addEvents(cycle: CycleKey, events: readonly CycleEvent[]): Promise<void>;
  events(cycle: CycleKey): Promise<CycleEvent[]>;
  /** The published digest, once there is one. */
  frozenDigest(cycle: CycleKey): Promise<FrozenDigest | undefined>;
  /** 'conflict' when one is frozen already. */
  freezeDigest(cycle: CycleKey, digest: FrozenDigest): Promise<Written>;
  /** What stands beneath the figures, oldest first. */
  addenda(cycle: CycleKey): Promise<Addendum[]>;
  /** Adds one, with its event; the same again changes nothing. */
  addAddendum(cycle: CycleKey, addendum: Addendum, event: CycleEvent): Promise<void>;
}

/** The digest as it was published; its figures and its words stay put. */
export interface FrozenDigest {
  digest: Digest;
  words: DigestWords;
  foreword?: string;
  /** The owners who were awaited, by name, where a lead chose to name them. */
  awaited?: string[];
  /** The late answers that the figures hold, or a newer one of the same request, by the ids of their notes. */
  lateCounted?: string[];
  publishedAt: Temporal.Instant;
  /** Contact's name; absent when it was published by itself. */
  publishedBy?: string;
  /** What the trail says of it beside that: whose act it was, and by which card. Older rows have the name only. */
  by?: Author;
  card?: string;
}

export interface PeopleStore {
  byId(tenantId: string, aadObjectId: string): Promise<Stored<Person> | undefined>;
  /** By e-mail address or user principal name, whichever matches; case does not matter. */
  byEmail(tenantId: string, email: string): Promise<Stored<Person> | undefined>;
  /** Many at once, by e-mail address; those not met are absent from the map. */
  byEmails(tenantId: string, emails: readonly string[]): Promise<Map<string, Person>>;
  /** The people of a shard of the ledger, by contact id. */
  inShard(tenantId: string, shard: string): Promise<Map<string, Person>>;
  /** Those who wrote though no register had them, the latest first. */
  strangers(tenantId: string): Promise<Person[]>;
  /** Inserts or changes, reading again on a conflict; `change` is given what is stored, if anything. */
  upsert(
    identity: Pick<Identity, 'tenantId' | 'aadObjectId'>,
    change: (current: Person | undefined) => Person,
  ): Promise<Person>;
}

/** Small settings of the installation: the offset of local mode's clock, a channel's address. */
export interface SettingsStore {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
}

/** Where the board's channel is, learnt when the bot is added to the team or told `use this channel`. */
export interface ChannelStore {
  find(tenantId: string, channelId: string): Promise<ConversationAddress | undefined>;
  save(channelId: string, address: ConversationAddress): Promise<void>;
}
