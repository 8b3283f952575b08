import type { Temporal } from '../calendar/temporal.ts';
import type { Recipient, Section } from '../cycle/message.ts';
import type { Programme } from '../programme/programme.ts';
import type { ConversationAddress, Person } from '../workflow/people/person.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import type { Delivery, NewestCard, SentActivity } from './ledger.ts';

/** The ledger's partitions: a tenant has a few dozen, chosen by the contact's id (`board` has the first). */
export interface Shard {
  tenantId: string;
  /** Two digits. */
  shard: string;
}

/** A row of the ledger that does not parse: which, and what is wrong with it; nothing of what it says. */
export interface UnreadableDelivery {
  key: string;
  problem: string;
}

export interface Ledger {
  /**
   * What a worker needs of a shard, in one go: the deliveries that it may have to take, now or later, and its contacts'
   * newest list cards. However long the history, only these are read.
   */
  workOf(shard: Shard): Promise<{ unfinished: Stored<Delivery>[]; cards: NewestCard[] }>;
  /** Every delivery of a shard, or only those of one cycle. */
  inShard(shard: Shard, cycle?: CycleKey): Promise<Stored<Delivery>[]>;
  /**
   * Every delivery of a cycle, in order of due instant. A row that does not parse is told to `onUnreadable` and left out;
   * without it, the list is refused and names them all.
   */
  ofCycle(cycle: CycleKey, onUnreadable?: (row: UnreadableDelivery) => void): Promise<Stored<Delivery>[]>;
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
  /**
   * Replaces a claimed row with how it ended or goes on, in one transaction with what follows from that.
   * 'conflict' when somebody else has written the row since.
   */
  settle(delivery: Stored<Delivery>, also?: AlsoSettled): Promise<'written' | 'conflict'>;
  /** The key of the message that has a contact's day, if any: of any programme, sent or being sent. */
  holderOfDay(
    tenantId: string,
    contactId: string,
    localDate: Temporal.PlainDate,
  ): Promise<string | undefined>;
  newestCard(tenantId: string, contactId: string, programmeId: string): Promise<NewestCard | undefined>;
  keepNewestCard(tenantId: string, card: NewestCard): Promise<void>;
}

/** What is written together with a settled delivery. */
export interface AlsoSettled {
  /** It showed the contact their list. */
  newestCard?: NewestCard;
  /** Nothing was sent after all: the contact's day is free again. */
  freesDay?: Temporal.PlainDate;
}

/** One entry: a cycle to plan at a moment, or one of its shards to wake. */
export interface AgendaEntry extends CycleKey {
  due: Temporal.Instant;
  shard?: string;
}

export interface Agenda {
  /** Everything due at or before `now`, oldest first. Reads one row where nothing is, however many are to come. */
  due(now: Temporal.Instant): Promise<AgendaEntry[]>;
  /** Idempotent. Many at once cost few round trips. */
  add(...entries: AgendaEntry[]): Promise<void>;
  /** Without complaint where one is not there. */
  remove(...entries: AgendaEntry[]): Promise<void>;
}

/** The queue that wakes workers. A message points at a shard, not at a person. */
export interface WakeQueue {
  /** `afterSeconds`: nobody receives it before. Default 0. */
  wake(shard: Shard, afterSeconds?: number): Promise<void>;
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
  /** Makes the conversation where there is none, then sends: one request in the given turn, any other in a next one. */
  sendToPerson(
    address: ConversationAddress,
    message: OutgoingMessage,
    turn?: TurnToSend,
  ): Promise<SendOutcome>;
  /** Posts a new root message to a channel. */
  postToChannel(
    address: ConversationAddress,
    message: OutgoingMessage,
    turn?: TurnToSend,
  ): Promise<SendOutcome>;
  /** Redraws a message that was sent. Never throws. `gone`: it, or its chat, is not there any more. */
  redraw(
    activity: SentActivity,
    message: OutgoingMessage,
    turn?: TurnToSend,
  ): Promise<'redrawn' | 'gone' | 'failed'>;
}

/** Leave to make one request. */
export interface TurnToSend {
  /** To be told when the request leaves, which can be later than it was meant to: others keep their distance. */
  leaves: () => void;
  /** Waits for one more, as the first was waited for. */
  next(): Promise<TurnToSend>;
}

