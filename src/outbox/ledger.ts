import type { Temporal } from '../calendar/temporal.ts';
import type { DueMessage } from '../cycle/message.ts';

export type DeliveryState =
  'planned' | 'claimed' | 'sent' | 'retry' | 'unknown' | 'unreachable' | 'superseded' | 'skipped' | 'failed';

/** One try at a delivery. `detail` is for the operator: a status and a code, never an address or a narrative. */
export interface Attempt {
  at: Temporal.Instant;
  outcome: DeliveryState;
  detail?: string;
}

/** Where a message ended up, so that it can be redrawn. */
export interface SentActivity {
  conversationId: string;
  activityId: string;
  serviceUrl: string;
}

/** The newest message that shows a contact their list in a programme: the one that is drawn again when it changes. */
export interface NewestCard extends SentActivity {
  contactId: string;
  programmeId: string;
  cycleId: string;
}

/**
 * A message's row in the ledger: written before anything is sent, with every attempt kept.
 * planned → claimed → sent | retry | unknown | unreachable | superseded | skipped | failed.
 */
export interface Delivery extends DueMessage {
  tenantId: string;
  programmeId: string;
  cycleId: string;
  state: DeliveryState;
  /** Why it is unreachable, skipped, superseded or failed, in words for a lead. */
  why?: string;
  /** When a worker may take it next: at first the send time; later the retry time. Absent: never again. */
  notBefore?: Temporal.Instant;
  /** While claimed, or sent anew: until when the claim holds. */
  leaseUntil?: Temporal.Instant;
  /** The claim that holds it, so that a worker knows its own write from another's. */
  claimId?: string;
  attempts: Attempt[];
  activity?: SentActivity;
}

/** Why a message was skipped that came up while its round was paused. */
export const heldBack = 'the cycle is paused';

/** States that are not the end of a delivery. A claimed one is free again once its lease has ended. */
export const unfinished: readonly DeliveryState[] = ['planned', 'claimed', 'retry'];
