import type { Answer } from './answer.ts';
import type { Baseline } from './baseline.ts';

/** What is carried from an answer to the next cycle, and back where it is confirmed: all but the note to the lead. */
const fields = [
  'status',
  'narrative',
  'nextSteps',
  'reason',
  'recoveryAction',
  'revisedDate',
  'outcome',
  'notForPublication',
] as const;

export type Said = Partial<Pick<Answer, (typeof fields)[number]>>;

/** What an answer, or what is last known, says; and nothing of when, by whom or how often. */
export function saidIn(from: Answer | Baseline): Said {
  const said = fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]] as const]));
  return Object.fromEntries(said);
}
