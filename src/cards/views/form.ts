import type { Demand } from '../../programme/status-scheme.ts';
import type { CardScope, FormButton, StatusView } from './parts.ts';

/** One status as it can be chosen on the form. */
export interface StatusChoice {
  id: string;
  label: string;
  definition: string;
  /** What it asks for beyond the narrative. */
  demands?: Demand[];
  finished?: boolean;
}

/** An input of the form that the chosen status demands, or that is being corrected. */
export type DemandedInput = 'reason' | 'recoveryAction' | 'revisedDate' | 'sayBy' | 'outcome';

export interface FormView {
  scope: CardScope;
  ref: string;
  version: number;
  title: string;
  aim?: string;
  due?: string;
  /** `Last time (March 2026): on track`, with the text as typed. */
  last?: { heading: string; status?: StatusView; narrative?: string };
  /** Empty for a programme without statuses. */
  statuses: StatusChoice[];
  /** Everything typed so far, by input id. */
  values: Record<string, string>;
  /** Inputs to show beyond the standing four, in order. */
  demanded: DemandedInput[];
  /** What must be put right, each with the input it belongs to. */
  problems: { input: string; message: string }[];
  /** Somebody answered already: shown above, and Submit then says that it replaces theirs. */
  conflict?: { line: string; status?: StatusView; narrative: string };
  /** `Goes to the programme lead first; published with the papers on Wednesday 11 November.` */
  audience: string;
  /** What the board asked about it at its last meeting, in a sentence. */
  boardAsked?: string;
  /** Absent where there is no last text to start from. */
  canStartFromLast: boolean;
  /** Whether "no change" is offered; `needsWhy` the second time running. */
  noChange?: { needsWhy: boolean };
  /** `Draft saved by you on …` */
  draft?: string;
  /** Which draft the form shows; carried in the buttons' data as `draft`, so that nobody's is replaced unseen. */
  draftMark?: string;
  /** A lead sent the answer back: what they say to it. */
  returned?: ReturnedView;
  /** Ways out of a request that is not theirs to answer: quiet buttons, with the request's own data. */
  ways?: { title: string; verb: string }[];
  /** A lead records it for the owner: what the only two buttons send, to `lead.record` and to `lead.overview`. */
  behalf?: { record: FormButton['data']; back: FormButton['data'] };
  notice?: string;
  late: boolean;
}

/** What a lead says to an answer that they sent back, on the owner's form. */
export interface ReturnedView {
  /** `Priya Raman sent this back on Monday 26 October. Please answer by Wednesday 28 October.` */
  line: string;
  comment: string;
  /** The version that was sent back, for the buttons. */
  version: number;
  /** Another status, to be taken or not: in words, with what the two buttons say. */
  suggestion?: { line: string; status: StatusView; agree: string; keep: string };
}

export interface ConfirmNoChangeView {
  scope: CardScope;
  ref: string;
  version: number;
  title: string;
  last: { heading: string; status?: StatusView; narrative?: string };
  /** The second time running: "still true because …" is demanded. */
  needsWhy: boolean;
  problem?: string;
  why?: string;
  /** As on the form. */
  draftMark?: string;
}
