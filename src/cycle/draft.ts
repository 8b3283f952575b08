import type { Temporal } from '../calendar/temporal.ts';
import type { Author } from './author.ts';

/** Typed words, kept on the server as typed; shared by the request's contacts. Keys are input ids. */
export interface Draft {
  ref: string;
  inputs: Record<string, string>;
  by: Author;
  at: Temporal.Instant;
}

/** Who saved a draft, and when. */
export type DraftMark = Pick<Draft, 'by' | 'at'>;
