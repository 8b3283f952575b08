import type { CardScope, StatusView } from './parts.ts';

/** An answer that waits for a lead's word, on the list of all that do. */
export interface ReviewRow {
  ref: string;
  title: string;
  /** The version that is shown: what is answered anew meanwhile is not accepted with it. */
  version: number;
  /** `Housing · Sent by Sam Lee on Monday 26 October at 10:15 am` */
  by: string;
  /** Absent where there is none, or the programme has no statuses. */
  before?: StatusView;
  now?: StatusView;
  /** As typed; the drawing cuts it. */
  narrative: string;
  /** What speaks against accepting it unread, in words. */
  flags: string[];
}

/** The answers that wait for a lead's sign-off. */
export interface ReviewView {
  scope: CardScope;
  notice?: string;
  /** `7 updates wait for your sign-off` */
  headline: string;
  about: string;
  /** Those of the page. */
  rows: ReviewRow[];
  /** 1-based. */
  page: number;
  pages: number;
  /** How many of all raise no flag. */
  clear: number;
  /** When it was drawn, as an instant: what came after that has not been seen. */
  drawn: string;
  /** What was sent back and is with its owners, a line each. */
  withOwners: string[];
}

/** One answer that waits for a lead's sign-off, whole, beside what was said before. */
export interface ReviewOneView extends ReviewRow {
  scope: CardScope;
  notice?: string;
  /** `2 of 7` */
  position: string;
  /** What it says beyond its narrative. */
  facts: { label: string; text: string }[];
  /** Answers before it: the one that was sent back, with what was asked for, and last time's. */
  earlier: { heading: string; status?: StatusView; narrative?: string }[];
  /** The one to look at after it. */
  next?: string;
}
