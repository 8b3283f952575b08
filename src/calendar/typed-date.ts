import { Temporal } from './temporal.ts';

/** A date as forms and people write it, `2027-01-15`; undefined for any other text, and for a day that does not exist. */
export function typedDate(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
