import { z } from 'zod';
import type {
  BoardAnswer,
  Completion,
  Counts,
  Digest,
  DigestWords,
  Exception,
  Movement,
  Participation,
  PriorityFigures,
} from '../../digest/digest.ts';
import type { Author } from '../../cycle/author.ts';
import type { Addendum } from '../../digest/addendum.ts';
import { Tone } from '../../programme/status-scheme.ts';
import type { FrozenDigest } from '../../workflow/ports.ts';
import { revisedDateRow } from './cycle.ts';
import { rowOf } from './row-of.ts';
import { Instant, PlainDate } from './temporal.ts';

const counts: z.ZodType<Counts> = z.record(z.string(), z.number());
const texts = z.array(z.string());
const nullableText = z.string().nullable();
const withheld = z.literal(true).exactOptional();

const figuresRow = rowOf<PriorityFigures>({
  number: z.number(),
  title: z.string(),
  total: z.number(),
  counts,
  unconfirmed: counts,
});

const movementRow = rowOf<Movement>({
  ref: z.string(),
  title: z.string(),
  from: nullableText,
  to: z.string(),
});

const exceptionRow = rowOf<Exception>({
  ref: z.string(),
  title: z.string(),
  owners: texts,
  status: z.string(),
  reason: nullableText,
  recoveryAction: nullableText,
  revisedDate: revisedDateRow.nullable(),
  confirmed: z.boolean(),
  lastSaid: z.string().exactOptional(),
  since: z.string().exactOptional(),
  isNew: z.literal(true).exactOptional(),
  withheld,
});

const completionRow = rowOf<Completion>({
  ref: z.string(),
  title: z.string(),
  owners: texts,
  outcome: nullableText,
  withheld,
});

const boardAnswerRow = rowOf<BoardAnswer>({
  ref: z.string(),
  title: z.string(),
  owners: texts,
  question: z.string(),
  meeting: PlainDate,
  answer: nullableText,
  withheld,
});

const participationRow = rowOf<Participation>({
  asked: z.number(),
  answered: z.number(),
  noUpdate: texts,
  notReached: texts,
  requestsAsked: z.number(),
  requestsAnswered: z.number(),
  requestsExcused: z.number().exactOptional(),
});

const digestRow = rowOf<Digest>({
  programme: z.string(),
  cycle: z.string(),
  asOf: Instant,
  total: z.number(),
  counts,
  unconfirmed: counts,
  lastReported: z.string().exactOptional(),
  byPriority: z.array(figuresRow),
  movement: z.array(movementRow),
  exceptions: z.array(exceptionRow),
  completed: z.array(completionRow),
  boardAsked: z.array(boardAnswerRow).exactOptional(),
  participation: participationRow,
  measures: z.array(z.never()),
});

const wordsRow = rowOf<DigestWords>({
  programmeTitle: z.string(),
  boardName: z.string(),
  statuses: z.array(
    z.object({ id: z.string(), label: z.string(), counted: z.string().exactOptional(), tone: Tone }),
  ),
  levels: z.object({ priority: z.string(), action: z.string() }),
});

const authorRow = rowOf<Author>({ contactId: z.string(), name: z.string() });

const addendum = {
  id: z.string(),
  by: authorRow,
  at: Instant,
};

export const addendumRow: z.ZodType<Addendum> = z.discriminatedUnion('kind', [
  z.looseObject({
    ...addendum,
    kind: z.literal('late'),
    ref: z.string(),
    title: z.string(),
    version: z.number(),
    sent: z.object({ by: z.string(), at: Instant }),
    status: nullableText,
    before: nullableText,
    reason: nullableText,
    recoveryAction: nullableText,
    revisedDate: revisedDateRow.nullable(),
    outcome: nullableText,
    note: z.string().exactOptional(),
    withheld,
    counted: z.literal(true).exactOptional(),
  }),
  z.looseObject({
    ...addendum,
    kind: z.literal('correction'),
    ref: z.string().exactOptional(),
    title: z.string().exactOptional(),
    text: z.string(),
  }),
]);

export const frozenDigestRow = rowOf<FrozenDigest>({
  digest: digestRow,
  words: wordsRow,
  foreword: z.string().exactOptional(),
  awaited: texts.exactOptional(),
  lateCounted: texts.exactOptional(),
  publishedAt: Instant,
  publishedBy: z.string().exactOptional(),
  by: authorRow.exactOptional(),
  card: z.string().exactOptional(),
});
