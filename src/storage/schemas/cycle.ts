import { z } from 'zod';
import type {
  Answer,
  Author,
  Baseline,
  CycleEvent,
  Draft,
  DraftMark,
  OwnerName,
  RevisedDate,
  StandIn,
  Update,
  UpdateRequest,
} from '../../cycle/request.ts';
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
};

const authorRow = rowOf<Author>({ contactId: z.string(), name: z.string() });

export const updateRow = rowOf<Update>({
  ...answer,
  ref: z.string(),
  version: z.number(),
  kind: z.enum(['answer', 'no-change']),
  by: authorRow,
  at: Instant,
  late: z.boolean(),
});

const baselineRow = rowOf<Baseline>({
  status: text,
  narrative: text,
  nextSteps: text,
  reason: text,
  recoveryAction: text,
  revisedDate: revisedDateRow.exactOptional(),
  outcome: text,
  asOf: text,
  cycleId: text,
  unchangedRuns: z.number(),
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
  state: z.enum(['requested', 'submitted', 'excused', 'retired']),
  standIn: standInRow.exactOptional(),
  draft: draftMark,
};

export const requestRow = rowOf<UpdateRequest>({
  ...listed,
  aim: text,
  priority: priorityRow,
  due: dueDateRow.exactOptional(),
  listedUnder: text,
  baseline: baselineRow,
  answer: updateRow.exactOptional(),
  late: updateRow.exactOptional(),
});

const updateLine = rowOf<UpdateLine>({
  version: z.number(),
  kind: z.enum(['answer', 'no-change']),
  status: text,
  by: authorRow,
  at: Instant,
  late: z.boolean(),
}).exactOptional();

export const lineRow = rowOf<RequestLine>({
  ...listed,
  baseline: rowOf<RequestLine['baseline']>({ status: text, asOf: text }),
  answer: updateLine,
  late: updateLine,
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
  kind: z.enum(['opened', 'submitted', 'drafted', 'closed', 'published', 'cancelled', 'retired']),
  ref: text,
  by: authorRow.exactOptional(),
  detail: text,
});
