const shards = 100;

/** The shard of a contact's rows, `00` to `99`: their id is a hash, of which eight digits are enough. */
export function shardOf(contactId: string): string {
  const number = contactId === 'board' ? 0 : Number.parseInt(contactId.slice(0, 8), 16);
  return String(Number.isNaN(number) ? 0 : number % shards).padStart(2, '0');
}
