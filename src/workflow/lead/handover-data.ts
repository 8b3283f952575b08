import { z } from 'zod';
import { OverviewData } from './act-data.ts';
import { id } from '../card-id.ts';
import { trimmedInput } from '../card-input.ts';
import { pickedId } from '../people/pick-person.ts';

/** Pressed on the act's own form, whatever of it was filled in. */
const filled = z.literal('yes').optional();
const person = { to: trimmedInput, colleague: trimmedInput };
const anybody = { ...person, picked: pickedId };

/** `lead.reassign`: to whom or to which owner, and for how long. */
export const ReassignData = OverviewData.extend({
  ref: id.optional(),
  filled,
  ...anybody,
  toOwner: trimmedInput,
  howLong: trimmedInput,
});
export type ReassignData = z.infer<typeof ReassignData>;

/** `lead.notMine`: the decision, where it is to stay with whoever says that it is not theirs. */
export const NotMineDecision = OverviewData.extend({ ref: id.optional(), keep: z.literal('yes').optional() });
export type NotMineDecision = z.infer<typeof NotMineDecision>;

/** `lead.replace`: who has left, and who comes in their place: somebody of the register, or somebody new. */
export const ReplaceData = OverviewData.extend({
  filled,
  leaver: trimmedInput,
  ...anybody,
  contactName: trimmedInput,
  contactEmail: trimmedInput,
});
export type ReplaceData = z.infer<typeof ReplaceData>;

/** `lead.dismiss` and `lead.showAgain`: somebody whom the bot has met, by their object id. */
export const DismissData = OverviewData.extend({ person: id });
export type DismissData = z.infer<typeof DismissData>;

/** `lead.join`: somebody whom the bot has met, by their object id, and the contact whom they are. */
export const JoinData = OverviewData.extend({ person: id, filled, ...person });
export type JoinData = z.infer<typeof JoinData>;
