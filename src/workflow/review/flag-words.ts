import type { Flag } from '../../digest/flags.ts';

/** What a flag says to a lead, in words that stand alone or after `1.4: `. */
export const flagWords: Readonly<Record<Flag, string>> = {
  'better-though-late': 'better than last time, though the promised date has passed',
  'same-words': 'word for word the same as last time',
  'unchanged-again': '“no change” for the second time',
  'date-passed': 'its new date has passed',
  'put-off-again': 'its date has been moved twice or more',
  'kept-theirs': 'the owner keeps to it after another status was suggested',
};
