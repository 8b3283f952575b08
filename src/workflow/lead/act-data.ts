import { z } from 'zod';
import { id } from '../card-id.ts';
import { input } from '../card-input.ts';

const page = z.int().min(1).max(10_000).default(1);
/** Several choices come as one text, with commas between. */
const choices = input.transform((chosen) => [...new Set(chosen.split(',').filter((one) => one !== ''))]);

/** What every button of the overview and of an owner's page sends: ids, and what was chosen on it. */
const shared = {
  programme: id,
  cycle: id,
  /** Of the overview. */
  page,
  /** Whose own page the button stands on. */
  owner: id.optional(),
  /** Of that page. */
  ownerPage: page,
  owners: choices,
  refs: choices,
  /** When the card was drawn. */
  seen: z.iso.datetime().optional().catch(undefined),
};

export const OverviewData = z.object(shared);
export type OverviewData = z.infer<typeof OverviewData>;

/** One that was chosen from a list, or none. */
const ref = input.transform((chosen) => (chosen === '' ? undefined : chosen));

/** Pressed on the act's own form, whatever of it was filled in. */
const filled = z.literal('yes').optional();

/** `lead.extend`: until which day, as typed. */
export const ExtendData = z.object({ ...shared, filled, to: input });
export type ExtendData = z.infer<typeof ExtendData>;

/** `lead.excuse`: why; or, with `again`, the excused ones that are asked for again after all. */
export const ExcuseData = z.object({
  ...shared,
  filled,
  whyExcused: input,
  again: z.literal('yes').optional(),
});
export type ExcuseData = z.infer<typeof ExcuseData>;

/** `lead.record`: the request that was chosen, how the answer came, and the inputs of an update's form. */
export const RecordData = z.object({ ...shared, filled, ref, source: input });
export type RecordData = z.infer<typeof RecordData>;
