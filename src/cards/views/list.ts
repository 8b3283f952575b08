import type { CardScope, FormButton, StatusView } from './parts.ts';

export interface ActionRow {
  ref: string;
  title: string;
  /** The last known status; absent where there is none yet. */
  lastStatus?: StatusView;
  /** `Draft saved by Sam Lee on Monday 2 March`; `No update yet`; `Sent by you on …: on track`. */
  state: string;
  /** The version of the request that the row was drawn from: the number of its latest update, 0 for none. */
  version: number;
  /**
   * `finished`: their own, completed or closed before this round. `called-off`: their own, excused, or not answered when the
   * round was cancelled. `shared`: somebody else answers first. `not-mine`: they said that it is not theirs, and a lead has
   * still to decide.
   */
  kind: 'outstanding' | 'late' | 'done' | 'not-mine' | 'finished' | 'called-off' | 'shared';
}

export interface Receipt {
  ref: string;
  title: string;
  /** `Sent by Ama Okoro on Monday 2 March at 10:15: on track.` */
  line: string;
  late: boolean;
}

/** The request card and the list: what is it, by when, what do I do. */
export interface ListView {
  scope: CardScope;
  /** `Your updates for the Health and Wellbeing Board on Thursday 19 November` */
  headline: string;
  programmeTitle: string;
  /** Why it has come now, in a sentence: for reminders, due, overdue, or a deputy's copy. Absent for the list. */
  lead?: string;
  /** `By 5 pm on Monday 26 October` or, after the deadline, what is still possible. */
  deadline: string;
  done: number;
  total: number;
  rows: ActionRow[];
  /** The page wanted, 1-based; the last one is shown where there are not so many. */
  page: number;
  /** Quiet buttons at the foot. */
  foot?: FormButton[];
  receipt?: Receipt;
  /** Something to say above everything: a refusal, a notice. */
  notice?: string;
}

/** A person's list as they will see it, for a lead to look at: its buttons do nothing. */
export interface SampleView {
  list: ListView;
  /** Whose it would be. */
  whose: string;
  notice?: string;
}
