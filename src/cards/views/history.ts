import type { FormButton } from './parts.ts';

/** Somebody's own past answers, by action. */
export interface HistoryView {
  title: string;
  paragraphs: string[];
  actions: {
    ref: string;
    title: string;
    /** `Wednesday 14 October 2026: on track; accepted`, and all that was written. */
    answers: { line: string; text: string }[];
    /** To those that have no room here. */
    earlier?: FormButton;
  }[];
  buttons: FormButton[];
}