/** Grants turns to send: at most so many requests in any second for a tenant, slower after a 429. */
export interface Pace {
  /** Resolves when this tenant may make one request; rejects with the signal's reason once that is aborted. */
  turn(tenantId: string, signal?: AbortSignal): Promise<TurnToSend>;
  /** The server said 429: nobody of this tenant sends for so long, or 20 seconds, in whichever process. */
  backOff(tenantId: string, seconds: number): Promise<void>;
  /** Seconds until a pause that this process knows of is over; 0 where there is none. */
  pausedFor(tenantId: string): number;
}

/** A tenant's line of turns, shared by all processes on one store. Times are milliseconds of the epoch. */
export interface PaceStore {
  /** Takes the next `turns` of the line, at `rate` a second, none before `now`; returns when each is. */
  reserve(tenantId: string, wish: { turns: number; rate: number; now: number }): Promise<number[]>;
  /** Nobody's turn comes before `until`, but for those that are taken already; after it they come slowly at first. */
  pause(tenantId: string, pause: { now: number; until: number }): Promise<void>;
}

/** A message that an act of a person calls for: a published digest, a card for somebody who has just come. */
export interface ActMessage {
  recipient: Recipient;
  sections: Section[];
  refs: string[];
  /** The day on which it falls due, where that is known beforehand; else the day of the act. */
  date?: Temporal.PlainDate;
  /** When it is to go, where that is later: a moment of `date`. It is looked at again then, and may have nothing to say. */
  at?: Temporal.Instant;
}

/** A card that somebody acted on, and the cycle that it is of. */
export interface ActedOn {
  programmeId: string;
  cycleId: string;
  card: SentActivity;
}

/** Puts messages into the ledger and wakes the workers. Joins the day's message where it has not gone yet. */
export interface Outbox {
  /** What is to be put in can depend on what the ledger has of the cycle. */
  put(cycle: CycleKey, messages: ActMessage[] | ((rows: readonly Delivery[]) => ActMessage[])): Promise<void>;
  /** They can be written to now: what was unreachable or failed for them and is still due is planned again, once. */
  metPerson(tenantId: string, contactIds: readonly string[]): Promise<void>;
  /** They acted on a card: what nobody knew to have reached them is settled, where this shows that it did. */
  confirmArrival(person: Person, actedOn: ActedOn): Promise<void>;
  /** The operator asks for what was given up to be sent again; of everybody, or only to one address or `board`. */
  resend(cycle: CycleKey, to?: string): Promise<Resent>;
  /** Stops what has not gone. */
  stop(cycle: CycleKey, wish: StopWish): Promise<Stopped>;
}

/** Which messages of a cycle are to be stopped. */
export interface StopWish {
  /** Only those to one address, or to `board`. */
  to?: string;
  /** Kept with each message, in words: `stopped by the operator`. */
  why: string;
  /** Only what these sections say; a message that has others goes with those. */
  about?: (section: Section) => boolean;
  /** Only what fell due by then. */
  dueBy?: Temporal.Instant;
}

/** What came of asking for messages to be sent again. Deliveries are as they were before. */
export interface Resent {
  again: { delivery: Delivery; mayArriveTwice: boolean }[];
  left: { delivery: Delivery; why: string }[];
  unreadable: UnreadableDelivery[];
  /** When they go: messages keep to their hours. */
  goesAt: Temporal.Instant;
}

/** What came of stopping messages. Deliveries are as they were before. */
export interface Stopped {
  stopped: Delivery[];
  /** Being sent: they end as they end. */
  inFlight: Delivery[];
  over: Delivery[];
  unreadable: UnreadableDelivery[];
}

/** What a claimed delivery turns out to say, looked up afresh. */
export type Drawn =
  /** `showsList`: it carries the person's own list, and becomes their newest card. */
  | {
      kind: 'message';
      message: OutgoingMessage;
      showsList: boolean;
      /** The address at which the bot has met the contact, where the message was planned for another. */
      to?: string;
    }
  | { kind: 'nothing'; why: string };

/** Looks again, then draws. Called after the claim, never before; the programme may have been read a little earlier. */
export type Draw = (delivery: Delivery, programme: Stored<Programme>) => Promise<Drawn>;
