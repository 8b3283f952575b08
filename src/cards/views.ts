/**
 * What each card shows, as plain words and data: the workflow makes a view, this folder draws it. Texts typed by
 * people are passed as typed; the drawing escapes them.
 */
import type { Digest } from '../digest/digest.ts';
import type { Demand, Tone } from '../programme/status-scheme.ts';

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

export interface ActionRow {
  ref: string;
  title: string;
  /** The last known status; absent where there is none yet. */
  lastStatus?: StatusView;
  /** `Draft saved by Sam Lee on Monday 2 March`; `Not started`; `Sent by you on …: on track`. */
  state: string;
  /** The version of the request that the row was drawn from: the number of its latest update, 0 for none. */
  version: number;
  /**
   * `finished`: their own, completed or closed before this round. `called-off`: their own, not answered when the round
   * was cancelled. `shared`: somebody else answers first. `not-mine`: they said that it is not theirs, and a lead has
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
    /** `Not started`, `Sent back; an answer is wanted by …` */
    state: string;
  }[];
  /** Of the requests: 1-based, 10 a page. */
  page: number;
  /** The page of the overview to go back to. */
  back: number;
  acts: boolean;
  seen: string;
}

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

export interface DigestView {
  scope: CardScope;
  boardName: string;
  programmeTitle: string;
  /** `Health and Wellbeing Board, Thursday 19 November 2026` */
  meeting: string;
  digest: Digest;
  statuses: { id: string; label: string; tone: Tone }[];
  levels: { priority: string; action: string };
  foreword?: string;
  /** `Published on Wednesday 11 November 2026` */
  publishedLine?: string;
  /** The awaited owners by name, where a lead chose to name them. */
  awaited?: string[];
  /** What stands beneath the figures. */
  addenda?: AddendumView[];
  /** What the way back to the briefing that it came in place of sends. */
  back?: FormButton['data'];
}

/** One thing beneath the figures: `Since the papers: 1.2 Light the quay: now completed, published as on track.` */
export interface AddendumView {
  /** `Since the papers`, `After the close` or `Correction` */
  heading: string;
  /** The action; absent where it is about the whole. */
  title?: string;
  status?: StatusView;
  words: string;
  /** `Why: …` and the like, each on a line. */
  lines: string[];
  /** Who, and when. */
  by: string;
}

/** What a chair gets: enough to lead the item by, and the rest behind a button. */
export interface BriefingView {
  /** Its figures, its words and what stands beneath them. */
  digest: DigestView;
  offTrack: {
    title: string;
    status: StatusView;
    /** `off track since March 2026`, `new this time` or nothing. */
    since?: string;
    lines: string[];
    /** `Housing team will answer` */
    answers: string;
  }[];
  /** How many more are off track. */
  offTrackMore: number;
  completed: { title: string; outcome: string }[];
  /** What the board asked at its last meeting, with what the owner says now. */
  asked: { title: string; question: string; answer: string }[];
  showsChart: boolean;
  /** For a lead: what the way back to the preview sends, with what they have typed there. */
  preview?: FormButton['data'];
}

/** The digest before it is published, with a foreword to type and Publish; for the leads only. */
export interface PreviewView {
  digest: DigestView;
  /** Absent before the close: the figures are still moving. */
  publish?: {
    /** The publication date is still to come: publishing now is a second, explicit choice. */
    early?: string;
    /** Where it will go: `the channel "Board papers" and 1 chair`. */
    destination: string;
    /** `Publish on Wednesday 11 November`; absent once that day has come. */
    onDate?: string;
    /** `It goes out by itself on …, as Priya Shah chose on …`; then it can be taken back. */
    scheduled?: string;
    /** Whether the awaited owners are to be named. */
    nameAwaited: boolean;
  };
  notice?: string;
  /** What to look at before publishing, in sentences. */
  warnings: string[];
  /** What else can be done, by the state of things. */
  more: FormButton[];
  /** Owners awaited, by name: for the leads only. */
  awaited: string[];
  notReached: string[];
}

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
  /** Its value is `true` or `false`. */
  | { kind: 'tick'; title: string }
);

/** A button with the ids that it sends. */
export interface FormButton {
  title: string;
  verb: string;
  data: Record<string, string | number>;
  /** What it does cannot be undone. */
  destructive?: true;
}

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

/** Some messages that go, or went, together: when, what, to how many, and to whom. */
export interface ScheduleLine {
  /** `Wednesday 21 October at 9:30 am` */
  when: string;
  /** `a reminder` */
  what: string;
  /** `4 people`, or `30 people; 2 were not reached` */
  to: string;
  names: string[];
}

/** What goes out in a cycle, what has gone, and its dates; for the leads. */
export interface ScheduleView {
  scope: CardScope;
  notice?: string;
  /** `What goes out for the Health and Wellbeing Board on Thursday 19 November 2026` */
  title: string;
  /** `Paused since Tuesday 20 October at 10 am: nothing is sent …` and the like; may be empty. */
  standing: string[];
  toCome: ScheduleLine[];
  gone: ScheduleLine[];
  dates: { title: string; value: string }[];
  buttons: FormButton[];
}

/** What a lead checks before a round opens: one thing each, what is found, and the particulars folded away. */
export interface ReadySection {
  /** Unique on the card. */
  id: string;
  heading: string;
  line: string;
  /** Nothing about it needs a second look. */
  fine: boolean;
  items: string[];
}

export interface ReadyView {
  scope: CardScope;
  notice?: string;
  title: string;
  about: string;
  sections: ReadySection[];
  /** For whoever has never met the bot: a text to forward. */
  forward?: string;
  /** 1-based; of the particulars. */
  page: number;
  buttons: FormButton[];
}

/** A person's list as they will see it, for a lead to look at: its buttons do nothing. */
export interface SampleView {
  list: ListView;
  /** Whose it would be. */
  whose: string;
  notice?: string;
}

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

/** One thing that is shown; a message is one or several of these under each other. */
export type View =
  | { kind: 'list'; view: ListView }
  | { kind: 'form'; view: FormView }
  | { kind: 'retry-form'; view: RetryFormView }
  | { kind: 'confirm-no-change'; view: ConfirmNoChangeView }
  | { kind: 'refusal'; view: RefusalView }
  | { kind: 'overdue'; view: OverdueView }
  | { kind: 'owner-page'; view: OwnerPageView }
  | { kind: 'review'; view: ReviewView }
  | { kind: 'review-one'; view: ReviewOneView }
  | { kind: 'digest'; view: DigestView }
  | { kind: 'preview'; view: PreviewView }
  | { kind: 'briefing'; view: BriefingView }
  | { kind: 'act-form'; view: ActFormView }
  | { kind: 'history'; view: HistoryView }
  | { kind: 'schedule'; view: ScheduleView }
  | { kind: 'ready'; view: ReadyView }
  | { kind: 'sample'; view: SampleView }
  | { kind: 'notice'; view: NoticeView };
