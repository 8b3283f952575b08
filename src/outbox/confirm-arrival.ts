import type { Person } from '../workflow/people/person.ts';
import type { Stored } from '../workflow/ports.ts';
import type { OutboxDeps } from './create-outbox.ts';
import type { Delivery } from './ledger.ts';
import { recipientId } from '../cycle/message.ts';
import type { ActedOn } from './ports.ts';

/**
 * Somebody acted on a card of a cycle. Where nobody knew whether a message of that cycle had reached them, this shows
 * that it did, unless the card is known to be another's: it is settled, and not sent again.
 */
export async function confirmArrival(
  deps: Pick<OutboxDeps, 'store' | 'clock' | 'shardOf'>,
  person: Person,
  actedOn: ActedOn,
): Promise<void> {
  const over: string[] = [];
  for (const key of person.unconfirmed ?? []) {
    const row = await rowOf(deps, person.tenantId, key);
    const isWaiting = row?.value.state === 'unknown' || row?.value.state === 'claimed';
    if (!row || !isWaiting || (await arrived(deps, row, actedOn))) over.push(key);
  }
  if (over.length === 0) return;
  await deps.store.people.upsert(person, (current = person) => {
    const { unconfirmed = [], ...rest } = current;
    const left = unconfirmed.filter((key) => !over.includes(key));
    return left.length === 0 ? rest : { ...rest, unconfirmed: left };
  });
}

/** A key ends in the contact's id and the date. */
async function rowOf({ store }: Pick<OutboxDeps, 'store'>, tenantId: string, key: string) {
  const contactId = key.split(',').at(-2);
  return contactId === undefined ? undefined : store.ledger.find(tenantId, contactId, key);
}

/** Whether it was settled. What is in a worker's hands just now is the worker's to settle. */
async function arrived(
  { store, clock, shardOf }: Pick<OutboxDeps, 'store' | 'clock' | 'shardOf'>,
  { value, etag }: Stored<Delivery>,
  { programmeId, cycleId, card }: ActedOn,
): Promise<boolean> {
  if (value.state !== 'unknown' || value.programmeId !== programmeId || value.cycleId !== cycleId)
    return false;
  const contactId = recipientId(value);
  const shard = { tenantId: value.tenantId, shard: shardOf(contactId) };
  const [newest, known] = await Promise.all([
    store.ledger.newestCard(value.tenantId, contactId, programmeId),
    store.ledger.inShard(shard, value),
  ]);
  const others = [newest, ...known.map((row) => row.value.activity)];
  if (others.some((other) => other?.activityId === card.activityId)) return false;
  const { notBefore: _time, why: _why, ...rest } = value;
  const attempt = {
    at: clock.now(),
    outcome: 'sent' as const,
    detail: 'an act on its card shows that it came',
  };
  const sent: Delivery = { ...rest, state: 'sent', activity: card, attempts: [...value.attempts, attempt] };
  const newestCard = { ...card, contactId, programmeId, cycleId };
  return (await store.ledger.settle({ value: sent, etag }, { newestCard })) === 'written';
}
