import { z } from 'zod';
import type { Temporal } from '../../calendar/temporal.ts';
import { actKinds, type Recipient, type Section } from '../../cycle/message.ts';
import type { Attempt, Delivery, DeliveryState, NewestCard, SentActivity } from '../../outbox/ledger.ts';
import type { AgendaEntry, Shard } from '../../outbox/ports.ts';
import { RungKind } from '../../programme/settings.ts';
import { rowOf } from './row-of.ts';
import { Instant, PlainDate } from './temporal.ts';

const state: z.ZodType<DeliveryState> = z.enum([
  'planned',
  'claimed',
  'sent',
  'retry',
  'unknown',
  'unreachable',
  'superseded',
  'skipped',
  'failed',
]);

const recipientRow: z.ZodType<Recipient> = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('contact'),
    contactId: z.string(),
    email: z.string(),
    by: z.enum(['teams', 'email']),
  }),
  z.looseObject({ kind: z.literal('board') }),
]);

const sectionRow = rowOf<Section>({
  rung: z.string(),
  kind: z.union([RungKind, z.enum(actKinds), z.literal('digest')]),
});

const attemptRow = rowOf<Attempt>({ at: Instant, outcome: state, detail: z.string().exactOptional() });

const activity = { conversationId: z.string(), activityId: z.string(), serviceUrl: z.string() };
const activityRow = rowOf<SentActivity>(activity);

export const newestCardRow = rowOf<NewestCard>({
  ...activity,
  contactId: z.string(),
  programmeId: z.string(),
  cycleId: z.string(),
});

export const deliveryRow = rowOf<Delivery>({
  key: z.string(),
  recipient: recipientRow,
  date: PlainDate,
  at: Instant,
  sections: z.array(sectionRow),
  refs: z.array(z.string()),
  tenantId: z.string(),
  programmeId: z.string(),
  cycleId: z.string(),
  state,
  why: z.string().exactOptional(),
  notBefore: Instant.exactOptional(),
  leaseUntil: Instant.exactOptional(),
  claimId: z.string().exactOptional(),
  attempts: z.array(attemptRow),
  activity: activityRow.exactOptional(),
});

/** Which message holds a contact's day. */
export interface DayHolder {
  message: string;
}
export const dayRow = rowOf<DayHolder>({ message: z.string() });

export const agendaRow = rowOf<AgendaEntry>({
  tenantId: z.string(),
  programmeId: z.string(),
  cycleId: z.string(),
  due: Instant,
  shard: z.string().exactOptional(),
});

/** A time in which nothing falls due: from this instant on, and until, but not at, that one. */
export interface Lull {
  from: Temporal.Instant;
  until: Temporal.Instant;
}
export const lullRow = rowOf<Lull>({ from: Instant, until: Instant });

export const shardMessage = rowOf<Shard>({ tenantId: z.string(), shard: z.string() });
