import { z } from 'zod';
import type { ConversationAddress, NewestCard, Person } from '../../workflow/person.ts';
import { rowOf } from './row-of.ts';
import { Instant } from './temporal.ts';

const text = z.string().exactOptional();

export const addressRow = rowOf<ConversationAddress>({
  kind: z.enum(['personal', 'channel']),
  conversationId: z.string(),
  serviceUrl: z.string(),
  tenantId: z.string(),
  botId: z.string(),
  aadObjectId: text,
  userMri: text,
});

const newestCardRow = rowOf<NewestCard>({
  conversationId: z.string(),
  activityId: z.string(),
  serviceUrl: z.string(),
  programmeId: z.string(),
  cycleId: z.string(),
});

export const personRow = rowOf<Person>({
  tenantId: z.string(),
  aadObjectId: z.string(),
  name: z.string(),
  email: text,
  upn: text,
  address: addressRow.exactOptional(),
  unreachable: text,
  metAt: Instant,
  newestCards: z.array(newestCardRow).exactOptional(),
});

/** Who is meant, and in which shard they lie. */
export interface PersonPointer {
  aadObjectId: string;
  shard: string;
}
export const personPointerRow = rowOf<PersonPointer>({ aadObjectId: z.string(), shard: z.string() });
