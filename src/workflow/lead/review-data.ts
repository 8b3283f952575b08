import { z } from 'zod';
import { editableTexts, type EditableText } from '../../cycle/acts/edit.ts';
import { id } from '../card-id.ts';
import { input } from '../card-input.ts';

const shared = {
  programme: id,
  cycle: id,
  /** Of the list. */
  page: z.int().min(1).max(10_000).default(1),
  /** The one that is looked at. */
  ref: id.optional(),
  /** One after another, and not the list. */
  one: z.literal('yes').optional(),
};

/** The data of `lead.review`. */
export const ReviewData = z.object(shared);
export type ReviewData = z.infer<typeof ReviewData>;

/** `lead.accept`: which, and the version that the card shows. */
export const AcceptData = z.object({ ...shared, ref: id, version: z.int().min(0) });
export type AcceptData = z.infer<typeof AcceptData>;

/** `lead.acceptAll`: when the card was drawn. */
export const AcceptAllData = z.object({ ...shared, drawn: z.string().max(64).optional() });
export type AcceptAllData = z.infer<typeof AcceptAllData>;

/** `lead.return`: without `send` and a word typed, the form is asked for. */
export const SendBackData = z.object({
  ...AcceptData.shape,
  send: z.literal('yes').optional(),
  comment: input,
  suggested: input,
  answerBy: input,
});
export type SendBackData = z.infer<typeof SendBackData>;

const texts: Record<EditableText, typeof input> = {
  narrative: input,
  nextSteps: input,
  reason: input,
  recoveryAction: input,
  outcome: input,
};

/** `lead.edit`: without `save` and a word typed, the form is asked for. */
export const EditData = z.object({ ...AcceptData.shape, save: z.literal('yes').optional(), ...texts });
export type EditData = z.infer<typeof EditData>;

/** Whether anything was typed in the form of an edit. */
export function hasTexts(data: EditData): boolean {
  return editableTexts.some((name) => data[name].trim() !== '');
}
