import type { Digest } from '../../digest/digest.ts';
import type { Status } from '../../programme/status-scheme.ts';
import type { CardScope, FormButton, StatusView } from './parts.ts';

export interface DigestView {
  scope: CardScope;
  boardName: string;
  programmeTitle: string;
  /** `Health and Wellbeing Board, Thursday 19 November 2026` */
  meeting: string;
  digest: Digest;
  statuses: Pick<Status, 'id' | 'label' | 'counted' | 'tone'>[];
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

/** One thing beneath the figures: `Since the papers: 1.2 Light the quay: now completed; in the figures as on track.` */
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
    /** When that was chosen, as an instant: nobody replaces or takes back what their card does not show. */
    chosenAt?: string;
    /** Whether the awaited owners are to be named. */
    nameAwaited: boolean;
  };
  /** Who sees it, and until when: `For you only: nothing is posted until a lead publishes it.` */
  standing?: string;
  notice?: string;
  /** What to look at before publishing, in sentences. */
  warnings: string[];
  /** What else can be done, by the state of things. */
  more: FormButton[];
  /** Owners awaited, by name: for the leads only. */
  awaited: string[];
  notReached: string[];
}
