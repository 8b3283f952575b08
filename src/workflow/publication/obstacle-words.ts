import { dayAndMonth } from '../../calendar/words.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { ProgrammeSettings } from '../../programme/settings.ts';

/** What to do where the board's channel is not known yet. */
export const channelAdvice =
  "The board's channel is not set yet. Add this app to the board's team, then mention it in the channel and say: use this channel.";

const advice: Record<NonNullable<Cycle['heldUp']>['why'], string> = {
  'no-channel': channelAdvice,
  'sums-disagree': 'The figures do not agree with the updates. Please tell whoever runs this bot.',
};

/** Why a digest has not gone out by itself, and what to do; undefined where nothing was in its way. */
export function heldUpWords(cycle: Cycle, settings: ProgrammeSettings): string | undefined {
  const { state, dates, heldUp } = cycle;
  if (!heldUp || state !== 'closed') return undefined;
  const missed = `The digest was to go out by itself on ${dayAndMonth(dates.publish)}, and has not`;
  return isPutRight(cycle, settings)
    ? `${missed}: the board's channel was not set. That is put right. Write “digest” and publish it; or it goes out by itself, on the next working day at the latest.`
    : `${missed}. ${advice[heldUp.why]} Then write “digest” and publish it; or it goes out by itself on the next working day.`;
}

/** Whether what was in the way is known to be gone: the board has a channel since. */
export function isPutRight(
  { heldUp }: Pick<Cycle, 'heldUp'>,
  { board }: Pick<ProgrammeSettings, 'board'>,
): boolean {
  return heldUp?.why === 'no-channel' && board.channelId !== undefined;
}
