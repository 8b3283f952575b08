import type { CardScope } from './parts.ts';

/** A refusal: what could not be done, why, and what to do instead; with the words typed, so that none is lost. */
export interface RefusalView {
  scope?: CardScope;
  title: string;
  message: string;
  /** The words that were typed, to copy from. */
  typed?: { label: string; text: string }[];
  /** Whether to offer the way back to one's own list. */
  backToList: boolean;
}

/**
 * A button that failed: what was typed, in a form that can be sent again. Drawn from what came with the button alone,
 * since nothing can be read just then; so it names no action, and knows a status by its id.
 */
export interface RetryFormView {
  title: string;
  message: string;
  /** The ids and choices that came with the button; each of the buttons sends them again. */
  data: Record<string, string | number>;
  /** By input id, in the order of the form; empty ones too. */
  values: Record<string, string>;
  /** The first is the one to press. */
  buttons: { title: string; verb: string }[];
}
