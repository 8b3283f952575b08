import { z } from 'zod';
import { id } from '../card-id.ts';
import { trimmedInput } from '../card-input.ts';

const yes = z.literal('yes').optional();

/** The inputs of a form for a round's dates, as typed; and what its button carries of what was shown. */
const dates = {
  meeting: trimmedInput,
  opens: trimmedInput,
  deadline: trimmedInput,
  closes: trimmedInput,
  publish: trimmedInput,
  overrideReason: trimmedInput,
  /** Pressed on the form itself, whatever of it was filled in. */
  filled: yes,
  /** The meeting from which the dates that were shown are counted. */
  counted: z.string().max(40).optional(),
  /** The dates that were shown and are to be agreed to. */
  seen: z.string().max(200).optional(),
  /** The dates that the round had then. */
  was: z.string().max(200).optional(),
};

/** `lead.move` and `lead.resume`. */
export const MoveData = z.object({ programme: id, cycle: id, ...dates });
export type MoveData = z.infer<typeof MoveData>;

/** `lead.newCycle`; `cycle` is the round on whose card the button stood. */
export const NewCycleData = z.object({
  programme: id,
  cycle: id.optional(),
  ...dates,
  /** The rounds of that time that were there then, by id. */
  beside: z
    .string()
    .max(2000)
    .default('')
    .transform((ids) => ids.split(',')),
});
export type NewCycleData = z.infer<typeof NewCycleData>;

/** What asks before it does something: `lead.pause`, `lead.cancel`, `lead.open`. */
export const ConfirmData = z.object({ programme: id, cycle: id, confirm: yes });
export type ConfirmData = z.infer<typeof ConfirmData>;

/** `lead.schedule` and the like. */
export const RoundData = z.object({ programme: id, cycle: id });
export type RoundData = z.infer<typeof RoundData>;

/** `lead.ready`: with a page of the particulars. */
export const ReadyData = RoundData.extend({ page: z.int().min(1).max(10_000).default(1) });
export type ReadyData = z.infer<typeof ReadyData>;

/** `lead.sample`; `pressed` on the sample itself. */
export const SampleData = RoundData.extend({ pressed: yes });
export type SampleData = z.infer<typeof SampleData>;
