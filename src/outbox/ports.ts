import type { Temporal } from '../calendar/temporal.ts';
import type { Recipient, Section } from '../cycle/message.ts';
import type { ConversationAddress } from '../workflow/person.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import type { Delivery, SentActivity } from './ledger.ts';

/** The ledger's partitions: a tenant has 100 shards, chosen by the contact's id (`board` has its own). */
export interface Shard {
  tenantId: string;
  /** `00` to `99`. */
  shard: string;
}

export interface Ledger {
  /** Every delivery of a shard, or only those of one cycle. */
  inShard(shard: Shard, cycle?: CycleKey): Promise<Stored<Delivery>[]>;
  /** Every delivery of a cycle, in order of due instant. */
  ofCycle(cycle: CycleKey): Promise<Stored<Delivery>[]>;
  find(tenantId: string, contactId: string, key: string): Promise<Stored<Delivery> | undefined>;
  /** Inserts those whose key is not there yet; returns the keys that were new. */
  insertMissing(deliveries: Delivery[]): Promise<string[]>;
  /** Replaces if the tag still matches; returns the new tag. */
  replace(delivery: Stored<Delivery>): Promise<{ kind: 'written'; etag: string } | { kind: 'conflict' }>;
  /**
   * Claims: replaces the row and creates the contact's `day` row in one transaction. `had-one-today` when another
   * message holds that day; a row that this very message created earlier does not count.
   */
  claim(
    delivery: Stored<Delivery>,
    localDate: Temporal.PlainDate,
  ): Promise<{ kind: 'claimed'; etag: string } | { kind: 'conflict' } | { kind: 'had-one-today' }>;
  /** Gives the day back when nothing was sent after all (skipped, unreachable). */
  releaseDay(delivery: Delivery, localDate: Temporal.PlainDate): Promise<void>;
}

/** One entry: a cycle to plan at a moment, or one of its shards to wake. */
export interface AgendaEntry extends CycleKey {
  due: Temporal.Instant;
  shard?: string;
}

export interface Agenda {
  /** Everything due at or before `now`, oldest first. Reads nothing else. */
  due(now: Temporal.Instant): Promise<AgendaEntry[]>;
  /** What is still to come for a cycle, soonest first. */
  upcoming(cycle: CycleKey): Promise<AgendaEntry[]>;
  /** Idempotent. */
  add(entry: AgendaEntry): Promise<void>;
  remove(entry: AgendaEntry): Promise<void>;
}

/** The queue that wakes workers. A message points at a shard, not at a person. */
export interface WakeQueue {
  wake(shard: Shard): Promise<void>;
  /** Up to `limit` shards, hidden from other workers for `hideFor` seconds. */
  receive(limit: number, hideFor: number): Promise<WakeMessage[]>;
}

export interface WakeMessage {
  shard: Shard;
  /** The work is done: the message goes. */
  done(): Promise<void>;
}

/** What is sent: an adaptive card, and the line that the notification shows. */
export interface OutgoingMessage {
  card: object;
  summary: string;
}

/** How a send ended. Every fault of Teams and the network becomes one of these; none is thrown. */
export type SendOutcome =
  | { kind: 'sent'; activity: SentActivity; address?: ConversationAddress }
  /** Not taken, and safe to send again. `afterSeconds` is the server's Retry-After. `throttled` slows the tenant. */
  | { kind: 'retry'; detail: string; afterSeconds?: number; throttled?: boolean }
  /** It may have arrived: the request left, and no usable answer came. */
  | { kind: 'unknown'; detail: string }
  /** Not until the person interacts. `why` is in words for a lead. */
  | { kind: 'unreachable'; why: string; detail: string }
  /** A fault of ours, or of the configuration: for the operator. */
  | { kind: 'failed'; detail: string };

export interface Messenger {
  /** Makes the conversation where there is none, then sends. */
  sendToPerson(address: ConversationAddress, message: OutgoingMessage): Promise<SendOutcome>;
  /** Posts a new root message to a channel. */
  postToChannel(address: ConversationAddress, message: OutgoingMessage): Promise<SendOutcome>;
  /** Redraws a message that was sent. Never throws; false when it could not. */
  redraw(activity: SentActivity, message: OutgoingMessage): Promise<boolean>;
}

/** Grants turns to send: at most so many requests in any second for a tenant, slower after a 429. */
export interface Pace {
  /** Resolves when this tenant may make one request. */
  turn(tenantId: string): Promise<void>;
  /** The server said 429: nobody of this tenant sends for so long, or 20 seconds, in whichever process. */
  backOff(tenantId: string, seconds: number): Promise<void>;
}

/** A tenant's line of turns, shared by all processes on one store. Times are milliseconds of the epoch. */
export interface PaceStore {
  /** Takes the next `turns` of the line, `interval` apart, none before `now`; returns when the first is. */
  reserve(tenantId: string, wish: { turns: number; interval: number; now: number }): Promise<number>;
  /** Nobody's turn comes before `until`, but for those that are taken already. */
  pause(tenantId: string, until: number): Promise<void>;
}

/** A message that an act of a person calls for: a published digest, a card for somebody who has just come. */
export interface ActMessage {
  recipient: Recipient;
  sections: Section[];
  refs: string[];
  /** The day on which it falls due, where that is known beforehand; else the day of the act. */
  date?: Temporal.PlainDate;
}

/** Puts messages into the ledger and wakes the workers. Joins the day's message where it has not gone yet. */
export interface Outbox {
  put(cycle: CycleKey, messages: ActMessage[]): Promise<void>;
  /** They can be written to now: what was unreachable or failed for them and is still due is planned again, once. */
  metPerson(tenantId: string, contactIds: readonly string[]): Promise<void>;
}

/** What a claimed delivery turns out to say, looked up afresh. */
export type Drawn =
  /** `showsList`: it carries the person's own list, and becomes their newest card. */
  { kind: 'message'; message: OutgoingMessage; showsList: boolean } | { kind: 'nothing'; why: string };

/** Looks again, then draws. Called after the claim, never before. */
export type Draw = (delivery: Delivery) => Promise<Drawn>;
