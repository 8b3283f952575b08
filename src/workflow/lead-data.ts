import { z } from 'zod';
import { textLimit, tidy } from '../cycle/typed-text.ts';
import { id } from './card-id.ts';
import { input } from './card-input.ts';

/** The most that a foreword may have, in UTF-16 characters (design §4). */
export const forewordLimit = textLimit;

/** When what the card shows as chosen was: how a digest goes out by itself, or the board's channel. */
const chosenAt = z.iso.datetime().optional().catch(undefined);

/** The data of `digest.preview` and `digest.publish`. `early` is the explicit choice to publish before the date. */
export const PublishData = z.object({
  programme: id,
  cycle: id,
  early: z.literal('yes').optional(),
  /** To be done on the publication date, by itself. */
  when: z.literal('date').optional(),
  /** A tick says `true` or `false`; left alone, it can be missing. */
  nameAwaited: input.transform((ticked) => ticked === 'true'),
  foreword: input.transform(tidy),
  chosenAt,
});
export type PublishData = z.infer<typeof PublishData>;

/** The data of a button that needs to know its cycle only. */
export const CycleOnlyData = z.object({ programme: id, cycle: id });
export type CycleOnlyData = z.infer<typeof CycleOnlyData>;

/** The data of `digest.takeBack`. */
export const TakeBackData = CycleOnlyData.extend({ chosenAt });
export type TakeBackData = z.infer<typeof TakeBackData>;

/** The data of `channel.use`: the channel that was asked about, and when that of the time was chosen. */
export const ChannelData = z.object({ programme: id, channelId: id, chosenAt });
export type ChannelData = z.infer<typeof ChannelData>;
