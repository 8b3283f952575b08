import type { Temporal } from '../calendar/temporal.ts';
import type { DueDate, Priority } from '../programme/register.ts';
import type { Update } from './answer.ts';
import type { Baseline, BoardQuestion } from './baseline.ts';
import type { DraftMark } from './draft.ts';
import type {
  AskedAgain,
  Excuse,
  Extension,
  LateDecision,
  NotMine,
  PastReturn,
  Returned,
  SignOff,
  StandIn,
} from './request-marks.ts';

/**
 * One action in one cycle. Opening writes one for every live action, asked or not, with what the digest and the
 * cards need, so that the cycle's partition stands alone.
 */
export interface UpdateRequest {
  ref: string;
  order: number;
  title: string;
  aim?: string;
  priority: Priority;
  owners: OwnerName[];
  due?: DueDate;
  /** False for an action that was completed or closed before: counted, not asked about. */
  asked: boolean;
  state: RequestState;
  standIn?: StandIn;
  notMine?: NotMine;
  extended?: Extension;
  excused?: Excuse;
  returned?: Returned;
  /** Returns that are over, oldest first, so that the leads see what they asked for beside what they got. */
  sentBack?: PastReturn[];
  signedOff?: SignOff;
  lateDecision?: LateDecision;
  /** What the board asked at this cycle's meeting, for the next. */
  boardAsked?: BoardQuestion;
  /** Its action came into the plan while the cycle was open. */
  joined?: true;
  /** It came to be asked for anew then: what the ladder had called for by that moment is not made up. */
  askedAnew?: Temporal.Instant;
  askedAgain?: AskedAgain;
  /** The number of the newest version ever; absent where that is the newest of those below. */
  versions?: number;
  baseline: Baseline;
  /** The newest update that counts. */
  answer?: Update;
  /** The newest update given after the close. */
  late?: Update;
  /** Whose draft there is; what they typed lies beside. */
  draft?: DraftMark;
  /** The first owner at the opening, or nothing: where its line is kept, whoever owns it later. */
  listedUnder?: string;
}

/** requested → submitted → (returned → submitted →) accepted; or excused, or retired with its action. */
export type RequestState = 'requested' | 'submitted' | 'returned' | 'accepted' | 'excused' | 'retired';

export interface OwnerName {
  id: string;
  name: string;
}
