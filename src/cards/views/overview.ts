import type { CardScope, FormButton } from './parts.ts';

/** One owner with something outstanding, as the leads see them. */
export interface AwaitedOwner {
  /** What a choice of them sends: the owner's id, or `noOwnerChoice`. */
  id: string;
  owner: string;
  contact?: string;
  outstanding: number;
  refs: string[];
  /** `Reminded on Monday 2 March at 09:30` or `Not reached: no e-mail is configured` */
  delivery: string;
  reached: boolean;
  drafts: number;
  /**
   * What is to be done about it, by urgency: a lead has to decide who answers; they must be reached in another way; they
   * are awaited; they have time until a later day.
   */
  need: 'decide' | 'reach' | 'await' | 'later';
  /** Whatever else bears on it: `1.4: until Wednesday 28 October`, `Sam Lee is away until …; Ama Okoro covers`. */
  remarks: string[];
}

/** Something that the leads may want to know, with what can be done about it. */
export interface QuietLine {
  text: string;
  button?: FormButton;
  /** What can be done instead. */
  other?: FormButton;
}

/** The leads' overview: who is outstanding, what was sent, why not, and what can be done about it. */
export interface OverdueView {
  scope: CardScope;
  /** What was just done or refused, and what other leads have done. */
  notice?: string;
  /** `31 of 53 updates are in (58%)` */
  headline: string;
  /** `4 owners are awaited.` Absent where nobody is. */
  sentence?: string;
  /** `For the Health and Wellbeing Board on Thursday 19 November` */
  about: string;
  /** Once no more reminders go out by themselves: that, and what is missing. */
  chasing?: string;
  owners: AwaitedOwner[];
  /** 1-based; 10 owners a page. */
  page: number;
  quiet: QuietLine[];
  /** Whether anything can be done about it still. */
  acts: boolean;
  /** When it was drawn, as an instant: what other leads do after that is told with the next act. */
  seen: string;
}

/** One owner's outstanding requests, for the leads. */
export interface OwnerPageView {
  scope: CardScope;
  notice?: string;
  owner: AwaitedOwner;
  requests: {
    ref: string;
    title: string;
    /** `No update yet`, `Sent back; an answer is wanted by …` */
    state: string;
  }[];
  /** Of the requests: 1-based, 10 a page. */
  page: number;
  /** The page of the overview to go back to. */
  back: number;
  acts: boolean;
  seen: string;
}
