/** Azure Tables' limits (platform: Table service data model and entity group transactions). */
export const limits = {
  operationsInTransaction: 100,
  transactionBytes: 4 * 1024 * 1024,
  rowBytes: 1024 * 1024,
  textCharacters: 32 * 1024,
  propertiesOfRow: 252,
  /** Azure's is 1,024; Azurite's 512 is the one we keep to. */
  keyCharacters: 512,
} as const;

/** Room for the headers that each operation of a transaction is wrapped in, and for its keys. */
const operationOverhead = 4096;

/** How many bytes an operation takes in a transaction, at most: a character takes three in UTF-8, a quote two. */
export function bytesInTransaction(operation: object): number {
  const { properties = {} } = operation as { properties?: Record<string, string | number> };
  let bytes = operationOverhead;
  for (const value of Object.values(properties)) {
    bytes += typeof value === 'string' ? value.length * 3 : 32;
  }
  return bytes;
}
