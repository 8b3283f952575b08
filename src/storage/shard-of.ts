/** A large council's thousands of contacts come to about a hundred a shard, and a small one's work to few reads. */
export const shards = 32;

/** The shard of a contact's rows, `00` to `31`: their id is a hash, of which eight digits are enough. */
export function shardOf(contactId: string): string {
  const number = contactId === 'board' ? 0 : Number.parseInt(contactId.slice(0, 8), 16);
  return String(Number.isNaN(number) ? 0 : number % shards).padStart(2, '0');
}
