import { z } from 'zod';
import type { ConversationAddress, Person } from '../../workflow/people/person.ts';
import { joinedAddressRow } from './programme.ts';
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

export const personRow = rowOf<Person>({
  tenantId: z.string(),
  aadObjectId: z.string(),
  name: z.string(),
  email: text,
  upn: text,
  address: addressRow.exactOptional(),
  unreachable: text,
  metAt: Instant,
  unconfirmed: z.array(z.string()).exactOptional(),
  strangerSince: Instant.exactOptional(),
  joined: joinedAddressRow.exactOptional(),
  arriving: z.literal(true).exactOptional(),
});

/** Who is meant, and in which shard they lie. */
export interface PersonPointer {
  aadObjectId: string;
  shard: string;
}
export const personPointerRow = rowOf<PersonPointer>({ aadObjectId: z.string(), shard: z.string() });
