import type { FormButton } from './parts.ts';

/** One thing to fill in on a small form. */
export type FormInput = {
  id: string;
  label: string;
  /** As typed so far, or as proposed; empty for nothing. Of several choices: their values, with commas between. */
  value: string;
  /** What must be put right about it. */
  problem?: string;
} & (
  | { kind: 'text'; multiline?: true; most: number; placeholder?: string }
  /** `min` and `max` are days, as `2026-03-02`. */
  | { kind: 'date'; min?: string; max?: string }
  | { kind: 'choice'; choices: { title: string; value: string }[]; many?: true }
  /** Teams' people picker: anybody of the organisation. Its value is an object id of the directory. */
  | { kind: 'person' }
  /** Its value is `true` or `false`. */
  | { kind: 'tick'; title: string }
);

/** The small form of an act: what it will do, what it needs to know, one button, and the way back. */
export interface ActFormView {
  title: string;
  paragraphs: string[];
  /** Said above everything: what is wrong, or what has been done. */
  notice?: string;
  inputs: FormInput[];
  /** The first is the one to press, and the last the way back; one alone is the way back. */
  buttons: FormButton[];
}
