import type { Tone } from '../../programme/status-scheme.ts';

/** A status in words and colour; never one without the other. */
export interface StatusView {
  label: string;
  tone: Tone;
}

/** Ids only: carried in every action's data, looked up again on the server. */
export interface CardScope {
  programme: string;
  cycle: string;
}

/** A button with the ids that it sends. */
export interface FormButton {
  title: string;
  verb: string;
  data: Record<string, string | number>;
  /** What it does cannot be undone. */
  destructive?: true;
}
