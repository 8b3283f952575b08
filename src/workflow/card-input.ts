import { z } from 'zod';

/** What was typed or chosen in an input; one left alone can come as null, as an empty text, or not at all. */
export const input = z
  .string()
  .nullish()
  .transform((typed) => typed ?? '');

/** The same without the spaces around it. */
export const trimmedInput = input.transform((typed) => typed.trim());
