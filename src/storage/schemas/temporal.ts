import { z } from 'zod';
import { Temporal } from '../../calendar/temporal.ts';

/** Reads what `JSON.stringify` writes of a Temporal value: its ISO text. */
function isoText<T>(parse: (text: string) => T): z.ZodType<T> {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not an ISO text' });
      return z.NEVER;
    }
  });
}

export const PlainDate = isoText((text) => Temporal.PlainDate.from(text));
export const PlainTime = isoText((text) => Temporal.PlainTime.from(text));
export const Instant = isoText((text) => Temporal.Instant.from(text));
