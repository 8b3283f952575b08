import type { Temporal } from '../calendar/temporal.ts';
import type { RungKind } from '../programme/settings.ts';

/**
 * What somebody's act calls for beside the ladder. To owners: `nudge`, a lead asks again; `asked-again`, one that was
 * excused or in doubt is wanted after all; `moved`, the new dates; `passed-on`, a request that is theirs now; `returned`, an answer that was sent back, and `returned-due`, the one reminder
 * of it; `added`, an action that joined an open cycle; `back`, what is left on coming back. To leads: `news`, the day's
 * roll-up.
 */
export const actKinds = [
  'nudge',
  'asked-again',
  'moved',
  'passed-on',
  'returned',
  'returned-due',
  'added',
  'back',
  'news',
] as const;
export type ActKind = (typeof actKinds)[number];

/** What a message has a section for. `digest` is the published digest, for the channel and the chairs. */
export type SectionKind = RungKind | ActKind | 'digest';

export interface Section {
  rung: string;
  kind: SectionKind;
}

/** Who a message is for. The board's channel is one of them. */
export type Recipient =
  { kind: 'contact'; contactId: string; email: string; by: 'teams' | 'email' } | { kind: 'board' };

/**
 * What one recipient is due on one local day: the unit of delivery. The key is its nominal identity (programme,
 * cycle, contact or `board`, local date) and nothing else, so planning twice, late, or on two machines gives the
 * same keys.
 */
export interface DueMessage {
  key: string;
  recipient: Recipient;
  /** The local day on which it falls due. */
  date: Temporal.PlainDate;
  /** The instant at which it falls due. */
  at: Temporal.Instant;
  sections: Section[];
  /** Refs of the requests that it is about when planned; what it says is drawn afresh when it is sent. */
  refs: string[];
}

/** The recipient's part of the key: a contact's id, or `board`. */
export function recipientId(message: Pick<DueMessage, 'recipient'>): string {
  return message.recipient.kind === 'board' ? 'board' : message.recipient.contactId;
}
