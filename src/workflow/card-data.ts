import { z } from 'zod';
import { isTicked, notForPublicationInputs, textInputs } from '../cycle/typed-text.ts';
import { id } from './card-id.ts';
import { input } from './card-input.ts';

/**
 * What people type on any card, by input id, with what a refusal calls it when it gives the words back. An input that is
 * not here is lost with the button that failed.
 */
export const typedInputs: Readonly<Record<string, string>> = {
  ...textInputs,
  revisedDate: 'The new date',
  sayBy: 'When it will be known',
  why: 'Why it is still true',
  [notForPublicationInputs.why]: 'Why this is not for publication',
  foreword: 'Foreword',
  suggestion: 'Who should answer',
  colleague: 'A colleague',
  contactName: 'The new contact',
  contactEmail: 'Their e-mail address',
  comment: 'Comment',
  whyExcused: 'Why it is excused',
  source: 'How it reached you',
  overrideReason: 'Why the round closes only once the papers are out',
  question: 'What the board asked',
  correction: 'Correction',
  lateNote: 'Late note',
};

const page = z.int().min(1).max(10_000);

/** The data of `updates.list`. Without a programme it is everything that is theirs. */
export const ListData = z.object({ programme: id.optional(), cycle: id.optional(), page: page.default(1) });
export type ListData = z.infer<typeof ListData>;

/** The data of `chat.say`: a chat command, answered where its button was. */
export const SayData = z.object({ text: z.string().min(1).max(600) });

const inputIds = [
  'status',
  ...Object.keys(textInputs),
  ...['revisedDate', 'sayBy', 'why'],
  ...Object.values(notForPublicationInputs),
];

/** The data of every `update.…` verb: ids, the version that the card was drawn from, and what was typed. */
export const RequestData = z
  .object({
    programme: id,
    cycle: id,
    ref: id,
    version: z.int().min(0).default(0),
    /** Which draft the form showed. */
    draft: z.string().max(256).optional(),
    useLast: z.literal('yes').optional(),
    confirm: z.literal('yes').optional(),
    ...Object.fromEntries(inputIds.map((name) => [name, input])),
  })
  .transform((data) => {
    const { programme, cycle, ref, version, draft, useLast, confirm } = data;
    return {
      programme,
      cycle,
      ref,
      version,
      draft,
      startFromLast: useLast === 'yes',
      confirmed: confirm === 'yes',
      inputs: typedOf(data),
    };
  });
export type RequestData = z.infer<typeof RequestData>;

/** A tick that was left alone says `false`, which nobody typed. */
function typedOf(data: Record<string, unknown>): Record<string, string> {
  const typed = Object.fromEntries(
    inputIds.flatMap((name) => {
      const text = data[name];
      return typeof text === 'string' && text !== '' ? [[name, text]] : [];
    }),
  );
  const { [notForPublicationInputs.tick]: _tick, ...unticked } = typed;
  return isTicked(typed, notForPublicationInputs.tick) ? typed : unticked;
}

/** The words in a card's data, whatever else is wrong with it, so that a refusal can give them back. */
export function typedWords(data: unknown): { label: string; text: string }[] {
  if (typeof data !== 'object' || data === null) return [];
  const fields = new Map<string, unknown>(Object.entries(data));
  return Object.entries(typedInputs).flatMap(([name, label]) => {
    const text = fields.get(name);
    return typeof text === 'string' && text.trim() !== '' ? [{ label, text }] : [];
  });
}
