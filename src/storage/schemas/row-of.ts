import { z } from 'zod';

/**
 * The schema of a stored type: one schema for each of its fields, none forgotten, so that a field added to the type
 * does not compile until it is given one here. Fields that this release does not know are kept as they are: an older
 * process that shares the store with a newer one does not lose them when it writes a row back.
 */
export function rowOf<T extends object>(fields: { [Field in keyof T]-?: z.ZodType<T[Field]> }): z.ZodType<T> {
  // Each field was checked against T just above; zod cannot carry that through a mapped type.
  return z.looseObject(fields) as unknown as z.ZodType<T>;
}
