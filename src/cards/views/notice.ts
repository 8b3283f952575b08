import type { CardScope } from './parts.ts';

/** Anything that needs no card of its own: help, a question answered, a command done. */
export interface NoticeView {
  title: string;
  paragraphs: string[];
  /** Buttons that stand for a chat command. */
  commands: { title: string; text: string }[];
  /** A button that asks again, with the command to send for yes. */
  confirm?: { title: string; verb: string; data: Record<string, string> };
  /** The list that it came in place of, to go back to. */
  back?: CardScope;
}
