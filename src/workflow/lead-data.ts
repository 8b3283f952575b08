import { z } from 'zod';
import { textLimit, tidy } from '../cycle/typed-text.ts';

const id = z.string().min(1).max(256);

/** The data of `lead.overview`: ids, and a page. */
export const CycleData = z.object({
  programme: id,
  cycle: id,
  page: z.int().min(1).max(10_000).default(1),
});
export type CycleData = z.infer<typeof CycleData>;

/** The most that a foreword may have, in UTF-16 characters (design §4). */
export const forewordLimit = textLimit;

/** The data of `digest.preview` and `digest.publish`. `early` is the explicit choice to publish before the date. */
export const PublishData = z.object({
  programme: id,
  cycle: id,
  early: z.literal('yes').optional(),
  /** An input left alone can come as null, as an empty text, or not at all. */
  foreword: z
    .string()
    .nullish()
    .transform((typed) => tidy(typed ?? '')),
});
export type PublishData = z.infer<typeof PublishData>;

/** The data of `channel.use`: the channel that was asked about. */
export const ChannelData = z.object({ programme: id, channelId: id });
export type ChannelData = z.infer<typeof ChannelData>;
