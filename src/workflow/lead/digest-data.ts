import { z } from 'zod';
import { id } from '../card-id.ts';
import { input } from '../card-input.ts';

const ids = { programme: id, cycle: id };
/** Pressed on the act's own form, whatever of it was filled in. */
const filled = z.literal('yes').optional();

/** `lead.decideLate`: which answer was shown, and what is to become of it. */
export const LateData = z.object({
  ...ids,
  filled,
  ref: id.optional(),
  version: z.int().min(1).optional(),
  decision: input,
  lateNote: input,
});
export type LateData = z.infer<typeof LateData>;

/** `lead.correct`: the action, or the whole; `looked`: what was pointed out in the text has been looked at. */
export const CorrectData = z.object({
  ...ids,
  filled,
  ref: input,
  correction: input,
  looked: z.literal('yes').optional(),
});
export type CorrectData = z.infer<typeof CorrectData>;

/** `lead.boardAsked`: an action, and what the board asked about it. */
export const BoardAskedData = z.object({ ...ids, filled, ref: input, question: input });
export type BoardAskedData = z.infer<typeof BoardAskedData>;
