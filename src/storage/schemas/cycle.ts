import { z } from 'zod';
import type { Answer, RevisedDate, Update } from '../../cycle/answer.ts';
import type { Author } from '../../cycle/author.ts';
import type { Baseline, BoardQuestion } from '../../cycle/baseline.ts';
import type { Draft, DraftMark } from '../../cycle/draft.ts';
import { eventKinds, type CycleEvent } from '../../cycle/event.ts';
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
} from '../../cycle/request-marks.ts';
import type { OwnerName, UpdateRequest } from '../../cycle/request.ts';
import type { RequestLine, UpdateLine } from '../../cycle/request-line.ts';
import { dueDateRow, priorityRow } from './register.ts';
import { rowOf } from './row-of.ts';
import { Instant, PlainDate } from './temporal.ts';

export const revisedDateRow: z.ZodType<RevisedDate> = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('date'), date: PlainDate }),
  z.looseObject({ kind: z.literal('promised'), sayBy: PlainDate }),
]);

const text = z.string().exactOptional();

const answer: { [Field in keyof Answer]-?: z.ZodType<Answer[Field]> } = {
  status: text,
  narrative: z.string(),
  nextSteps: text,
  reason: text,
  recoveryAction: text,
  revisedDate: revisedDateRow.exactOptional(),
  outcome: text,
  noteToLead: text,
  notForPublication: text,
};

const authorRow = rowOf<Author>({ contactId: z.string(), name: z.string() });

const updateKind = z.enum(['answer', 'no-change', 'edited', 'agreed']);

export const updateRow = rowOf<Update>({
  ...answer,
  ref: z.string(),
  version: z.number(),
  kind: updateKind,
  by: authorRow,
  at: Instant,
  late: z.boolean(),
  source: text,
  recordedFor: text,
});

/** What somebody did, and when. */
const act = { by: authorRow, at: Instant };

const boardQuestionRow = rowOf<BoardQuestion>({
  ...act,
  text: z.string(),
  meeting: PlainDate,
}).exactOptional();

const baselineRow = rowOf<Baseline>({
  status: text,
  narrative: text,
  nextSteps: text,
  reason: text,
  recoveryAction: text,
  revisedDate: revisedDateRow.exactOptional(),
  outcome: text,
  notForPublication: text,
  offTrackSince: text,
  asOf: text,
  cycleId: text,
  unchangedRuns: z.number(),
  dateMoves: z.number().exactOptional(),
  boardAsked: boardQuestionRow,
});

const standInRow = rowOf<StandIn>({
  contactId: z.string(),
  insteadOf: z.string(),
  from: PlainDate,
  over: z.literal(true).exactOptional(),
});

const draftMark = rowOf<DraftMark>({ by: authorRow, at: Instant }).exactOptional();

/** What a request and its line both say. */
const listed = {
  ref: z.string(),
  order: z.number(),
  title: z.string(),
  owners: z.array(rowOf<OwnerName>({ id: z.string(), name: z.string() })),
  asked: z.boolean(),
  state: z.enum(['requested', 'submitted', 'returned', 'accepted', 'excused', 'retired']),
  standIn: standInRow.exactOptional(),
  draft: draftMark,
  notMine: rowOf<NotMine>({ ...act, contactId: z.string(), suggestion: text }).exactOptional(),
  versions: z.number().exactOptional(),
};

const returnedRow = rowOf<Returned>({
  ...act,
  answer: updateRow,
  comment: z.string(),
  suggested: text,
  answerBy: PlainDate,
});

export const requestRow = rowOf<UpdateRequest>({
  ...listed,
  aim: text,
  priority: priorityRow,
  due: dueDateRow.exactOptional(),
  listedUnder: text,
  baseline: baselineRow,
  answer: updateRow.exactOptional(),
  late: updateRow.exactOptional(),
  extended: rowOf<Extension>({
    ...act,
    to: PlainDate,
    earlier: z.array(z.object({ to: PlainDate, at: Instant })).exactOptional(),
  }).exactOptional(),
  excused: rowOf<Excuse>({ ...act, reason: z.string() }).exactOptional(),
  returned: returnedRow.exactOptional(),
  sentBack: z
    .array(
      rowOf<PastReturn>({
        ...act,
        version: z.number(),
        comment: z.string(),
        suggested: text,
        answerBy: PlainDate,
        ended: z.enum(['answered', 'agreed', 'kept']),
      }),
    )
    .exactOptional(),
  signedOff: rowOf<SignOff>({ ...act, version: z.number() }).exactOptional(),
  lateDecision: rowOf<LateDecision>({
    ...act,
    version: z.number(),
    kind: z.enum(['counted', 'noted', 'kept']),
  }).exactOptional(),
  boardAsked: boardQuestionRow,
  joined: z.literal(true).exactOptional(),
  askedAnew: Instant.exactOptional(),
  askedAgain: rowOf<AskedAgain>(act).exactOptional(),
});

const updateLine = rowOf<UpdateLine>({
  version: z.number(),
  kind: updateKind,
  status: text,
  by: authorRow,
  at: Instant,
  late: z.boolean(),
  source: text,
  recordedFor: text,
}).exactOptional();

export const lineRow = rowOf<RequestLine>({
  ...listed,
  baseline: rowOf<RequestLine['baseline']>({ status: text, asOf: text }),
  answer: updateLine,
  late: updateLine,
  returned: rowOf<RequestLine['returned'] & object>({
    by: authorRow,
    comment: z.string(),
    answerBy: PlainDate,
    suggested: text,
  }).exactOptional(),
  extended: rowOf<RequestLine['extended'] & object>({ to: PlainDate }).exactOptional(),
});

export const draftRow = rowOf<Draft>({
  ref: z.string(),
  inputs: z.record(z.string(), z.string()),
  by: authorRow,
  at: Instant,
});

export const eventRow = rowOf<CycleEvent>({
  id: z.string(),
  at: Instant,
  kind: z.enum(eventKinds),
  ref: text,
  by: authorRow.exactOptional(),
  contactId: text,
  card: text,
  detail: text,
});
