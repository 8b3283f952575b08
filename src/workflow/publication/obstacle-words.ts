import { dayAndMonth } from '../../calendar/words.ts';
import type { Cycle } from '../../cycle/cycle.ts';

/** What to do where the board's channel is not known yet. */
export const channelAdvice =
  "The board's channel is not set yet. Add this app to the board's team, then mention it in the channel and say: use this channel.";

const advice: Record<NonNullable<Cycle['heldUp']>['why'], string> = {
  'no-channel': channelAdvice,
  'sums-disagree': 'The figures do not agree with the updates. Please tell whoever runs this bot.',
};

/** Why a digest has not gone out by itself, and what to do; undefined where nothing was in its way. */
export function heldUpWords({ state, dates, heldUp }: Cycle): string | undefined {
  if (!heldUp || state !== 'closed') return undefined;
  const day = dayAndMonth(dates.publish);
  return `The digest was to go out by itself on ${day}, and has not. ${advice[heldUp.why]} Then write “digest” and publish it; or it goes out by itself on the next working day.`;
}
